import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Period } from '../../../domain/measure/time.js';
import { api } from '../../api/client.js';
import { shownDay, shownPct } from '../../i18n/format.js';
import { useLocale } from '../../i18n/index.js';
import { TextLink } from '../../parts/links.js';
import { VerdictTag } from '../../parts/verdict-tag.js';
import { unbroken } from '../../report/mass-text.js';
import { kindOf, periodAround } from '../../report/period.js';
import { useMassText } from '../../units/mass.js';
import type { Balance, ElementBalance } from './model.js';
import { useElementLabel } from './element-label.js';
import { TOTAL } from './search.js';
import { useMessages } from './texts.js';

/** What a balance says, in a sentence; that it says nothing is a sentence too. */
function useVerdictText(): (row: ElementBalance) => string {
  const { balance, reports } = useMessages();
  const [locale, massText, label] = [useLocale(), useMassText(), useElementLabel()];
  return ({ element, verdict, completenessPct, unexplainedKg, uncertaintyKg }) => {
    const isSaid = completenessPct !== null && unexplainedKg !== null && uncertaintyKg !== null;
    const text = isSaid
      ? reports.closes(verdict, {
          pct: shownPct(completenessPct, locale),
          missing: massText(Math.abs(unexplainedKg)),
          open: massText(uncertaintyKg),
        })
      : null;
    const sentence = text ?? balance.notKnown;
    return unbroken(element === TOTAL ? sentence : `${label(element)}: ${sentence}`);
  };
}

interface SentenceProps {
  readonly balance: Balance;
  readonly row: ElementBalance;
  readonly period: Period;
}

/** The sentence before everything else: whether the plant closes, from which count to which, and since the year began. */
export function BalanceSentence({ balance, row, period }: SentenceProps): ReactElement {
  const { balance: words } = useMessages();
  const textOf = useVerdictText();
  const locale = useLocale();
  const { countedFrom, countedTo } = balance;
  return (
    <Paper withBorder p="lg">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap="xs" flex="1 1 400px" maw={860}>
          <Text fz={{ base: 'lg', md: 'xl' }} fw={600} lh={1.4} role="status">
            {textOf(row)}
          </Text>
          {countedFrom !== null && countedTo !== null ? (
            <Text size="sm" c="dimmed">
              {words.counted(shownDay(countedFrom, locale), shownDay(countedTo, locale))}
            </Text>
          ) : null}
          <SinceNewYear balance={balance} element={row.element} period={period} />
        </Stack>
        <VerdictTag verdict={row.verdict} />
      </Group>
    </Paper>
  );
}

/** A loss that is too small for one month shows in the year so far. */
function SinceNewYear({
  balance,
  element,
  period,
}: Omit<SentenceProps, 'row'> & { readonly element: string }): ReactElement | null {
  const { balance: words } = useMessages();
  const textOf = useVerdictText();
  const { from } = periodAround('year', period.to);
  const isPart = from < period.from && kindOf(period) !== 'year';
  const { data } = api.useQuery(
    'get',
    '/api/v1/sites/{id}/balance',
    { params: { path: { id: balance.siteId }, query: { from, to: period.to } } },
    { enabled: isPart },
  );
  const row = element === TOTAL ? data?.total : data?.elements.find((one) => one.element === element);
  if (!isPart || !data || !row) return null;
  return (
    <Group gap="xs" align="flex-start">
      <Text flex="1 1 300px">
        <b>{words.yearToDate}</b> {textOf({ ...row, element: TOTAL })}{' '}
        <TextLink to="/production/balance" search={{ element, from, to: period.to }} underline="always">
          {words.look}
        </TextLink>
      </Text>
    </Group>
  );
}
