import type { WeightFlag } from '../../domain/acts/shipment.js';
import { Box, Group, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useLocale } from '../i18n/index.js';
import { pctBeside } from '../i18n/format.js';
import { Mass } from '../units/mass.js';

interface DifferenceBarProps {
  /** Weighed less announced. */
  readonly differenceKg: number;
  readonly announcedKg: number;
  readonly tolerancePct: number | null;
  readonly flag: WeightFlag | null;
}

const COLOURS: Readonly<Record<WeightFlag, string>> = {
  'within-tolerance': 'teal',
  estimated: 'teal',
  'out-of-tolerance': 'orange',
  significant: 'red',
  'not-received': 'red',
};
const WIDTH = 140;

/** A difference around zero: to the left what is missing, to the right what is more; the tolerance as a band behind it. */
export function DifferenceBar({ differenceKg, announcedKg, tolerancePct, flag }: DifferenceBarProps): ReactElement {
  const pct = announcedKg > 0 ? (differenceKg / announcedKg) * 100 : null;
  const locale = useLocale();
  const colour = flag === null ? 'teal' : COLOURS[flag];
  return (
    <Stack gap={4} w={WIDTH} style={{ flex: 'none' }}>
      <Group justify="space-between" gap="0 var(--mantine-spacing-xs)">
        <Text span size="sm" fw={600}>
          {differenceKg > 0 && '+'}
          <Mass kg={differenceKg} exact />
        </Text>
        {pct !== null && (
          <Text span size="xs" c="dimmed" className="figure">
            {differenceKg > 0 && '+'}
            {pctBeside(pct, tolerancePct, locale)}
          </Text>
        )}
      </Group>
      {pct !== null && <Bar pct={pct} tolerancePct={tolerancePct} colour={colour} />}
    </Stack>
  );
}

/** Full to one side at twice the tolerance, or where the difference is larger, at the difference. */
function Bar({
  pct,
  tolerancePct,
  colour,
}: {
  pct: number;
  tolerancePct: number | null;
  colour: string;
}): ReactElement {
  const full = Math.max(2 * (tolerancePct ?? 0), Math.abs(pct), 0.1);
  const half = WIDTH / 2;
  const band = ((tolerancePct ?? 0) / full) * half;
  const length = (Math.abs(pct) / full) * half;
  const base = { position: 'absolute', top: 0, height: '100%' } as const;
  return (
    <Box
      aria-hidden
      w={WIDTH}
      h={10}
      pos="relative"
      style={{ flex: 'none', borderRadius: 4, background: 'light-dark(#e7ecea, #2a302e)', overflow: 'hidden' }}
    >
      <Box style={{ ...base, left: half - band, width: 2 * band, background: 'light-dark(#c4d6d1, #40504b)' }} />
      <Box
        style={{
          ...base,
          left: pct < 0 ? half - length : half,
          width: Math.max(length, 2),
          background: `var(--mantine-color-${colour}-6)`,
        }}
      />
      <Box style={{ ...base, left: half - 0.5, width: 1, background: 'var(--mantine-color-text)' }} />
    </Box>
  );
}
