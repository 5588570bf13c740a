import type { Period } from '../../domain/measure/time.js';
import type { ReactElement } from 'react';
import { useMessages } from '../i18n/index.js';
import { TextLink } from '../parts/links.js';
import { Mass } from '../units/mass.js';
import { BATCHES_WITHOUT_ASSAY } from './batch-search.js';
import classes from './figure-mass.module.css';
import { figureName, figureOf } from './figure-name.js';

/** Of what a figure is: an agreement, a period, and an element, the rare earths together or dry mass. */
export interface FigureContext extends Period {
  readonly agreementId: string;
  readonly element: string;
}

interface FigureMassProps {
  readonly field: string;
  readonly kg: number | null | undefined;
  readonly of: FigureContext;
  /** Set in the table of months: which one it is. */
  readonly month?: string;
}

/** What has no assay is in no entry: it leads to its batches. */
const WITHOUT_ASSAY = 'withoutAssayDryKg';

/** A mass of the report, leading to the entries that it is made of. What is unknown has none. */
export function FigureMass({ field, kg, of, month }: FigureMassProps): ReactElement {
  const { reports } = useMessages();
  const { agreementId, to } = of;
  const figure = figureOf(field);
  const mark = month === undefined ? { 'data-figure': field } : { 'data-month': `${month} ${field}` };
  const mass = <Mass kg={kg} {...mark} />;
  if (kg === null || kg === undefined) return mass;
  if (field === WITHOUT_ASSAY && kg > 0) {
    return (
      <TextLink to="/batches" search={{ ...BATCHES_WITHOUT_ASSAY, agreementId, to }} className={classes.figure}>
        <span className="visually-hidden">{reports.batchesWithoutAssay} </span>
        {mass}
      </TextLink>
    );
  }
  if (figure === undefined) return mass;
  return (
    <TextLink to="/circularity/evidence" search={{ ...of, figure }} className={classes.figure}>
      <span className="visually-hidden">{reports.entriesOf(figureName(figure, reports))} </span>
      {mass}
    </TextLink>
  );
}
