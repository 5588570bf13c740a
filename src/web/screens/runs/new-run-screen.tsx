import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useContext, useMemo, type ReactElement } from 'react';
import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { CUSTODY_MODELS, RUN_KINDS } from '../../../domain/acts/run.js';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf } from '../../api/client.js';
import { useCatalogueQuery } from '../../data/catalogue.js';
import { useStock } from '../../data/stock.js';
import { useRights } from '../../session/me.js';
import { useSite } from '../../data/acting-site.js';
import { useMessages } from './texts.js';
import { isOvertaken } from '../../parts/booked.js';
import { DraftContext } from '../../forms/draft-context.js';
import { DraftPlace } from '../../forms/draft-place.js';
import { Section } from '../../parts/section.js';
import { MomentInput } from '../../units/moment-input.js';
import { Page } from '../../parts/page.js';
import { Empty, Failure, Loaded, NotForYou } from '../../parts/states.js';
import { useOwnSites, useZoneOf, type Site } from '../../data/sites.js';
import { balanceOf } from './balance.js';
import { BalancePanel } from './balance-panel.js';
import { useHoldings } from './known.js';
import { OtherFeed, Residues } from './run-extras.js';
import { RunInputList } from './run-inputs.js';
import { RunOutputs } from './run-outputs.js';
import { useRunForm, type RunForm } from './use-run-form.js';
import { errorsIn } from '../../forms/errors-in.js';
import { runBody } from './values.js';
import { isRunBegun, type RunValues } from '../../forms/run-draft.js';

/** Enters a run that is over, with its balance beside it. */
export function NewRunScreen(): ReactElement {
  const { runs, shell } = useMessages();
  const sites = useOwnSites();
  const catalogue = useCatalogueQuery();
  const { isRecycler, writes } = useRights();
  const describe = ({ code, inputs, outputs }: RunValues) =>
    [code, runs.inputCount(inputs.length), ...outputs.map(({ product }) => product)].filter(Boolean).join(' · ');
  if (!isRecycler || !writes)
    return (
      <Page title={runs.newRun}>
        <NotForYou />
      </Page>
    );
  return (
    <Page title={runs.newRun} lead={runs.draftKept}>
      <Loaded query={sites}>
        {(own) => (
          <Loaded query={catalogue}>
            {(data) =>
              own.length === 0 ? (
                <Empty text={shell.noSite} />
              ) : (
                <DraftPlace<RunValues> name="run" isBegun={isRunBegun} describe={describe}>
                  <RunEntry sites={own} catalogue={data} />
                </DraftPlace>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface RunEntryProps {
  readonly sites: readonly Site[];
  readonly catalogue: Catalogue;
}

function RunEntry({ sites, catalogue }: RunEntryProps): ReactElement {
  const { runs } = useMessages();
  const { site, choose } = useSite();
  const { form, forget, draftId } = useRunForm(site?.id ?? '');
  const { startAfresh } = useContext(DraftContext);
  const { siteId, inputs } = form.values;
  const inStock = useStock(siteId);
  const { stock, ...holdings } = useHoldings(
    siteId,
    inputs.map(({ batchId }) => batchId),
  );
  const batches = useMemo(() => new Map((inStock.data ?? []).map((batch) => [batch.id, batch])), [inStock.data]);
  const balance = balanceOf(form.values, { catalogue, batches, stock, zone: useZoneOf()(siteId) });
  const { submit, error, isPending } = useBooking({
    form,
    forget,
    draftId,
    isInStock: (id) => inStock.data === undefined || batches.has(id),
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <RunHead form={form} sites={sites} actAt={choose} />
        <Loaded query={inStock}>{(found) => <RunInputList form={form} stock={found} />}</Loaded>
        <OtherFeed form={form} catalogue={catalogue} />
        <RunOutputs form={form} catalogue={catalogue} />
        <Residues form={form} catalogue={catalogue} />
        {holdings.error ? (
          <Section title={runs.balance}>
            <Failure error={holdings.error} retry={holdings.refetch} />
          </Section>
        ) : (
          <BalancePanel form={form} balance={balance} isReading={stock.size < inputs.length} />
        )}
        {error !== null && <Failure error={error} />}
        <Group>
          <Button type="submit" loading={isPending}>
            {runs.book}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              forget();
              startAfresh();
            }}
          >
            {runs.discard}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Booked {
  readonly form: RunForm;
  readonly forget: () => void;
  readonly draftId: string;
  readonly isInStock: (batchId: string) => boolean;
}

function useBooking({ form, forget, draftId, isInStock }: Booked) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const attempt = useAttempt(draftId);
  const zoneOf = useZoneOf();
  const booking = api.useMutation('post', '/api/v1/runs');
  const submit = form.onSubmit((values) => {
    // What has left the stock since it was picked cannot be drawn.
    const inputs = values.inputs.filter(({ batchId }) => isInStock(batchId));
    if (inputs.length < values.inputs.length) form.setFieldValue('inputs', inputs);
    const body = runBody({ ...values, inputs }, zoneOf(values.siteId));
    booking.mutate(
      { body, params: { header: attempt.header } },
      {
        onSettled: attempt.onSettled,
        onError: (error) => {
          form.setErrors(errorsIn(problemOf(error)));
          if (isOvertaken(error)) void client.invalidateQueries();
        },
        onSuccess: ({ id }) => {
          forget();
          void client.invalidateQueries();
          void navigate({ to: '/runs/$id', params: { id } });
        },
      },
    );
  });
  return { submit, error: booking.error, isPending: booking.isPending };
}

interface RunHeadProps extends Pick<RunEntryProps, 'sites'> {
  readonly form: RunForm;
  readonly actAt: (siteId: string) => void;
}

function RunHead({ form, sites, actAt }: RunHeadProps): ReactElement {
  const { runs } = useMessages();
  const zone = useZoneOf()(form.values.siteId);
  return (
    <Section title={runs.theRun}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        <Select
          label={runs.ofSite}
          allowDeselect={false}
          data={sites.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }))}
          {...form.getInputProps('siteId')}
          onChange={(siteId: string | null) => {
            form.setValues({ siteId: siteId ?? '', inputs: [] });
            if (siteId) actAt(siteId);
          }}
        />
        <Select
          label={runs.kind}
          allowDeselect={false}
          data={RUN_KINDS.map((value) => ({ value, label: runs.kinds[value] }))}
          {...form.getInputProps('kind')}
        />
        <MomentInput label={runs.started} zone={zone} {...form.getInputProps('startedAt')} />
        <MomentInput label={runs.ended} zone={zone} {...form.getInputProps('occurredAt')} />
        <TextInput label={runs.code} placeholder={runs.codeNote} {...form.getInputProps('code')} />
        <Select
          label={runs.custody}
          allowDeselect={false}
          data={CUSTODY_MODELS.map((value) => ({ value, label: runs.custodies[value] }))}
          {...form.getInputProps('custodyModel')}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {runs.custodyNotes[form.values.custodyModel]}
      </Text>
    </Section>
  );
}
