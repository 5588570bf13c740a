import type { ApiProblem } from '../../api/client.js';
import { faultText } from '../../i18n/fault-text.js';
import type { Messages } from './texts.js';
import { isUnread, numberIn } from '../../units/amount.js';
import type { Figures } from './figures.js';
import { namedAssayLines } from './values.js';
import { type LogValues } from '../../forms/log-draft.js';

/** What is wrong, by the field where it is shown. */
export type Faults = Partial<Record<keyof LogValues, string>>;

type Words = Pick<Messages, 'log' | 'problems'>;

const AMOUNTS = ['gross', 'tare', 'moisture', 'oil', 'pieces'] as const;

/** What keeps the values from being saved: only what the service would refuse, said before it is sent. */
export function logFaultsOf(values: LogValues, figures: Figures, words: Words): Faults {
  const texts = words.log;
  const faults: Faults = {};
  const needed = ['siteId', 'stream', 'alloy', 'gross', 'tare', 'moisture'] as const;
  for (const name of needed) if (values[name] === '') faults[name] = texts.needed;
  for (const name of AMOUNTS) if (isUnread(values[name])) faults[name] = texts.unread;
  const [gross, tare] = [numberIn(values.gross), numberIn(values.tare)];
  if (gross !== null && tare !== null && figures.netMg === null) faults.gross = texts.aboveTare;
  if (numberIn(values.moisture) !== null && figures.netMg !== null && figures.dryMg === null)
    faults.moisture = texts.belowWhole;
  const pieces = numberIn(values.pieces);
  if (pieces !== null && (!Number.isInteger(pieces) || pieces < 1)) faults.pieces = texts.whole;
  if (values.reclaimable !== '' && values.reason.trim() === '') faults.reason = texts.needed;
  return { ...faults, ...assayFaults(values, figures, words) };
}

function assayFaults(values: LogValues, { faults }: Figures, { log: texts, problems }: Words): Faults {
  if (namedAssayLines(values).length === 0) return {};
  const unread = namedAssayLines(values).filter(({ pct }) => isUnread(pct));
  const told = unread.map(({ formula }) => `${formula} ${texts.unread}`);
  const others = faults.filter(({ pointer }) => unread.every(({ formula }) => pointer !== `/${formula}`));
  told.push(...others.map((fault) => `${fault.pointer.slice(1)} ${faultText(fault, problems.faults)}`));
  const text = told.map((one) => one.trim()).join('; ');
  return {
    ...(values.laboratory.trim() === '' ? { laboratory: texts.needed } : {}),
    ...(values.method.trim() === '' ? { method: texts.needed } : {}),
    ...(text === '' ? {} : { lines: text }),
  };
}

const FIELDS: readonly (readonly [pointer: string, field: keyof LogValues])[] = [
  ['/siteId', 'siteId'],
  ['/stream', 'stream'],
  ['/code', 'code'],
  ['/occurredAt', 'when'],
  ['/alloy', 'alloy'],
  ['/grade', 'grade'],
  ['/pieces', 'pieces'],
  ['/containerId', 'containerId'],
  ['/grossKg', 'gross'],
  ['/tareKg', 'tare'],
  ['/moisturePct', 'moisture'],
  ['/oilPct', 'oil'],
  ['/note', 'note'],
  ['/reclaimableInProcess', 'reason'],
  ['/assay/laboratory', 'laboratory'],
  ['/assay/method', 'method'],
  ['/assay', 'lines'],
];

/** What the service found wrong, by the field where it is shown. */
export function refusalAt(problem: ApiProblem): Faults {
  if (problem.code === 'code-taken') return { code: problem.detail };
  const faults: Faults = {};
  for (const { pointer, message } of problem.errors ?? []) {
    const field = FIELDS.find(([prefix]) => pointer.startsWith(prefix))?.[1];
    if (field) faults[field] = [faults[field], message].filter(Boolean).join('; ');
  }
  return faults;
}

/** Fields that stand in the part that can be folded away. */
const FOLDED: readonly (keyof LogValues)[] = [
  ...(['alloy', 'grade', 'pieces', 'containerId', 'note', 'when'] as const),
  ...(['reason', 'laboratory', 'method', 'lines'] as const),
];

export function isFolded(faults: Faults): boolean {
  return FOLDED.some((name) => faults[name] !== undefined);
}
