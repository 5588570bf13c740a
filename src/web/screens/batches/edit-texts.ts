import { PCT_DECIMALS } from '../../../domain/measure/quantities.js';
import { instantIn } from '../../../domain/measure/site-time.js';
import { useCatalogue } from '../../data/catalogue.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import type { TermText } from '../../parts/change-table.js';
import { useZoneOf } from '../../data/sites.js';
import type { TypedAmount } from '../../units/amount.js';
import { exactKg, shownInstant } from '../../i18n/format.js';
import { editValuesOf, type EditValues } from './edit-values.js';
import type { ShownBatch } from './words.js';

/** What the form of a batch says, field by field, always in the same order: so that two of them can be laid side by side. */
export function useEditTexts(): (batch: ShownBatch, values?: EditValues) => readonly TermText[] {
  const { batches, status } = useMessages();
  const catalogue = useCatalogue();
  const locale = useLocale();
  const zoneOf = useZoneOf();
  const kg = (figure: TypedAmount) => (typeof figure === 'number' ? exactKg(figure, locale) : figure);
  // All digits: a change of the last one is a change.
  const upToPpm = new Intl.NumberFormat(locale, { maximumFractionDigits: PCT_DECIMALS });
  const pct = (figure: TypedAmount) => (typeof figure === 'number' ? `${upToPpm.format(figure)} %` : figure);
  const momentText = (moment: string, zone: string): string => {
    const instant = instantIn(moment, zone);
    return instant === null ? moment : shownInstant(new Date(instant).toISOString(), locale, zone);
  };
  const yesOrNo = (value: boolean) => batches.answers[value ? 'yes' : 'no'];
  return (batch, values = editValuesOf(batch)) => [
    { term: batches.status, text: batch.status === null ? '' : status[batch.status] },
    { term: batches.code, text: values.code },
    { term: batches.stream, text: catalogue?.stream(values.stream)?.name ?? values.stream },
    { term: batches.occurredAt, text: momentText(values.occurredAt, zoneOf(batch.originSiteId)) },
    { term: batches.alloy, text: values.alloy },
    { term: batches.grade, text: values.grade },
    { term: batches.reclaimable, text: values.answer === null ? '' : batches.answers[values.answer] },
    { term: batches.whyReclaimable, text: values.answerReason },
    { term: batches.note, text: values.note },
    { term: batches.gross, text: kg(values.grossKg) },
    { term: batches.tare, text: kg(values.tareKg) },
    { term: batches.moisture, text: pct(values.moisturePct) },
    { term: batches.oil, text: pct(values.oilPct) },
    { term: batches.estimated, text: yesOrNo(values.estimated) },
    { term: batches.pieces, text: String(values.pieces) },
    { term: batches.container, text: values.containerId },
  ];
}
