import { Checkbox, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, http, type Schemas } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { CountrySelect } from './country-select.js';
import { useBooked } from '../../parts/booked.js';
import { useSaid } from './said.js';
import { useEdit } from './use-edit.js';

export type Party = Schemas['PartyAnswer'];
type Role = Party['roles'][number];

const IDENTIFIERS = ['gln', 'lei', 'epaId'] as const;
type Identifier = (typeof IDENTIFIERS)[number];

interface PartyValues extends Record<Identifier, string> {
  readonly name: string;
  readonly roles: Role[];
  readonly country: string;
}

const NO_PARTY: PartyValues = { name: '', roles: [], country: '', gln: '', lei: '', epaId: '' };
const POINTERS = ['/name', '/roles', '/country', '/identifiers/'];

interface NewPartyProps {
  readonly onClose: () => void;
  readonly onMade: (party: Party) => Promise<void>;
}

export function NewParty({ onClose, onMade }: NewPartyProps): ReactElement {
  const { settings } = useMessages();
  const form = useForm<PartyValues>({ initialValues: NO_PARTY });
  const { header, onSettled } = useAttempt();
  const make = api.useMutation('post', '/api/v1/parties', { onSettled, onSuccess: onMade });
  const { problem, fault } = useSaid(make.error);
  const send = form.onSubmit(({ name, roles, country, ...identifiers }) => {
    const given = Object.fromEntries(Object.entries(identifiers).filter(([, text]) => text.trim() !== ''));
    make.mutate({ params: { header }, body: { name, roles, country, identifiers: given } });
  });
  return (
    <ActModal
      title={settings.newParty}
      onClose={onClose}
      onSubmit={send}
      isBusy={make.isPending}
      problem={problem}
      fields={POINTERS}
      submit={settings.newParty}
    >
      <PartyFields form={form} fault={fault} />
    </ActModal>
  );
}

interface EditPartyProps {
  readonly party: Party;
  readonly onClose: () => void;
}

export function EditParty({ party, onClose }: EditPartyProps): ReactElement {
  const { settings } = useMessages();
  const done = useBooked();
  const path = { id: party.id };
  const { ifMatch, onError, nowIs } = useEdit(party, () => http.GET('/api/v1/parties/{id}', { params: { path } }));
  const before = valuesOf(party);
  const form = useForm<PartyValues>({ initialValues: before });
  const { header, onSettled } = useAttempt();
  const edit = api.useMutation('patch', '/api/v1/parties/{id}', {
    onSettled,
    onError,
    onSuccess: async () => {
      onClose();
      await done(settings.partySaved);
    },
  });
  const { problem, fault } = useSaid(edit.error);
  const send = form.onSubmit(({ name, roles, country, ...identifiers }) => {
    const changed = IDENTIFIERS.filter((one) => identifiers[one] !== before[one]);
    edit.mutate({
      params: { path, header: { ...header, 'If-Match': ifMatch } },
      body: {
        ...(name !== before.name && { name }),
        ...(roles.join() !== before.roles.join() && { roles }),
        ...(country !== before.country && { country }),
        ...(changed.length > 0 && {
          identifiers: Object.fromEntries(changed.map((one) => [one, identifiers[one].trim() || null])),
        }),
      },
    });
  });
  return (
    <ActModal
      title={settings.editParty}
      onClose={onClose}
      onSubmit={send}
      isBusy={edit.isPending}
      problem={problem}
      fields={POINTERS}
    >
      <PartyFields form={form} fault={fault} nowIs={nowIs} />
    </ActModal>
  );
}

function valuesOf({ name, roles, country, identifiers }: Party): PartyValues {
  return { ...NO_PARTY, name, roles: [...roles], country, ...identifiers };
}

interface PartyFieldsProps {
  readonly form: UseFormReturnType<PartyValues>;
  readonly fault: (pointer: string) => string | undefined;
  readonly nowIs?: (field: 'name' | 'roles' | 'country') => string | undefined;
}

function PartyFields({ form, fault, nowIs = () => undefined }: PartyFieldsProps): ReactElement {
  const { settings } = useMessages();
  return (
    <>
      <TextInput
        label={settings.partyName}
        description={nowIs('name')}
        required
        maxLength={200}
        data-autofocus
        {...form.getInputProps('name')}
        error={fault('/name')}
      />
      <Checkbox.Group
        label={settings.partyRoles}
        description={nowIs('roles')}
        required
        size="md"
        {...form.getInputProps('roles')}
        error={fault('/roles')}
      >
        <Stack gap="xs" my="xs">
          {Object.entries(settings.roleOfParty).map(([role, word]) => (
            <Checkbox key={role} size="md" value={role} label={word} />
          ))}
        </Stack>
      </Checkbox.Group>
      <CountrySelect description={nowIs('country')} {...form.getInputProps('country')} error={fault('/country')} />
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        {IDENTIFIERS.map((one) => (
          <TextInput
            key={one}
            label={settings[one]}
            {...form.getInputProps(one)}
            error={fault(`/identifiers/${one}`)}
          />
        ))}
      </SimpleGrid>
    </>
  );
}
