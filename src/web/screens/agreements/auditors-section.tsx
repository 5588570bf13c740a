import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, faultOf, http, type Schemas } from '../../api/client.js';
import { everyPage } from '../../api/pages.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Loaded } from '../../parts/states.js';
import { Day } from '../../units/mass.js';
import { today } from '../../device/service-clock.js';
import { useStanding, type Agreement } from './model.js';
import { useDayText } from './term-texts.js';

type Invitation = Schemas['InvitationAnswer'];
type Act = { readonly kind: 'invite' } | { readonly kind: 'end'; readonly invitation: Invitation };

/** Who may look over the own party's shoulder; each side knows and keeps only its own invitations. */
export function AuditorsSection({ agreement }: { readonly agreement: Agreement }): ReactElement | null {
  const { auditors: words } = useMessages().agreements;
  const { isAuditor } = useRights();
  const { acts, isSide, own } = useStanding(agreement);
  const [act, setAct] = useState<Act | null>(null);
  const canRead = isSide && !isAuditor;
  const query = useInvitations(agreement.id, canRead);
  if (!canRead) return null;
  const close = () => setAct(null);
  return (
    <Section
      title={words.auditors}
      note={words.auditorsNote(own.name)}
      aside={
        acts && (
          <Button
            variant="default"
            leftSection={<IconUserPlus size={20} aria-hidden />}
            onClick={() => setAct({ kind: 'invite' })}
          >
            {words.invite}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(invitations) => (
          <List
            invitations={invitations}
            end={acts ? (invitation: Invitation) => setAct({ kind: 'end', invitation }) : undefined}
          />
        )}
      </Loaded>
      {act?.kind === 'invite' && <InviteForm id={agreement.id} onClose={close} />}
      {act?.kind === 'end' && <EndForm invitation={act.invitation} onClose={close} />}
    </Section>
  );
}

function useInvitations(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['every', 'invitations', id],
    enabled,
    queryFn: () =>
      everyPage((cursor) =>
        http.GET('/api/v1/agreements/{id}/invitations', {
          params: { path: { id }, query: { limit: 200, ...(cursor ? { cursor } : {}) } },
        }),
      ),
  });
}

interface ListProps {
  readonly invitations: readonly Invitation[];
  readonly end: ((invitation: Invitation) => void) | undefined;
}

function List({ invitations, end }: ListProps): ReactElement {
  const { auditors: words } = useMessages().agreements;
  const day = useDayText();
  const isOpen = ({ revokedAt, untilOn }: Invitation) => revokedAt === null && untilOn >= today();
  const stateOf = (invitation: Invitation): string => {
    if (invitation.revokedAt !== null) return words.endedOn(day(invitation.revokedAt.slice(0, 10)));
    return isOpen(invitation) ? words.runs : words.over;
  };
  return (
    <ResourceTable
      caption={words.auditorsTable}
      rows={invitations}
      rowId={({ id }) => id}
      empty={<Text c="dimmed">{words.noAuditors}</Text>}
      columns={[
        {
          title: words.who,
          cell: ({ name, email }) => (
            <Stack gap={0}>
              <Text fw={600}>{name}</Text>
              <Text size="sm" c="dimmed">
                {email}
              </Text>
            </Stack>
          ),
        },
        { title: words.until, cell: ({ untilOn }) => <Day on={untilOn} /> },
        { title: words.state, cell: stateOf },
        ...(end
          ? [
              {
                title: words.end,
                acts: true,
                cell: (invitation: Invitation) =>
                  isOpen(invitation) && (
                    <Button variant="default" aria-label={words.endOf(invitation.name)} onClick={() => end(invitation)}>
                      {words.end}
                    </Button>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

function useRefreshed(onClose: () => void) {
  const client = useQueryClient();
  return async () => {
    onClose();
    await client.invalidateQueries();
  };
}

function InviteForm({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactElement {
  const { auditors: words } = useMessages().agreements;
  const form = useForm({ initialValues: { email: '', untilOn: '' } });
  const { header, onSettled } = useAttempt();
  const invite = api.useMutation('post', '/api/v1/agreements/{id}/invitations', {
    onSettled,
    onSuccess: useRefreshed(onClose),
  });
  const field = (name: 'email' | 'untilOn') => ({
    ...form.getInputProps(name),
    error: faultOf(invite.error, `/${name}`),
  });
  return (
    <ActModal
      title={words.invite}
      onClose={onClose}
      onSubmit={form.onSubmit((body) => invite.mutate({ params: { path: { id }, header }, body }))}
      isBusy={invite.isPending}
      problem={invite.error}
      fields={['/email', '/untilOn']}
      submit={words.invite}
    >
      <TextInput
        type="email"
        label={words.email}
        description={words.emailHint}
        required
        data-autofocus
        {...field('email')}
      />
      <TextInput type="date" label={words.until} required {...field('untilOn')} />
    </ActModal>
  );
}

interface EndFormProps {
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

function EndForm({ invitation, onClose }: EndFormProps): ReactElement {
  const { auditors: words } = useMessages().agreements;
  const { header, onSettled } = useAttempt();
  const end = api.useMutation('delete', '/api/v1/agreements/{id}/invitations/{invitationId}', {
    onSettled,
    onSuccess: useRefreshed(onClose),
  });
  const { id, agreementId, name } = invitation;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    end.mutate({ params: { path: { id: agreementId, invitationId: id }, header } });
  };
  return (
    <ActModal
      title={words.endOf(name)}
      onClose={onClose}
      onSubmit={submit}
      isBusy={end.isPending}
      problem={end.error}
      fields={[]}
      submit={words.end}
    >
      <Text>{words.endQuestion(name)}</Text>
    </ActModal>
  );
}
