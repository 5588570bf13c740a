import { keepPreviousData } from '@tanstack/react-query';
import { useMemo, type ReactElement } from 'react';
import { monthCount, MOST_MONTHS } from '../../../domain/books/period-parts.js';
import type { Period } from '../../../domain/measure/time.js';
import { api } from '../../api/client.js';
import { useMassUnit } from '../../device/settings.js';
import { useLocale } from '../../i18n/index.js';
import { Chart } from '../../parts/chart.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty, Loaded } from '../../parts/states.js';
import { VerdictTag } from '../../parts/verdict-tag.js';
import { axisText, massText } from '../../report/mass-text.js';
import { Day, Mass, Pct } from '../../units/mass.js';
import type { Balance, ElementBalance } from './model.js';
import { useElementLabel } from './element-label.js';
import { Logged, Missing } from './missing.js';
import { monthsOption } from './months-option.js';
import { TOTAL } from './search.js';
import { useMessages } from './texts.js';

interface MonthsProps {
  readonly siteId: string;
  readonly period: Period;
  readonly element: string;
}

/** The balance of every month of the period, each from count to count. */
export function MonthsSection({ siteId, period, element }: MonthsProps): ReactElement {
  const { balance } = useMessages();
  const label = useElementLabel();
  const isTooLong = monthCount(period.from, period.to) > MOST_MONTHS;
  const query = api.useQuery(
    'get',
    '/api/v1/sites/{id}/balance/months',
    { params: { path: { id: siteId }, query: period } },
    { placeholderData: keepPreviousData, enabled: !isTooLong },
  );
  return (
    <Section title={balance.months(label(element))} note={balance.monthsNote}>
      {isTooLong ? (
        <Empty text={balance.tooManyMonths} />
      ) : (
        <Loaded query={query}>{({ items }) => <Months rows={items.map((one) => monthOf(one, element))} />}</Loaded>
      )}
    </Section>
  );
}

type MonthRow = Pick<Balance, 'countedFrom' | 'countedTo'> & { readonly month: string } & Omit<
    Partial<ElementBalance>,
    'unexplainedKg' | 'uncertaintyKg'
  > &
  Pick<ElementBalance, 'unexplainedKg' | 'uncertaintyKg' | 'verdict'>;

/** An element that was not in the plant in a month is not known there. */
function monthOf({ from, countedFrom, countedTo, total, elements }: Balance, element: string): MonthRow {
  const row = element === TOTAL ? total : elements.find((one) => one.element === element);
  const unknown = { unexplainedKg: null, uncertaintyKg: null, verdict: 'not-known' as const };
  return { ...unknown, ...row, month: from.slice(0, 7), countedFrom, countedTo };
}

function Months({ rows }: { readonly rows: readonly MonthRow[] }): ReactElement {
  const { balance, shell } = useMessages();
  const [unit] = useMassUnit();
  const locale = useLocale();
  const month = useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
    return (on: string) => format.format(new Date(`${on}-01T00:00:00Z`));
  }, [locale]);
  const option = useMemo(
    () =>
      monthsOption(rows, {
        unexplained: balance.rows.unexplained,
        limits: balance.rows.range,
        month,
        mass: (kg) => massText(kg, unit, locale),
        axisMass: (most) => axisText(most, unit, locale),
      }),
    [rows, month, unit, locale, balance],
  );
  const isAnyKnown = rows.some(({ unexplainedKg }) => unexplainedKg !== null);
  return (
    <>
      {isAnyKnown && rows.length > 1 && <Chart option={option} label={balance.monthsChart} height={260} />}
      <ResourceTable
        caption={balance.monthsTable}
        rows={rows}
        rowId={(row) => row.month}
        columns={[
          { title: balance.month, cell: (row) => month(row.month) },
          { title: balance.verdict, cell: ({ verdict }) => <VerdictTag verdict={verdict} /> },
          {
            title: balance.days,
            cell: ({ countedFrom, countedTo }) =>
              countedFrom === null ? (
                shell.unknown
              ) : (
                <>
                  <Day on={countedFrom} /> – <Day on={countedTo} />
                </>
              ),
          },
          { title: balance.rows.expected, numeric: true, cell: (row) => <Mass kg={row.expectedKg} /> },
          { title: balance.rows.logged, numeric: true, cell: (row) => <Logged {...row} /> },
          { title: balance.completeness, numeric: true, cell: (row) => <Pct pct={row.completenessPct} /> },
          { title: balance.rows.unexplained, numeric: true, cell: (row) => <Missing {...row} /> },
        ]}
      />
    </>
  );
}
