import { ActionIcon, Group, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Period } from '../../domain/measure/time.js';
import { today } from '../device/service-clock.js';
import { useMessages } from '../i18n/index.js';
import { kindOf, neighbour, periodAround, PERIOD_KINDS, type PeriodKind } from './period.js';
import { PeriodDays } from './period-days.js';

interface PeriodPickerProps {
  readonly period: Period;
  readonly choose: (period: Period) => void;
}

/** A year, a quarter or a month of the calendar and those beside it, or two days chosen freely. */
export function PeriodPicker({ period, choose }: PeriodPickerProps): ReactElement {
  const { reports } = useMessages();
  const kind = kindOf(period);
  // Today's month of this year, but the last month of another one.
  const anchor = today() >= period.from && today() <= period.to ? today() : period.to;
  const step = (side: 'earlier' | 'later') => kind && choose(neighbour(kind, period, side));
  return (
    <Group align="flex-end" gap="xs" flex="1 1 100%">
      <SegmentedControl
        aria-label={reports.period}
        size="md"
        value={kind ?? ''}
        onChange={(value) => choose(periodAround(value as PeriodKind, anchor))}
        data={PERIOD_KINDS.map((value) => ({ value, label: reports.periodKinds[value] }))}
      />
      <ActionIcon aria-label={reports.earlier} variant="default" disabled={!kind} onClick={() => step('earlier')}>
        <IconChevronLeft aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={reports.later} variant="default" disabled={!kind} onClick={() => step('later')}>
        <IconChevronRight aria-hidden />
      </ActionIcon>
      <PeriodDays period={period} choose={choose} flex="1 1 130px" />
    </Group>
  );
}
