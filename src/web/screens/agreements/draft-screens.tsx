import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api } from '../../api/client.js';
import { useMe, useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { Page } from '../../parts/page.js';
import { Empty, Loaded } from '../../parts/states.js';
import { useOvertaken } from '../../forms/use-overtaken.js';
import { today } from '../../device/service-clock.js';
import { useDrafts } from './agreements-screen.js';
import { DraftForm } from './draft-form.js';
import { draftChangesOf, emptyDraft, newAgreement, draftValuesOf } from './draft-values.js';
import { latestSignedVersion, useStanding, type Agreement, type Version } from './model.js';
import { NotNow, ProposedMeanwhile, WaitsFirst } from './overtaken.js';

/** Goes to the agreement, which every screen reads anew. */
function useDone(): (id: string) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (id) => {
    await client.invalidateQueries();
    await navigate({ to: '/agreements/$id', params: { id } });
  };
}

function useAgreement(id: string) {
  return api.useQuery('get', '/api/v1/agreements/{id}', { params: { path: { id } } });
}

/** Drafts an agreement with another party. */
export function NewAgreementScreen(): ReactElement {
  const { form: words } = useMessages().agreements;
  const { partyId } = useMe();
  const { isGenerator } = useRights();
  const drafts = useDrafts();
  const done = useDone();
  const create = api.useMutation('post', '/api/v1/agreements');
  return (
    <Page title={words.newTitle} lead={words.newLead}>
      {drafts && partyId !== null ? (
        <DraftForm
          kind="new"
          name="agreement-new"
          initial={emptyDraft(isGenerator ? 'generator' : 'recycler')}
          submit={words.saveDraft}
          problem={create.error}
          isBusy={create.isPending}
          send={async (values, draftId) => {
            const header = { 'Idempotency-Key': draftId };
            const { id } = await create.mutateAsync({ params: { header }, body: newAgreement(values, partyId) });
            return () => done(id);
          }}
        />
      ) : (
        <Empty text={words.notYours} />
      )}
    </Page>
  );
}

/** Changes a draft before anybody has signed it. */
export function EditAgreementScreen(): ReactElement {
  const { id } = useParams({ from: '/agreements/$id/edit' });
  const { form: words } = useMessages().agreements;
  const query = useAgreement(id);
  return (
    <Page title={words.editTitle(query.data?.reference ?? '')} lead={words.newLead}>
      <Loaded query={query}>{(agreement) => <EditForm key={id} agreement={agreement} reread={query.refetch} />}</Loaded>
    </Page>
  );
}

interface EditFormProps {
  readonly agreement: Agreement;
  readonly reread: () => Promise<{ readonly data?: Agreement | undefined }>;
}

function EditForm({ agreement, reread }: EditFormProps): ReactElement {
  const { form: words } = useMessages().agreements;
  const [opened] = useState(agreement);
  const { read, ifMatch, catchUp } = useOvertaken(opened, reread, isChange);
  const { acts } = useStanding(opened);
  const done = useDone();
  const { header, onSettled } = useAttempt();
  const edit = api.useMutation('patch', '/api/v1/agreements/{id}', { onSettled });
  const { id } = read;
  const before = draftValuesOf(read, read);
  if (!acts || opened.status !== 'draft') return <NotNow agreement={opened} />;
  return (
    <DraftForm
      kind="edit"
      name={`agreement-${id}`}
      agreement={read}
      initial={before}
      submit={words.saveDraft}
      problem={edit.error}
      isBusy={edit.isPending}
      catchUp={async (error) => {
        const theirs = await catchUp(error);
        return theirs && draftValuesOf(theirs, theirs);
      }}
      stopped={read.status === 'draft' ? null : <ProposedMeanwhile agreement={read} />}
      send={async (values) => {
        const { startsOn, reference } = values;
        await edit.mutateAsync({
          params: { path: { id }, header: { ...header, 'If-Match': ifMatch } },
          body: { ...draftChangesOf(before, values), startsOn, reference: reference.trim() },
        });
        return () => done(id);
      }}
    />
  );
}

/** Proposes a new version of what both sides have signed. */
export function AmendAgreementScreen(): ReactElement {
  const { id } = useParams({ from: '/agreements/$id/amend' });
  const { form: words } = useMessages().agreements;
  const query = useAgreement(id);
  return (
    <Page title={words.amendTitle(query.data?.reference ?? '')} lead={words.amendLead}>
      <Loaded query={query}>
        {(agreement) => <AmendForm key={id} agreement={agreement} reread={query.refetch} />}
      </Loaded>
    </Page>
  );
}

function AmendForm({ agreement, reread }: EditFormProps): ReactElement {
  const { form: words } = useMessages().agreements;
  const [opened] = useState(agreement);
  const { read, catchUp } = useOvertaken(opened, reread, isChange);
  const { acts } = useStanding(opened);
  const done = useDone();
  const { header, onSettled } = useAttempt();
  const amend = api.useMutation('post', '/api/v1/agreements/{id}/amendments', { onSettled });
  const { id, status, pending } = opened;
  const base = latestSignedVersion(read);
  if (!base || !acts || (status !== 'active' && status !== 'scheduled')) return <NotNow agreement={opened} />;
  if (pending !== null) return <WaitsFirst agreement={opened} />;
  const startingOn = ({ startsOn }: Version) => ({ startsOn: today() > startsOn ? today() : startsOn });
  const before = { ...draftValuesOf(read, base), ...startingOn(base) };
  return (
    <DraftForm
      kind="amend"
      name={`agreement-amendment-${id}`}
      agreement={read}
      initial={before}
      submit={words.propose}
      problem={amend.error}
      isBusy={amend.isPending}
      catchUp={async (error) => {
        const theirs = await catchUp(error);
        const signed = theirs && latestSignedVersion(theirs);
        return signed && { ...draftValuesOf(theirs, signed), ...startingOn(signed) };
      }}
      stopped={read.pending === null ? null : <WaitsFirst agreement={read} />}
      send={async (values) => {
        await amend.mutateAsync({
          params: { path: { id }, header },
          body: { ...draftChangesOf(before, values), startsOn: values.startsOn },
        });
        return () => done(id);
      }}
    />
  );
}

/** What somebody else has done with the agreement meanwhile: changed it, signed it or ended it. */
const isChange = (code: string): boolean => ['stale-version', 'signature-pending', 'agreement-state'].includes(code);
