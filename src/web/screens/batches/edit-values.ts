import { BATCH_EDITABLE } from '../../../domain/acts/batch-life.js';
import { dryMassMg, kgToMg, mgToKg, netMassMg, pctToPpm } from '../../../domain/measure/quantities.js';
import { instantIn, sentMoment } from '../../../domain/measure/site-time.js';
import type { Schemas } from '../../api/client.js';
import { useRights } from '../../session/me.js';
import { numberIn, sentNumber, type TypedAmount } from '../../units/amount.js';
import type { ShownBatch } from './words.js';

export interface EditValues {
  readonly code: string;
  readonly stream: string;
  readonly occurredAt: string;
  readonly alloy: string;
  readonly grade: string;
  readonly pieces: TypedAmount;
  readonly containerId: string;
  readonly grossKg: TypedAmount;
  readonly tareKg: TypedAmount;
  readonly moisturePct: TypedAmount;
  readonly oilPct: TypedAmount;
  readonly estimated: boolean;
  readonly answer: 'yes' | 'no' | null;
  readonly answerReason: string;
  readonly note: string;
}

export function editValuesOf(batch: ShownBatch): EditValues {
  const { reclaimableInProcess, pieces, estimated } = batch;
  return {
    pieces,
    estimated,
    code: batch.code ?? '',
    stream: batch.stream ?? '',
    alloy: batch.alloy ?? '',
    grade: batch.grade ?? '',
    containerId: batch.containerId ?? '',
    note: batch.note ?? '',
    grossKg: batch.grossKg ?? '',
    tareKg: batch.tareKg ?? '',
    moisturePct: batch.moisturePct ?? '',
    oilPct: batch.oilPct ?? '',
    answer: reclaimableInProcess?.answer ?? null,
    answerReason: reclaimableInProcess?.reason ?? '',
    occurredAt: batch.occurredAt,
  };
}

/** Only what has been changed: what is sent is decided anew, and a change of mass is booked. */
export function editChangesOf(before: EditValues, now: EditValues, zone: string): Schemas['BatchEdit'] {
  const isChanged = (name: keyof EditValues) => before[name] !== now[name];
  const text = (name: 'grade' | 'containerId' | 'note') => isChanged(name) && { [name]: now[name].trim() || null };
  const figure = (name: 'pieces' | 'grossKg' | 'tareKg' | 'moisturePct' | 'oilPct') =>
    // A needed figure that is gone is the service's to miss; oil that is gone is none.
    isChanged(name) && { [name]: sentNumber(now[name]) ?? (name === 'oilPct' ? 0 : '') };
  const { answer, answerReason } = now;
  return {
    ...(isChanged('code') && { code: now.code.trim() }),
    ...(isChanged('stream') && { stream: now.stream as Schemas['BatchEdit']['stream'] }),
    ...(isChanged('alloy') && { alloy: now.alloy as Schemas['BatchEdit']['alloy'] }),
    ...(instantIn(now.occurredAt, zone) !== instantIn(before.occurredAt, zone) && {
      occurredAt: sentMoment(now.occurredAt, zone),
    }),
    ...(isChanged('estimated') && { estimated: now.estimated }),
    ...text('grade'),
    ...text('containerId'),
    ...text('note'),
    ...figure('pieces'),
    ...figure('grossKg'),
    ...figure('tareKg'),
    ...figure('moisturePct'),
    ...figure('oilPct'),
    ...((isChanged('answer') || isChanged('answerReason')) && {
      reclaimableInProcess: answer ? { answer, reason: answerReason.trim() } : null,
    }),
  };
}

/** Net and dry mass as they would be booked; null where what is typed leaves nothing. */
export function weighedOf(values: EditValues): { netKg: number; dryKg: number } | null {
  const [gross, tare] = [numberIn(values.grossKg), numberIn(values.tareKg)];
  const [moisture, oil] = [numberIn(values.moisturePct), values.oilPct === '' ? 0 : numberIn(values.oilPct)];
  if (gross === null || tare === null || moisture === null || oil === null) return null;
  const netMg = netMassMg(kgToMg(gross), kgToMg(tare));
  const [moisturePpm, oilPpm] = [pctToPpm(moisture), pctToPpm(oil)];
  if (netMg <= 0 || moisturePpm + oilPpm >= pctToPpm(100)) return null;
  return { netKg: mgToKg(netMg), dryKg: mgToKg(dryMassMg(netMg, moisturePpm, oilPpm)) };
}

/** Whether the person may edit anything of a batch: a by-product in the own stock. */
export function useIsEditable(): (batch: ShownBatch) => boolean {
  const { writesPlant } = useRights();
  return ({ may }) => writesPlant && may.includes('edit');
}

/** Whether a field may still be edited in the step at which the batch is, as the service decides by the same table. */
export function isFieldOpen(field: string, { status, splitFrom, refusedFrom }: ShownBatch): boolean {
  const isPart = splitFrom !== null || refusedFrom !== null;
  return BATCH_EDITABLE[field] === 'always' || (status === 'on-hand' && !isPart);
}
