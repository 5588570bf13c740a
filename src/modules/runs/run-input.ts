import { faultAt } from '../../common/index.js';
import type { Fault } from '../../common/index.js';
import { codeKey } from '../../domain/matter/code.js';
import { aheadFaults } from '../../domain/measure/events.js';
import { dryMassMg, kgToMg, pctToPpm } from '../../domain/measure/quantities.js';
import type { GivenOutput, GivenRun } from '../../domain/acts/close-run.js';
import { assayFaults, foundAssay, readComposition } from '../batches/index.js';
import type { NewFeed, NewOutput, NewResidue, NewRun } from './run.dto.js';

/**
 * What was sent of a run, as it is counted with.
 *
 * @throws DomainError `element-twice`
 */
export function givenRun(body: NewRun): GivenRun {
  const { kind, code = null, custodyModel, startedAt, inputs, otherFeed = [], outputs, residues = [] } = body;
  return {
    kind,
    code,
    custodyModel,
    startedAt: Date.parse(startedAt),
    overrideReason: body.override?.reason ?? null,
    drawsMg: inputs.map(({ dryKg }) => (dryKg === undefined ? null : kgToMg(dryKg))),
    feeds: otherFeed.map(givenFeed),
    residues: residues.map(givenResidue),
    outputs: outputs.map(givenOutput),
  };
}

function givenFeed(body: NewFeed): GivenRun['feeds'][number] {
  const { origin, originCountry, description, dryKg, composition } = body;
  return {
    origin,
    originCountry: originCountry ?? null,
    description,
    dryMg: kgToMg(dryKg),
    ...readComposition(composition),
  };
}

function givenResidue({ kind, destination, dryKg, composition }: NewResidue): GivenRun['residues'][number] {
  const read = composition ? readComposition(composition).compositionPpm : null;
  return { kind, destination, dryMg: kgToMg(dryKg), compositionPpm: read };
}

function givenOutput(body: NewOutput): GivenOutput {
  return { code: body.code ?? null, product: body.product, ...weightsOf(body), assay: foundAssay(body.assay) };
}

/** The weights of an output. */
function weightsOf({ netKg, moisturePct = 0 }: NewOutput): Pick<GivenOutput, 'netMg' | 'moisturePpm' | 'dryMg'> {
  const [netMg, moisturePpm] = [kgToMg(netKg), pctToPpm(moisturePct)];
  return { netMg, moisturePpm, dryMg: dryMassMg(netMg, moisturePpm) };
}

/** What is wrong with a run in itself, whatever the books hold. */
export function runFaults(body: NewRun, now: number): Fault[] {
  const { inputs, otherFeed = [], outputs, startedAt, occurredAt } = body;
  const faults = aheadFaults('/occurredAt', occurredAt, now);
  if (Date.parse(startedAt) > Date.parse(occurredAt)) {
    faults.push(faultAt('/startedAt', 'after-end-of-run'));
  }
  if (inputs.length === 0 && otherFeed.length === 0) {
    faults.push(faultAt('/inputs', 'no-input'));
  }
  const twice = (values: readonly (string | undefined)[], pointer: (index: number) => string): Fault[] =>
    values.flatMap((value, index) =>
      value !== undefined && values.indexOf(value) < index ? [faultAt(pointer(index), 'named-twice')] : [],
    );
  faults.push(
    ...twice(
      inputs.map(({ batchId }) => batchId),
      (index) => `/inputs/${index}/batchId`,
    ),
    ...twice(
      outputs.map(({ code }) => (code === undefined ? undefined : codeKey(code))),
      (index) => `/outputs/${index}/code`,
    ),
  );
  for (const [index, output] of outputs.entries()) {
    if (weightsOf(output).dryMg <= 0) {
      faults.push(faultAt(`/outputs/${index}/netKg`, 'nothing-dry'));
    }
    faults.push(...assayFaults(output.assay, `/outputs/${index}/assay`, { now, product: output.product }));
  }
  return faults;
}
