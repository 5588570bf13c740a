import { sentMoment } from '../../../domain/measure/site-time.js';
import type { Schemas } from '../../api/client.js';
import { emptyLine, sentComposition, type CompositionLine } from '../../parts/composition-lines.js';
import { momentNow } from '../../parts/moment-input.js';
import { sentNumber, type Amount } from '../../units/amount.js';

export interface AssayValues {
  readonly laboratory: string;
  readonly method: string;
  readonly composition: CompositionLine[];
}

interface FeedValues {
  readonly origin: Schemas['NewFeed']['origin'];
  readonly description: string;
  readonly dryKg: Amount;
  readonly composition: CompositionLine[];
}

interface OutputValues {
  readonly code: string;
  readonly product: string;
  readonly netKg: Amount;
  readonly moisturePct: Amount;
  readonly assay: AssayValues;
}

interface ResidueValues {
  readonly kind: string;
  readonly destination: string;
  readonly dryKg: Amount;
  readonly composition: CompositionLine[];
}

/** A run as it is typed. Its paths are those of the request, so that a fault finds its field. */
export interface RunValues {
  readonly siteId: string;
  readonly kind: Schemas['NewRun']['kind'];
  readonly custodyModel: Schemas['NewRun']['custodyModel'];
  readonly code: string;
  readonly startedAt: string;
  readonly occurredAt: string;
  readonly inputs: { readonly batchId: string; readonly dryKg: Amount }[];
  readonly otherFeed: FeedValues[];
  readonly outputs: OutputValues[];
  readonly residues: ResidueValues[];
  readonly override: { readonly reason: string };
}

export const emptyAssay = (): AssayValues => ({ laboratory: '', method: 'ICP-OES', composition: [emptyLine()] });
export const emptyOutput = (): OutputValues => ({
  ...{ code: '', product: '', netKg: '', moisturePct: '', assay: emptyAssay() },
});
export const emptyFeed = (): FeedValues => ({
  ...{ origin: 'post-consumer', description: '', dryKg: '', composition: [emptyLine()] },
});
export const emptyResidue = (): ResidueValues => ({ kind: '', destination: '', dryKg: '', composition: [] });

export function emptyRun(siteId: string): RunValues {
  return {
    ...{ siteId, kind: 'recycling', custodyModel: 'controlled-blending', code: '' },
    ...{ startedAt: momentNow(), occurredAt: momentNow() },
    ...{ inputs: [], otherFeed: [], outputs: [emptyOutput()], residues: [], override: { reason: '' } },
  };
}

/** Whether anything has been typed that would be lost. */
export function isRunBegun({ inputs, otherFeed, outputs, residues, code, override }: RunValues): boolean {
  const typed = outputs.flatMap(({ product, netKg, code: named, assay }) => [
    ...[product, netKg, named, assay.laboratory],
    ...assay.composition.map(({ pct }) => pct),
  ]);
  const texts = [code, override.reason, ...typed];
  return inputs.length + otherFeed.length + residues.length > 0 || texts.some((text) => text !== '');
}

export function assayBody(assay: AssayValues, sampledAt: string): Schemas['NewAssay'] {
  const { laboratory, method, composition } = assay;
  return { laboratory, method, sampledAt, composition: sentComposition(composition) };
}

const given = <Key extends string>(key: Key, value: string | number | null): object =>
  value === null || value === '' ? {} : { [key]: value };

/** The request that books what has been typed. What is missing is left to the service to name. */
export function runBody(values: RunValues, zone: string): Schemas['NewRun'] {
  const { siteId, kind, custodyModel, code, override } = values;
  const occurredAt = sentMoment(values.occurredAt, zone);
  return {
    ...{
      siteId,
      kind,
      custodyModel,
      occurredAt,
      startedAt: sentMoment(values.startedAt, zone),
      ...given('code', code),
    },
    inputs: values.inputs.map(({ batchId, dryKg }) => ({ batchId, ...given('dryKg', sentNumber(dryKg)) })),
    otherFeed: values.otherFeed.map(({ origin, description, dryKg, composition }) => ({
      ...{ origin, description, dryKg: sentNumber(dryKg) ?? 0, composition: sentComposition(composition) },
    })),
    outputs: values.outputs.map((output) => ({
      ...{ product: output.product as Schemas['NewOutput']['product'], netKg: sentNumber(output.netKg) ?? 0 },
      ...{ ...given('code', output.code), ...given('moisturePct', sentNumber(output.moisturePct)) },
      assay: assayBody(output.assay, occurredAt),
    })),
    residues: values.residues.map((residue) => {
      const composition = sentComposition(residue.composition);
      const { kind: what, destination, dryKg } = residue;
      return {
        ...{ kind: what, destination, dryKg: sentNumber(dryKg) ?? 0 },
        ...(Object.keys(composition).length > 0 ? { composition } : {}),
      };
    }),
    ...(override.reason.trim() === '' ? {} : { override }),
  };
}
