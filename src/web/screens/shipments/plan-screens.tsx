import { Alert, Button, Grid, Group, Stack, Text } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf, type Problem } from '../../api/client.js';
import { useStock } from '../../api/stock.js';
import { useSite } from '../../app/site.js';
import { useMessages, type Messages } from '../../i18n/index.js';
import { useDraft } from '../../parts/draft.js';
import { Page } from '../../parts/page.js';
import { Section } from '../../parts/section.js';
import { Empty, Failure, Loaded, Loading } from '../../parts/states.js';
import { StickyBar } from '../../parts/sticky-bar.js';
import { touched } from '../../parts/touched.js';
import { useOwnSites } from '../../reference/sites.js';
import { LoadCard, useLoadSummary } from './load-card.js';
import type { Load } from './load.js';
import { Destination, FromSite, Papers, PlannedDay } from './plan-form.js';
import {
  errorsOf,
  faultsOfPlan,
  newShipment,
  NOTHING_PLANNED,
  shipmentEdit,
  valuesOf,
  type Justification,
  type PlanValues,
} from './plan-values.js';
import { useBatches, useRefresh, useShipment, type Batch, type Shipment } from './shipment-data.js';
import { StockPicker } from './stock-picker.js';
import { Stopped } from './stopped.js';

/** Plans a shipment, with what was picked elsewhere already on it. */
export function NewShipmentScreen(): ReactElement {
  const { shell, shipments } = useMessages();
  const { batchIds } = useSearch({ from: '/shipments/new' });
  const ids = batchIds === undefined || batchIds === '' ? [] : batchIds.split(',');
  const picked = useBatches(ids);
  const sites = useOwnSites();
  return (
    <Page title={shipments.newTitle} lead={shipments.newLead}>
      <Loaded query={sites}>
        {(own) => (
          <Loaded query={picked}>
            {(batches) =>
              own.length === 0 ? (
                <Empty text={shell.noSite} />
              ) : (
                <NewShipment picked={ids.flatMap((id) => batches.get(id) ?? [])} />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function NewShipment({ picked }: { readonly picked: readonly Batch[] }): ReactElement {
  const messages = useMessages();
  const { shipments } = messages;
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { header, onSettled } = useAttempt();
  const { kept, keep, forget } = useDraft<PlanValues>('shipment');
  const { site } = useSite();
  const draft = picked.length === 0 ? kept : null;
  const form = useForm<PlanValues>({
    initialValues: draft ?? {
      ...NOTHING_PLANNED,
      fromSiteId: picked[0]?.siteId ?? site?.id ?? null,
      batchIds: picked.map(({ id }) => id),
    },
    validate: (values) => faultsOfPlan(values, messages),
    onValuesChange: keep,
  });
  const plan = api.useMutation('post', '/api/v1/shipments', {
    onSettled,
    onSuccess: async ({ id }) => {
      forget();
      await refresh();
      await navigate({ to: '/shipments/$id', params: { id } });
    },
    onError: (error) => form.setErrors(errorsOf(problemOf(error))),
  });
  const send = (justification?: Justification) =>
    plan.mutate({ body: newShipment(form.getValues(), justification), params: { header } });
  return (
    <Stack gap="lg">
      {draft && (
        <Alert color="gray" variant="light">
          <Group justify="space-between">
            <Text>{shipments.draftKept}</Text>
            <Button variant="default" onClick={() => form.setValues(NOTHING_PLANNED)}>
              {shipments.startAfresh}
            </Button>
          </Group>
        </Alert>
      )}
      <PlanForm form={form} word={shipments.plan} plan={plan} send={send} aboard={[]} isNew />
    </Stack>
  );
}

/** Changes what may still be changed: everything of a planned shipment, the papers of one on its way. */
export function EditShipmentScreen(): ReactElement {
  const { id } = useParams({ from: '/shipments/$id/edit' });
  const { shipments } = useMessages();
  const shipment = useShipment(id);
  const batches = useBatches((shipment.data?.lines ?? []).map(({ batchId }) => batchId));
  return (
    <Page title={shipments.editTitle(shipment.data?.code ?? '')}>
      <Loaded query={shipment}>
        {(found) => (
          <Loaded query={batches}>
            {(byId) => (
              <EditShipment
                key={id}
                shipment={found}
                reread={async () => (await shipment.refetch()).data}
                aboard={found.lines.flatMap(({ batchId }) => byId.get(batchId) ?? [])}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface EditShipmentProps {
  readonly shipment: Shipment;
  readonly reread: () => Promise<Shipment | undefined>;
  readonly aboard: readonly Batch[];
}

function EditShipment({ shipment, reread, aboard }: EditShipmentProps): ReactElement {
  const messages = useMessages();
  // What others have changed meanwhile must not be overwritten unseen: the service refuses what was made on an older version.
  const [read, setRead] = useState(shipment);
  const { id, version } = read;
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { header, onSettled } = useAttempt();
  const form = useForm<PlanValues>({
    initialValues: valuesOf(shipment),
    validate: (values) => faultsOfPlan(values, messages),
  });
  const edit = api.useMutation('patch', '/api/v1/shipments/{id}', {
    onSettled,
    onSuccess: async () => {
      await refresh();
      await navigate({ to: '/shipments/$id', params: { id } });
    },
    onError: async (error) => {
      form.setErrors(errorsOf(problemOf(error)));
      const theirs = error.code === 'stale-version' ? await reread() : undefined;
      if (!theirs) return;
      form.setValues({ ...valuesOf(theirs), ...touched(valuesOf(read), form.getValues()) });
      setRead(theirs);
    },
  });
  const send = (justification?: Justification) =>
    edit.mutate({
      body: shipmentEdit(read, form.getValues(), justification),
      params: { path: { id }, header: { ...header, 'If-Match': `"${version}"` } },
    });
  return (
    <PlanForm
      form={form}
      word={messages.shell.save}
      plan={{ ...edit, error: saidOf(edit.error, messages) }}
      send={send}
      aboard={aboard}
      papersOnly={shipment.status !== 'planned'}
    />
  );
}

/** Of a shipment that somebody else has changed meanwhile it says what stands in the form now. */
const saidOf = (error: Problem | null, { shell }: Messages): Problem | null =>
  error && { ...error, ...(error.code === 'stale-version' && { detail: shell.changedMeanwhile }) };

interface PlanFormProps {
  readonly form: UseFormReturnType<PlanValues>;
  readonly word: string;
  readonly plan: { readonly error: unknown; readonly isPending: boolean };
  readonly send: (justification?: Justification) => void;
  /** What the shipment holds already, which is therefore not listed as free. */
  readonly aboard: readonly Batch[];
  readonly isNew?: boolean;
  readonly papersOnly?: boolean;
}

function PlanForm({ form, word, plan, send, aboard, isNew, papersOnly }: PlanFormProps): ReactElement {
  const { shipments } = useMessages();
  const { fromSiteId, batchIds } = form.values;
  const stock = useStock(papersOnly ? null : fromSiteId);
  const free = [...aboard, ...(stock.data ?? [])].map((batch): Load => ({ batch, dryKg: batch.remainingDryKg ?? 0 }));
  const loads = free.filter(({ batch }) => batchIds.includes(batch.id));
  const problem = plan.error ? problemOf(plan.error) : null;
  const isStopped = problem?.code === 'exclusivity-breach';
  const summary = useLoadSummary(loads);
  const leftOut = stock.data ? batchIds.length - loads.length : 0;
  const submit = () => {
    // What has left the stock since it was picked cannot go.
    if (leftOut > 0)
      form.setFieldValue(
        'batchIds',
        loads.map(({ batch }) => batch.id),
      );
    send();
  };
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="lg">
        {!papersOnly && (
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, lg: 8 }}>
              <Stack gap="lg">
                {isNew && <FromSite form={form} />}
                {fromSiteId === null && <Empty text={shipments.chooseSite} />}
                {fromSiteId !== null && stock.isPending && <Loading />}
                {stock.error && <Failure error={stock.error} retry={() => void stock.refetch()} />}
                {leftOut > 0 && (
                  <Alert color="yellow" variant="light">
                    {shipments.leftOut(leftOut)}
                  </Alert>
                )}
                {stock.data && (
                  <StockPicker
                    stock={free}
                    chosen={new Set(batchIds)}
                    onChange={(chosen) => form.setFieldValue('batchIds', [...chosen])}
                    error={form.errors['batchIds'] as string | undefined}
                  />
                )}
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 4 }}>
              <LoadCard loads={loads} />
            </Grid.Col>
          </Grid>
        )}
        {!papersOnly && (
          <Section title={shipments.whereTo}>
            <Destination form={form} />
            <PlannedDay form={form} />
          </Section>
        )}
        <Papers form={form} />
        {isStopped && <Stopped key={problem.detail} problem={problem} isBusy={plan.isPending} onJustify={send} />}
        {problem && !isStopped && <Failure error={problem} />}
        <StickyBar summary={papersOnly ? '' : summary}>
          <Button type="submit" loading={plan.isPending}>
            {word}
          </Button>
        </StickyBar>
      </Stack>
    </form>
  );
}
