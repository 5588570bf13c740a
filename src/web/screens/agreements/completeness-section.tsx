import { ScrollArea, Text } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { shownPct } from '../../i18n/format.js';
import { useLocale } from '../../i18n/index.js';
import { ButtonLink } from '../../parts/links.js';
import { ResourceTable, type Column } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty, Loaded } from '../../parts/states.js';
import { VerdictTag } from '../../parts/verdict-tag.js';
import { useMe } from '../../session/me.js';
import { Mass, Pct, useMassText } from '../../units/mass.js';
import { useMonthText } from './month-text.js';
import type { Agreement } from './model.js';
import { latestMonths, termToDate } from './period.js';
import { useMessages } from './texts.js';

type Month = Schemas['CompletenessMonthAnswer'];

/** Of each of these months a whole plant is balanced. */
const MOST_BALANCES = 24;

/**
 * Whether what was logged is all that production must have left, month by month: with its figures for whoever may read them,
 * in a word for others, and not at all where nothing is shared.
 */
export function CompletenessSection({ agreement }: { readonly agreement: Agreement }): ReactElement | null {
  const { completeness: words } = useMessages().agreements;
  const search = useSearch({ from: '/agreements/$id' });
  const { partyId } = useMe();
  const { from, to, isCut } = latestMonths({ ...termToDate(agreement), ...search }, MOST_BALANCES);
  const params = { path: { id: agreement.id }, query: { from, to } };
  const query = api.useQuery(
    'get',
    '/api/v1/agreements/{id}/completeness',
    { params },
    { placeholderData: keepPreviousData },
  );
  const isOwn = partyId === agreement.generatorId;
  const isUntold = query.data?.shared === 'none' && query.data.items.length === 0;
  if (isUntold && !isOwn) return null;
  return (
    <Section
      title={words.title}
      note={words.note}
      aside={
        isOwn && (
          <ButtonLink variant="default" className="no-print" to="/production/balance" search={{ from, to }}>
            {words.balance}
          </ButtonLink>
        )
      }
    >
      <Loaded query={query}>
        {({ items, shared }) => (
          <>
            <Latest months={items} />
            {isOwn && <Shared agreed={agreement.terms.completenessShared} shared={shared} />}
            <Months months={items} />
            {isCut && (
              <Text size="sm" c="dimmed">
                {words.cut(MOST_BALANCES)}
              </Text>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** The last month of which something can be said, in a sentence. */
function Latest({ months }: { readonly months: readonly Month[] }): ReactElement | null {
  const { agreements, reports } = useMessages();
  const [locale, massText, monthText] = [useLocale(), useMassText(), useMonthText()];
  const month = months.findLast(({ completeness }) => completeness !== 'not-known');
  if (!month) return null;
  const { completeness, completenessPct, unexplainedKg, unexplainedUncertaintyKg } = month;
  const isTold = completenessPct !== null && unexplainedKg !== null && unexplainedUncertaintyKg !== null;
  const text = isTold
    ? reports.closes(completeness, {
        pct: shownPct(completenessPct, locale),
        missing: massText(Math.abs(unexplainedKg)),
        open: massText(unexplainedUncertaintyKg),
      })
    : agreements.completeness.says[completeness];
  return (
    <Text fw={600}>
      {monthText(month.month)}: {text}
    </Text>
  );
}

interface SharedProps {
  readonly agreed: Agreement['terms']['completenessShared'];
  readonly shared: Schemas['CompletenessAnswer']['shared'];
}

/** What the recycler reads; only the plant is told that it is less than was agreed, and why. */
function Shared({ agreed, shared }: SharedProps): ReactElement {
  const { completeness: words, terms } = useMessages().agreements;
  return (
    <Text size="sm">
      {words.recyclerReads(terms.shares[shared])} {agreed !== shared && words.less(terms.shares[agreed])}
    </Text>
  );
}

function Months({ months }: { readonly months: readonly Month[] }): ReactElement {
  const { completeness: words } = useMessages().agreements;
  const month = useMonthText();
  const hasFigures = months.some(({ completenessPct }) => completenessPct !== null);
  const figures: readonly Column<Month>[] = [
    { title: words.complete, numeric: true, cell: (row) => <Pct pct={row.completenessPct} /> },
    { title: words.ofMade, numeric: true, cell: (row) => <OfMade month={row} /> },
    {
      title: words.unexplained,
      numeric: true,
      cell: (row) => (
        <>
          <Mass kg={row.unexplainedKg} /> ± <Mass kg={row.unexplainedUncertaintyKg} />
        </>
      ),
    },
  ];
  return (
    <ScrollArea.Autosize
      mah={360}
      type="auto"
      offsetScrollbars="y"
      viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': words.title }}
    >
      <ResourceTable
        caption={words.table}
        rows={[...months].reverse()}
        rowId={(row) => row.month}
        empty={<Empty text={words.none} />}
        columns={[
          { title: words.month, cell: (row) => month(row.month) },
          { title: words.verdict, cell: (row) => <VerdictTag verdict={row.completeness} /> },
          ...(hasFigures ? figures : []),
        ]}
      />
    </ScrollArea.Autosize>
  );
}

/** Sent, of what was logged or is unexplained, with the range that measuring leaves open. */
function OfMade({ month }: { readonly month: Month }): ReactElement {
  const { coverageOfExpectedPct, coverageOfExpectedLowPct, coverageOfExpectedHighPct } = month;
  return (
    <>
      <Pct pct={coverageOfExpectedPct} fw={600} />
      {coverageOfExpectedLowPct !== null && coverageOfExpectedHighPct !== null && (
        <Text span size="sm" c="dimmed">
          {' ('}
          <Pct pct={coverageOfExpectedLowPct} />
          {' – '}
          <Pct pct={coverageOfExpectedHighPct} />)
        </Text>
      )}
    </>
  );
}
