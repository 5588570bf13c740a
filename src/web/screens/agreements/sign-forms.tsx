import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent, ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { useMissed } from '../../parts/booked.js';
import { useStanding, type Agreement } from './model.js';

interface ActProps {
  readonly agreement: Agreement;
  readonly onClose: () => void;
}

/** What is signed is what was read: the service refuses it where it has changed since. */
const asRead = ({ version }: Agreement) => ({ 'If-Match': `"${version}"` });

/** Signs for the own side. */
export function SignForm({ agreement, onClose }: ActProps): ReactElement {
  const { pending: words } = useMessages().agreements;
  const { own, missing } = useStanding(agreement);
  const client = useQueryClient();
  const { header, onSettled } = useAttempt();
  const sign = api.useMutation('post', '/api/v1/agreements/{id}/signatures', {
    onSettled,
    onError: useMissed(onClose),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries();
    },
  });
  const { id, reference, pending } = agreement;
  return (
    <ActModal
      title={words.signFor(own.name)}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        sign.mutate({ params: { path: { id }, header: { ...header, ...asRead(agreement) } }, body: {} });
      }}
      isBusy={sign.isPending}
      problem={sign.error}
      fields={[]}
      submit={words.sign}
    >
      <Text>{words.signs[pending ?? 'agreement'](reference)}</Text>
      <Text>{missing.length > 1 ? words.thenOther : words.thenHolds}</Text>
    </ActModal>
  );
}

/** Takes back, declines or discards what not both sides have signed. */
export function WithdrawForm({ agreement, word, onClose }: ActProps & { readonly word: string }): ReactElement {
  const { pending: words } = useMessages().agreements;
  const client = useQueryClient();
  const navigate = useNavigate();
  const { header, onSettled } = useAttempt();
  const { id, pending } = agreement;
  const onError = useMissed(onClose);
  const gone = {
    onSettled,
    onError,
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries();
    },
  };
  const amendment = api.useMutation('delete', '/api/v1/agreements/{id}/amendments/pending', gone);
  const termination = api.useMutation('delete', '/api/v1/agreements/{id}/termination', gone);
  const whole = api.useMutation('delete', '/api/v1/agreements/{id}', {
    onSettled,
    onError,
    onSuccess: async () => {
      // First away from what is no more, so that nobody asks for it again.
      await navigate({ to: '/agreements' });
      await client.invalidateQueries();
    },
  });
  const act = { agreement: whole, amendment, termination }[pending ?? 'agreement'];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate({ params: { path: { id }, header: { ...header, ...asRead(agreement) } } });
  };
  return (
    <ActModal
      title={word}
      onClose={onClose}
      onSubmit={submit}
      isBusy={act.isPending}
      problem={act.error}
      fields={[]}
      submit={word}
    >
      <Text>{words.goes[pending ?? 'agreement']}</Text>
    </ActModal>
  );
}
