import { Group, ScrollArea, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { DRY_MASS } from '../../../domain/matter/holding.js';
import { daysBetween, type Period } from '../../../domain/measure/time.js';
import { api, type Schemas } from '../../api/client.js';
import { useMessages } from './texts.js';
import { Facts } from '../../parts/facts.js';
import { ButtonLink } from '../../parts/links.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Loaded } from '../../parts/states.js';
import { FigureMass } from '../../report/figure-mass.js';
import { yearInQuestion } from '../../report/period.js';
import { PeriodDays } from '../../report/period-days.js';
import { Day, Mass, Pct } from '../../units/mass.js';
import { today } from '../../device/service-clock.js';
import classes from './agreements.module.css';
import { CoverageBar } from './coverage-bar.js';
import { CoverageChart } from './coverage-chart.js';
import type { Agreement } from './model.js';
import { useMonthText } from './month-text.js';
import { shownMonths, termToDate } from './period.js';

/** Whether it really goes where it was agreed to go: in a period, and month by month. */
export function CoverageSection({ agreement }: { readonly agreement: Agreement }): ReactElement {
  const { coverage: words } = useMessages().agreements;
  const search = useSearch({ from: '/agreements/$id' });
  const period = { ...termToDate(agreement), ...search };
  const params = { path: { id: agreement.id }, query: period };
  const query = api.useQuery(
    'get',
    '/api/v1/agreements/{id}/coverage',
    { params },
    { placeholderData: keepPreviousData },
  );
  return (
    <Section
      title={words.coverageTitle}
      note={words.coverageNote}
      aside={
        <ButtonLink
          variant="default"
          className="no-print"
          to="/circularity"
          search={{ agreementId: agreement.id, ...period }}
        >
          {words.report}
        </ButtonLink>
      }
    >
      <Stack gap="lg">
        <PeriodPicker agreement={agreement} period={period} />
        <Loaded query={query}>{(data) => <Figures coverage={data} targetPct={agreement.coverageTargetPct} />}</Loaded>
        <Months agreement={agreement} period={period} />
      </Stack>
    </Section>
  );
}

interface PeriodPickerProps {
  readonly agreement: Agreement;
  readonly period: Period;
}

function PeriodPicker({ agreement, period }: PeriodPickerProps): ReactElement {
  const { coverage: words } = useMessages().agreements;
  const navigate = useNavigate();
  const whole = termToDate(agreement);
  const year = yearInQuestion();
  const go = (search: Partial<Period>) =>
    void navigate({
      to: '/agreements/$id',
      params: { id: agreement.id },
      search,
      replace: true,
      // Another period is not another page.
      resetScroll: false,
    });
  const isSame = (other: Period) => other.from === period.from && other.to === period.to;
  const kind = isSame(whole) ? 'whole' : isSame(year) ? 'year' : 'own';
  return (
    <Group align="flex-end" gap="md" className="no-print">
      <SegmentedControl
        aria-label={words.coverageTitle}
        size="md"
        value={kind}
        onChange={(value) => go(value === 'whole' ? {} : value === 'year' ? year : period)}
        data={[
          { value: 'whole', label: words.whole },
          { value: 'year', label: words.year },
          ...(kind === 'own' ? [{ value: 'own', label: words.own }] : []),
        ]}
      />
      <PeriodDays period={period} choose={go} w={170} />
    </Group>
  );
}

const MASSES = [
  ...(['generatedDryKg', 'reusedInProcessDryKg', 'sentDryKg', 'leakedDryKg', 'carvedOutDryKg'] as const),
  ...(['breachDryKg', 'onHandDryKg', 'countedDownDryKg', 'countedUpDryKg', 'ownDifferenceDryKg'] as const),
  ...(['recyclerDisposedDryKg', 'recycledSoldElsewhereDryKg'] as const),
];

interface FiguresProps {
  readonly coverage: Schemas['CoverageAnswer'];
  readonly targetPct: number;
}

function Figures({ coverage, targetPct }: FiguresProps): ReactElement {
  const { coverage: words } = useMessages().agreements;
  const of = { agreementId: coverage.agreementId, ...coverage.period, element: DRY_MASS };
  const masses = MASSES.map(
    (field) => [words.figures[field], <FigureMass key={field} field={field} kg={coverage[field]} of={of} />] as const,
  );
  const { coverageWithCarveOutsPct, oldestOnHandOn } = coverage;
  return (
    <Stack gap="md">
      <CoverageBar pct={coverage.coveragePct} targetPct={targetPct} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing={0}>
        <Facts facts={masses.slice(0, 6)} />
        <Facts
          facts={[
            ...masses.slice(6, 7),
            [words.oldest, <Age key="oldest" since={oldestOnHandOn} />],
            [
              words.withCarveOuts,
              <Pct key="with" pct={coverageWithCarveOutsPct} data-figure="coverageWithCarveOutsPct" />,
            ],
            [
              words.asIfLeaked,
              <Pct key="as-if" pct={coverage.coverageAsIfLeakedPct} data-figure="coverageAsIfLeakedPct" />,
            ],
            ...masses.slice(7),
          ]}
        />
      </SimpleGrid>
    </Stack>
  );
}

function Age({ since }: { readonly since: string | null }): ReactElement {
  const { coverage: words } = useMessages().agreements;
  if (since === null) return <>{words.noneOnHand}</>;
  return (
    <span data-figure="oldestOnHand">
      {words.ageDays(Math.max(daysBetween(since, today()), 0))} (<Day on={since} />)
    </span>
  );
}

function Months({ agreement, period }: PeriodPickerProps): ReactElement {
  const { coverage: words } = useMessages().agreements;
  const { from, to, isCut } = shownMonths(period);
  const params = { query: { agreementId: agreement.id, from, to } };
  const query = api.useQuery(
    'get',
    '/api/v1/reports/circularity/months',
    { params },
    { placeholderData: keepPreviousData, select: ({ months }) => months },
  );
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {words.perMonth}
      </Title>
      {isCut && (
        <Text size="sm" c="dimmed">
          {words.cutShort}
        </Text>
      )}
      <Loaded query={query}>
        {(months) => (
          <div className={classes.months}>
            {months.some(({ coveragePct }) => coveragePct !== null) && (
              <CoverageChart months={months} targetPct={agreement.coverageTargetPct} />
            )}
            <MonthTable months={months} />
          </div>
        )}
      </Loaded>
    </Stack>
  );
}

function MonthTable({ months }: { readonly months: readonly Schemas['MonthAnswer'][] }): ReactElement {
  const { coverage: words } = useMessages().agreements;
  const month = useMonthText();
  return (
    <ScrollArea.Autosize
      mah={360}
      type="auto"
      offsetScrollbars="y"
      viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': words.perMonth }}
    >
      <ResourceTable
        caption={words.monthsTable}
        rows={[...months].reverse()}
        rowId={(row) => row.month}
        columns={[
          { title: words.month, cell: (row) => month(row.month) },
          { title: words.coverageTitle, numeric: true, cell: (row) => <Pct pct={row.coveragePct} fw={600} /> },
          { title: words.sent, numeric: true, cell: (row) => <Mass kg={row.sentDryKg} /> },
          { title: words.generated, numeric: true, cell: (row) => <Mass kg={row.generatedDryKg} /> },
        ]}
      />
    </ScrollArea.Autosize>
  );
}
