import type { Schemas } from '../api/client.js';
import type { TypedAmount } from '../units/amount.js';
import type { AssayValues } from './assay-values.js';
import type { CompositionLine } from './composition-lines.js';

interface FeedValues {
  readonly origin: Schemas['NewFeed']['origin'];
  readonly description: string;
  readonly dryKg: TypedAmount;
  readonly composition: CompositionLine[];
}

interface OutputValues {
  readonly code: string;
  readonly product: string;
  readonly netKg: TypedAmount;
  readonly moisturePct: TypedAmount;
  readonly assay: AssayValues;
}

interface ResidueValues {
  readonly kind: string;
  readonly destination: string;
  readonly dryKg: TypedAmount;
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
  readonly inputs: { readonly batchId: string; readonly dryKg: TypedAmount }[];
  readonly otherFeed: FeedValues[];
  readonly outputs: OutputValues[];
  readonly residues: ResidueValues[];
  readonly override: { readonly reason: string };
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
