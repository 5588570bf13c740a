import { NativeSelect, Stack } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Period } from '../../../domain/measure/time.js';
import { api, http } from '../../api/client.js';
import { useLanguage } from '../../device/settings.js';
import { Page } from '../../parts/page.js';
import { Loaded } from '../../parts/states.js';
import { CsvButton } from '../../report/csv-button.js';
import { yearInQuestion } from '../../report/period.js';
import { PeriodPicker } from '../../report/period-picker.js';
import { ElementsSection } from './balance-elements.js';
import { MonthsSection } from './balance-months.js';
import { BalanceSentence } from './balance-sentence.js';
import { BalanceWarnings } from './balance-warnings.js';
import { useElementLabel } from './element-label.js';
import type { Balance } from './model.js';
import { OfPlant } from './of-plant.js';
import { UncertaintySection } from './uncertainty-section.js';
import { balanceSearch, TOTAL, type BalanceSearch } from './search.js';
import { useMessages } from './texts.js';
import { WaterfallSection } from './waterfall-section.js';

/** Whether a plant closes: what production must have left over, against what was logged. */
export function BalanceScreen(): ReactElement {
  const { balance } = useMessages();
  return (
    <OfPlant title={balance.title} lead={balance.lead}>
      {(siteId) => <OfSite siteId={siteId} />}
    </OfPlant>
  );
}

/** What the address says, else the year in question and the rare earths together. */
function useChoice() {
  const search = balanceSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const period: Period = search.from && search.to ? { from: search.from, to: search.to } : yearInQuestion();
  const element = search.element ?? TOTAL;
  const choose = (choice: BalanceSearch): void =>
    void navigate({
      to: '/production/balance',
      search: { element, ...period, ...choice },
      replace: true,
      // Another period or element is not another page.
      resetScroll: false,
    });
  return { period, element, choose };
}

function OfSite({ siteId }: { readonly siteId: string }): ReactElement {
  const { balance } = useMessages();
  const { period, element, choose } = useChoice();
  const [language] = useLanguage();
  const path = { id: siteId };
  const query = api.useQuery(
    'get',
    '/api/v1/sites/{id}/balance',
    { params: { path, query: period } },
    { placeholderData: keepPreviousData },
  );
  const csv = () =>
    http.GET('/api/v1/sites/{id}/balance/months', {
      params: { path, query: { ...period, locale: language } },
      headers: { accept: 'text/csv' },
      parseAs: 'blob',
    });
  const elements = [TOTAL, ...(query.data?.elements ?? []).map((row) => row.element)];
  return (
    <Page title={balance.title} lead={balance.lead} actions={<CsvButton ask={csv} />}>
      <Stack gap="md" className="no-print">
        <PeriodPicker period={period} choose={choose} />
        <ElementPicker elements={elements} element={element} choose={(chosen) => choose({ element: chosen })} />
      </Stack>
      <Loaded query={query}>
        {(data) => (
          <Shown balance={data} element={element} period={period} choose={(chosen) => choose({ element: chosen })} />
        )}
      </Loaded>
    </Page>
  );
}

interface ElementPickerProps {
  readonly elements: readonly string[];
  readonly element: string;
  readonly choose: (element: string) => void;
}

function ElementPicker({ elements, element, choose }: ElementPickerProps): ReactElement {
  const { balance } = useMessages();
  const label = useElementLabel();
  const offered = elements.includes(element) ? elements : [...elements, element];
  return (
    <NativeSelect
      label={balance.element}
      size="md"
      maw={320}
      value={element}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={offered.map((value) => ({ value, label: label(value) }))}
    />
  );
}

interface ShownProps {
  readonly balance: Balance;
  readonly element: string;
  readonly period: Period;
  readonly choose: (element: string) => void;
}

function Shown({ balance, element, period, choose }: ShownProps): ReactElement {
  const row = element === TOTAL ? balance.total : balance.elements.find((one) => one.element === element);
  return (
    <>
      <BalanceSentence balance={balance} row={row ?? balance.total} period={period} />
      <BalanceWarnings balance={balance} />
      {row && <WaterfallSection row={row} isCounted={balance.countedFrom !== null} />}
      <ElementsSection balance={balance} choose={choose} />
      <MonthsSection siteId={balance.siteId} period={period} element={element} />
      {row && <UncertaintySection row={row} assaysByDefault={balance.assaysByDefault} />}
    </>
  );
}
