import { sentMoment } from '../../../domain/measure/site-time.js';
import type { Schemas } from '../../api/client.js';
import { assayBody, emptyAssay } from '../../forms/assay-values.js';
import { emptyLine, sentComposition } from '../../forms/composition-lines.js';
import type { RunValues } from '../../forms/run-draft.js';
import { momentNow } from '../../units/moment-input.js';
import { sentNumber } from '../../units/amount.js';

export const emptyOutput = (): RunValues['outputs'][number] => ({
  code: '',
  product: '',
  netKg: '',
  moisturePct: '',
  assay: emptyAssay(),
});
export const emptyFeed = (): RunValues['otherFeed'][number] => ({
  origin: 'post-consumer',
  description: '',
  dryKg: '',
  composition: [emptyLine()],
});
export const emptyResidue = (): RunValues['residues'][number] => ({
  kind: '',
  destination: '',
  dryKg: '',
  composition: [],
});

export function emptyRun(siteId: string): RunValues {
  return {
    siteId,
    kind: 'recycling',
    custodyModel: 'controlled-blending',
    code: '',
    startedAt: momentNow(),
    occurredAt: momentNow(),
    inputs: [],
    otherFeed: [],
    outputs: [emptyOutput()],
    residues: [],
    override: { reason: '' },
  };
}

const given = <Key extends string>(key: Key, value: string | number | null): object =>
  value === null || value === '' ? {} : { [key]: value };

/** The request that books what has been typed. What is missing is left to the service to name. */
export function runBody(values: RunValues, zone: string): Schemas['NewRun'] {
  const { siteId, kind, custodyModel, code, override } = values;
  const occurredAt = sentMoment(values.occurredAt, zone);
  return {
    siteId,
    kind,
    custodyModel,
    occurredAt,
    startedAt: sentMoment(values.startedAt, zone),
    ...given('code', code),
    inputs: values.inputs.map(({ batchId, dryKg }) => ({ batchId, ...given('dryKg', sentNumber(dryKg)) })),
    otherFeed: values.otherFeed.map(({ origin, description, dryKg, composition }) => ({
      origin,
      description,
      dryKg: sentNumber(dryKg) ?? 0,
      composition: sentComposition(composition),
    })),
    outputs: values.outputs.map((output) => ({
      product: output.product as Schemas['NewOutput']['product'],
      netKg: sentNumber(output.netKg) ?? 0,
      ...given('code', output.code),
      ...given('moisturePct', sentNumber(output.moisturePct)),
      assay: assayBody(output.assay, occurredAt),
    })),
    residues: values.residues.map((residue) => {
      const composition = sentComposition(residue.composition);
      const { kind: what, destination, dryKg } = residue;
      return {
        kind: what,
        destination,
        dryKg: sentNumber(dryKg) ?? 0,
        ...(Object.keys(composition).length > 0 ? { composition } : {}),
      };
    }),
    ...(override.reason.trim() === '' ? {} : { override }),
  };
}
