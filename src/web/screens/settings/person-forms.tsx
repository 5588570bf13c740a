import { PasswordInput, Select, Text, TextInput, type SelectProps, type TextInputProps } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { api, http, type Schemas } from '../../api/client.js';
import { useMe } from '../../session/me.js';
import { useMessages, type Messages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';
import { useSaid } from './said.js';
import { useEdit } from './use-edit.js';

export type Person = Schemas['UserAnswer'];
type Role = Schemas['NewUser']['role'];

interface NewPersonProps {
  readonly partyId: string;
  readonly isFirst: boolean;
  readonly onClose: () => void;
}

/** Gives a person a sign-in; the first of a party is its admin, unless somebody says otherwise. */
export function NewPerson({ partyId, isFirst, onClose }: NewPersonProps): ReactElement {
  const { settings } = useMessages();
  const done = useBooked();
  const form = useForm({
    initialValues: { name: '', email: '', role: (isFirst ? 'admin' : '') as Role, password: '' },
  });
  const add = api.useMutation('post', '/api/v1/parties/{id}/users', {
    onSuccess: async ({ name }) => {
      onClose();
      await done(settings.personAdded(name));
    },
  });
  const { problem, fault } = useSaid(add.error);
  return (
    <ActModal
      title={settings.newPerson}
      onClose={onClose}
      onSubmit={form.onSubmit((body) => add.mutate({ params: { path: { id: partyId } }, body }))}
      isBusy={add.isPending}
      problem={problem}
      fields={['/name', '/email', '/role', '/password']}
      submit={settings.newPerson}
    >
      <NameInput {...form.getInputProps('name')} error={fault('/name')} />
      <TextInput
        label={settings.email}
        description={settings.emailHint}
        type="email"
        required
        maxLength={254}
        autoComplete="off"
        {...form.getInputProps('email')}
        error={fault('/email')}
      />
      <RoleSelect {...form.getInputProps('role')} error={fault('/role')} />
      <PasswordInput
        label={settings.firstPassword}
        description={settings.firstPasswordHint}
        required
        maxLength={200}
        autoComplete="new-password"
        {...form.getInputProps('password')}
        error={fault('/password')}
      />
    </ActModal>
  );
}

interface PersonProps {
  readonly person: Person;
  readonly onClose: () => void;
}

/** One change of a person, on the version that was seen last. */
function usePersonEdit({ person, onClose }: PersonProps, message: (name: string) => string) {
  const done = useBooked();
  const path = { id: person.id };
  const { ifMatch, onError, nowIs } = useEdit(person, () => http.GET('/api/v1/users/{id}', { params: { path } }));
  const edit = api.useMutation('patch', '/api/v1/users/{id}', {
    onError,
    onSuccess: async ({ name }) => {
      onClose();
      await done(message(name));
    },
  });
  return {
    nowIs,
    isBusy: edit.isPending,
    ...useSaid(edit.error),
    send: (body: Schemas['UserEdit']) => edit.mutate({ params: { path, header: { 'If-Match': ifMatch } }, body }),
  };
}

export function EditPerson(props: PersonProps): ReactElement {
  const { person, onClose } = props;
  const { settings } = useMessages();
  const isMe = useMe().id === person.id;
  const form = useForm({ initialValues: { name: person.name, role: person.role } });
  const { send, nowIs, isBusy, problem, fault } = usePersonEdit(props, settings.personSaved);
  return (
    <ActModal
      title={settings.editPersonOf(person.name)}
      onClose={onClose}
      onSubmit={form.onSubmit(({ name, role }) =>
        send({
          ...(name !== person.name && { name }),
          ...(role !== person.role && role !== 'platform-admin' && { role }),
        }),
      )}
      isBusy={isBusy}
      problem={problem}
      fields={['/name', '/role']}
    >
      <NameInput {...form.getInputProps('name')} description={nowIs('name')} error={fault('/name')} />
      {!isMe && (
        <RoleSelect
          {...form.getInputProps('role')}
          description={nowIs('role') ?? settings.roleNote}
          error={fault('/role')}
        />
      )}
    </ActModal>
  );
}

export function GivePassword(props: PersonProps): ReactElement {
  const { person, onClose } = props;
  const { settings } = useMessages();
  const form = useForm({ initialValues: { password: '' } });
  const { send, isBusy, problem, fault } = usePersonEdit(props, settings.passwordGiven);
  return (
    <ActModal
      title={settings.givePasswordOf(person.name)}
      onClose={onClose}
      onSubmit={form.onSubmit(send)}
      isBusy={isBusy}
      problem={problem}
      fields={['/password']}
    >
      <PasswordInput
        label={settings.newPassword}
        description={settings.givePasswordLead}
        required
        maxLength={200}
        autoComplete="new-password"
        data-autofocus
        {...form.getInputProps('password')}
        error={fault('/password')}
      />
    </ActModal>
  );
}

/** Takes the sign-in away, or gives it back. */
export function SwitchPerson(props: PersonProps): ReactElement {
  const { person, onClose } = props;
  const { settings } = useMessages();
  const { name, active } = person;
  const { send, isBusy, problem } = usePersonEdit(props, active ? settings.personOff : settings.personOn);
  return (
    <ActModal
      title={active ? settings.switchOffOf(name) : settings.switchOnOf(name)}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        send({ active: !active });
      }}
      isBusy={isBusy}
      problem={problem}
      fields={[]}
      submit={active ? settings.switchOff : settings.switchOn}
    >
      <Text>{active ? settings.switchOffLead : settings.switchOnLead}</Text>
    </ActModal>
  );
}

function NameInput(props: TextInputProps): ReactElement {
  const { settings } = useMessages();
  return <TextInput label={settings.name} required maxLength={200} autoComplete="off" data-autofocus {...props} />;
}

type PartyPersonRole = keyof Messages['settings']['roleNotes'];

/** The roles with what each may do. */
function RoleSelect(props: Omit<SelectProps, 'data' | 'label'>): ReactElement {
  const { settings } = useMessages();
  return (
    <Select
      label={settings.role}
      required
      allowDeselect={false}
      data={(Object.keys(settings.roleNotes) as PartyPersonRole[]).map((value) => ({
        value,
        label: settings.roles[value],
      }))}
      renderOption={({ option }) => (
        <div>
          <Text size="sm" fw={600}>
            {option.label}
          </Text>
          <Text size="xs" c="dimmed">
            {settings.roleNotes[option.value as PartyPersonRole]}
          </Text>
        </div>
      )}
      {...props}
    />
  );
}
