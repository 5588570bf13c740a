import type { ReactElement } from 'react';
import { Text } from '@mantine/core';
import type { CircularityReport } from '../../../domain/reports/circularity-report.js';
import { shownPct } from '../../i18n/format.js';
import { useLocale } from '../../i18n/index.js';
import { useMassText } from '../../units/mass.js';
import { useMessages } from './texts.js';

/** Whether what was logged is all that production must have left, with what scales and laboratories leave open. */
export function PlantCloses({ mass }: Pick<CircularityReport, 'mass'>): ReactElement | null {
  const { reports } = useMessages();
  const locale = useLocale();
  const massText = useMassText();
  const { completeness, completenessPct, unexplainedKg, unexplainedUncertaintyKg } = mass;
  if (!completeness || completenessPct === null || unexplainedKg === null || unexplainedUncertaintyKg === null)
    return null;
  const text = reports.closes(completeness, {
    pct: shownPct(completenessPct, locale),
    missing: massText(Math.abs(unexplainedKg)),
    open: massText(unexplainedUncertaintyKg),
  });
  if (text === null) return null;
  const { coverageOfExpectedPct: ofMade } = mass;
  return (
    <Text mt="sm">
      {text} {ofMade !== null && reports.ofMade(shownPct(ofMade, locale))}
    </Text>
  );
}
