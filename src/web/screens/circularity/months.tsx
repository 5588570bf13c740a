import { keepPreviousData } from '@tanstack/react-query';
import { useMemo, type ReactElement } from 'react';
import { monthCount, MOST_MONTHS } from '../../../domain/books/period-parts.js';
import type { Period } from '../../../domain/measure/time.js';
import { api } from '../../api/client.js';
import { useMassUnit } from '../../device/settings.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { Chart } from '../../parts/chart.js';
import { ChartTable } from '../../parts/chart-table.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty, Loaded } from '../../parts/states.js';
import { shownPct } from '../../i18n/format.js';
import { Pct } from '../../units/mass.js';
import { FigureMass, type FigureContext } from '../../report/figure-mass.js';
import { axisText, massText } from '../../report/mass-text.js';
import { MONTH_FIGURES, monthRows, monthsOption, type MonthRow } from './months-option.js';
import { periodAround } from '../../report/period.js';
import { TOTAL } from './search.js';

interface MonthsSectionProps {
  readonly query: Period & { readonly agreementId: string };
  readonly element: string;
  readonly name: string;
  readonly colour: string;
}

/** The rungs and the headline in every month of the period. */
export function MonthsSection(props: MonthsSectionProps): ReactElement {
  const { circularity } = useMessages();
  const isTooLong = monthCount(props.query.from, props.query.to) > MOST_MONTHS;
  return (
    <Section title={circularity.months} note={circularity.monthsNote(props.name)}>
      {isTooLong ? <Empty text={circularity.tooManyMonths} /> : <LoadedMonths {...props} />}
    </Section>
  );
}

function LoadedMonths({ query, element, name, colour }: MonthsSectionProps): ReactElement {
  const months = api.useQuery(
    'get',
    '/api/v1/reports/circularity/months',
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  return (
    <Loaded query={months}>
      {(data) => (
        <MonthsPicture rows={monthRows(data, element, TOTAL)} name={name} colour={colour} of={{ ...query, element }} />
      )}
    </Loaded>
  );
}

interface PictureProps {
  readonly rows: readonly MonthRow[];
  readonly name: string;
  readonly colour: string;
  readonly of: FigureContext;
}

/** The part of a month that the report is of. */
function within(of: FigureContext, month: string): FigureContext {
  const { from, to } = periodAround('month', `${month}-01`);
  return { ...of, from: from > of.from ? from : of.from, to: to < of.to ? to : of.to };
}

function MonthsPicture({ rows, name, colour, of }: PictureProps): ReactElement {
  const { circularity, reports } = useMessages();
  const [unit] = useMassUnit();
  const locale = useLocale();
  const option = useMemo(() => {
    const month = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' });
    return monthsOption(rows, {
      colour,
      figure: (field) => reports.figures[field],
      month: (on) => month.format(new Date(`${on}-01T00:00:00Z`)),
      mass: (kg) => massText(kg, unit, locale),
      axisMass: (most) => axisText(most, unit, locale),
      pct: (pct) => shownPct(pct, locale),
    });
  }, [rows, colour, unit, locale, reports]);
  const label = circularity.monthsLabel(name);
  return (
    <>
      <Chart option={option} label={label} height={360} />
      <ChartTable summary={circularity.asTable}>
        <ResourceTable
          caption={label}
          rows={rows}
          rowId={({ month }) => month}
          columns={[
            { title: circularity.month, cell: ({ month }) => <span className="figure">{month}</span> },
            ...MONTH_FIGURES.map((field) => ({
              title: reports.figures[field],
              numeric: true,
              cell: (row: MonthRow) => (
                <FigureMass field={field} kg={row[field]} of={within(of, row.month)} month={row.month} />
              ),
            })),
            {
              title: reports.figures.primaryReplacementPct,
              numeric: true,
              cell: (row) => <Pct pct={row.primaryReplacementPct} data-month={`${row.month} primaryReplacementPct`} />,
            },
          ]}
        />
      </ChartTable>
    </>
  );
}
