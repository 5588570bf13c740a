import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { CircularityReport, ReportMass } from '../../../domain/reports/circularity-report.js';
import { useMessages } from './texts.js';
import { Facts } from '../../parts/facts.js';
import { Section } from '../../parts/section.js';
import { Day, Mass, Pct } from '../../units/mass.js';
import classes from './circularity.module.css';
import { FigureMass, type FigureContext } from '../../report/figure-mass.js';

const MASSES = [
  ...([
    'generatedDryKg',
    'reusedInProcessDryKg',
    'sentDryKg',
    'refusedDryKg',
    'confirmedDryKg',
    'leakedDryKg',
  ] as const),
  ...(['openingOnHandDryKg', 'countedDownDryKg', 'countedUpDryKg', 'ownDifferenceDryKg'] as const),
  ...(['recyclerCountedDownDryKg', 'recyclerCountedUpDryKg'] as const),
  ...(['carvedOutDryKg', 'breachDryKg', 'recycledSoldElsewhereDryKg', 'onHandDryKg', 'withoutAssayDryKg'] as const),
] satisfies (keyof ReportMass)[];
const WITHOUT_ASSAY = [
  ...(['generatedDryKg', 'reusedDryKg', 'sentDryKg', 'confirmedDryKg', 'leakedDryKg', 'onHandDryKg'] as const),
] satisfies (keyof ReportMass['withoutAssay'])[];
const COVERAGES = ['coveragePct', 'coverageWithCarveOutsPct'] as const satisfies (keyof ReportMass)[];

/** What a reader has to know before using the figures. */
export function EvidenceWarnings({ warnings }: Pick<CircularityReport, 'warnings'>): ReactElement {
  const { circularity } = useMessages();
  if (warnings.length === 0)
    return (
      <Alert color="teal" variant="light" icon={<IconCheck aria-hidden />}>
        {circularity.noWarnings}
      </Alert>
    );
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={
        <Text fw={650} c="var(--mantine-color-text)">
          {circularity.warnings(warnings.length)}
        </Text>
      }
    >
      <ul className={classes.notes}>
        {warnings.map((warning) => (
          <li key={`${warning.code} ${warning.message}`}>
            <b>{circularity.warningTitles[warning.code]}</b>
            {warning.dryKg !== undefined && (
              <>
                {' '}
                (<Mass kg={warning.dryKg} />)
              </>
            )}
            {': '}
            {circularity.warningTexts[warning.code](warning)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** Dry masses, known without any assay, and whether it really is everything. */
export function DrySection({
  mass,
  of,
}: Pick<CircularityReport, 'mass'> & { readonly of: FigureContext }): ReactElement {
  const { circularity, reports, shell } = useMessages();
  return (
    <Section title={circularity.dry}>
      <Facts
        facts={[
          ...COVERAGES.map(
            (field) => [reports.mass[field], <Pct key={field} pct={mass[field]} data-figure={field} />] as const,
          ),
          ...(['completenessPct', 'coverageOfExpectedPct'] as const).map(
            (field) => [reports.mass[field], <Pct key={field} pct={mass[field]} data-figure={field} />] as const,
          ),
          ...(['unexplainedKg', 'unexplainedUncertaintyKg'] as const).map(
            (field) => [reports.mass[field], <Mass key={field} kg={mass[field]} data-figure={field} />] as const,
          ),
          [
            reports.mass.completeness,
            <span key="completeness" data-figure="completeness">
              {mass.completeness === null ? shell.unknown : reports.verdicts[mass.completeness]}
            </span>,
          ] as const,
          ...MASSES.map(
            (field) =>
              [reports.mass[field], <FigureMass key={field} field={field} kg={mass[field]} of={of} />] as const,
          ),
          ...WITHOUT_ASSAY.filter((field) => mass.withoutAssay[field] !== 0).map(
            (field) =>
              [
                circularity.withoutAssay[field],
                <Mass key={field} kg={mass.withoutAssay[field]} data-figure={`withoutAssay ${field}`} />,
              ] as const,
          ),
        ]}
      />
    </Section>
  );
}

export function BasisSection({ report }: { readonly report: CircularityReport }): ReactElement {
  const { circularity, reports } = useMessages();
  const { agreement, period } = report;
  return (
    <Section title={circularity.basis} note={circularity.noMarket}>
      <Facts
        facts={[
          [circularity.agreement, agreement.reference],
          [circularity.parties, `${agreement.generator} · ${agreement.recycler}`],
          [
            reports.period,
            <>
              <Day on={period.from} /> – <Day on={period.to} />
            </>,
          ],
          [circularity.boundary, circularity.boundaryText],
          [circularity.basisOf, circularity.basisText],
          [circularity.method, report.method],
        ]}
      />
    </Section>
  );
}
