import { Button, Grid, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { problemOf } from '../../api/client.js';
import { useStock } from '../../data/stock.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { Empty, Failure, Loading } from '../../parts/states.js';
import { StickyBar } from '../../forms/sticky-bar.js';
import { StockPicker } from '../../forms/stock-picker.js';
import { LoadCard, useLoadSummary } from './load-card.js';
import type { Load } from './load.js';
import { PlannedDestination, FromSite, Papers, PlannedDay } from './plan-form.js';
import type { Justification } from './plan-values.js';
import type { PlanValues } from '../../forms/plan-draft.js';
import type { ShipmentBatch } from './shipment-data.js';
import { Stopped } from './stopped.js';

interface PlanFormProps {
  readonly form: UseFormReturnType<PlanValues>;
  readonly word: string;
  readonly plan: { readonly error: unknown; readonly isPending: boolean };
  readonly send: (justification?: Justification) => void;
  /** What the shipment holds already, which is therefore not listed as free. */
  readonly aboard: readonly ShipmentBatch[];
  readonly isNew?: boolean;
  readonly papersOnly?: boolean;
  /** What others have changed meanwhile. */
  readonly notice?: ReactElement;
}

/** All that is said of a shipment before it goes, on one page. */
export function PlanForm({ form, word, plan, send, aboard, isNew, papersOnly, notice }: PlanFormProps): ReactElement {
  const { shipments } = useMessages();
  const { fromSiteId, batchIds } = form.values;
  const stock = useStock(papersOnly ? null : fromSiteId);
  // What somebody else has taken off meanwhile is aboard for this form and in stock again.
  const loadable = [...new Map([...aboard, ...(stock.data ?? [])].map((batch) => [batch.id, batch])).values()];
  const loads = loadable
    .filter(({ id }) => batchIds.includes(id))
    .map((batch): Load => ({ batch, dryKg: batch.remainingDryKg ?? 0 }));
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
                {stock.error && <Failure error={stock.error} retry={() => stock.refetch()} />}
                {stock.data && (
                  <StockPicker
                    title={shipments.stock}
                    stock={loadable}
                    pick={shipments.pick}
                    empty={shipments.stockEmpty}
                    chosen={new Set(batchIds)}
                    onChange={(chosen) => form.setFieldValue('batchIds', [...chosen])}
                    error={form.errors['batchIds']}
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
            <PlannedDestination form={form} />
            <PlannedDay form={form} />
          </Section>
        )}
        <Papers form={form} />
        {isStopped && <Stopped key={problem.detail} problem={problem} isBusy={plan.isPending} onJustify={send} />}
        {notice}
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
