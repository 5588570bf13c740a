import {
  amountToDraw,
  BATCH_EDITABLE,
  BATCH_STATUSES,
  checkDispositionKind,
  drawStep,
  emptiedStep,
  nextBatchStatus,
  originOfByProduct,
  type BatchStatus,
  type BatchStepName,
} from './batch-life.js';
import { DRY_MASS, type Holding } from '../matter/holding.js';
import { ofMg } from '../measure/quantities.js';

const refused = (code: string) => expect.objectContaining({ code });

describe('the steps of a batch', () => {
  it('go leg by leg, and back by reversal', () => {
    const steps = [
      'plan',
      'dispatch',
      'receive',
      'plan',
      'dispatch',
      'undo-dispatch',
      'unplan',
      'undo-receive',
      'take-back',
    ] as const;
    const statuses = steps.reduce<BatchStatus[]>(
      (seen, step) => [...seen, nextBatchStatus(step, seen.at(-1) ?? 'void', 'received')],
      ['on-hand'],
    );
    expect(statuses).toEqual([
      ...['on-hand', 'in-shipment', 'in-transit', 'received', 'in-shipment', 'in-transit', 'in-shipment', 'received'],
      ...['in-transit', 'on-hand'],
    ]);
  });

  it.each(['processed', 'charged', 'reused-in-process', 'disposed', 'sold-elsewhere', 'counted-out', 'split'] as const)(
    'end at %s where all that is left is drawn, and come back where the batch rested',
    (end) => {
      expect(nextBatchStatus(drawStep(end, ofMg(100), ofMg(100)), 'received', 'received')).toBe(end);
      expect(nextBatchStatus(drawStep(end, ofMg(100), ofMg(99)), 'received', 'received')).toBe('received');
      expect(nextBatchStatus('undo-draw', end, 'on-hand')).toBe('on-hand');
    },
  );

  it('end a batch of which a weight has left nothing by what drew on it last', () => {
    const draws = ['run', 'charged', 'split', 'reused-in-process', 'disposed', 'sold-elsewhere', null] as const;
    expect(draws.map((draw) => emptiedStep(draw))).toEqual([
      ...['end-processed', 'end-charged', 'end-split', 'end-reused-in-process', 'end-disposed', 'end-sold-elsewhere'],
      'end-counted-out',
    ]);
  });

  it('are those of the table and no others', () => {
    const allowed = (step: BatchStepName) =>
      BATCH_STATUSES.filter((status) => {
        try {
          return Boolean(nextBatchStatus(step, status, 'on-hand'));
        } catch {
          return false;
        }
      });
    // What is on its way, planned or ended can neither be drawn on nor be planned again.
    for (const step of ['plan', 'draw', 'end-split'] as const) expect(allowed(step)).toEqual(['on-hand', 'received']);
    expect(allowed('void')).toEqual(['on-hand']);
    expect(allowed('void-part')).toEqual(['on-hand', 'received']);
    // What travels on, or is planned to, is in no dispute.
    for (const step of ['undo-receive', 'undo-settle'] as const) {
      expect(allowed(step)).toEqual(expect.not.arrayContaining(['in-shipment', 'in-transit', 'void']));
    }
    expect(allowed('receive')).toEqual(['in-transit']);
    // @ts-expect-error a step that the table does not list
    expect(allowed('teleport')).toEqual([]);
    expect(() => nextBatchStatus('draw', 'in-transit', 'on-hand')).toThrow(refused('batch-state'));
    expect(() => nextBatchStatus('dispatch', 'void', 'on-hand')).toThrow(refused('batch-state'));
  });
});

describe('how much is drawn', () => {
  const holding: Holding = [
    { commodity: DRY_MASS, agreementId: 'A', origin: 'rework', country: null, massMg: ofMg(2_000_000) },
    { commodity: 'Nd', agreementId: 'A', origin: 'rework', country: null, massMg: ofMg(500_000) },
  ];

  it('is what was asked, or all that is left', () => {
    expect(amountToDraw(holding, undefined, 'L-1')).toBe(2_000_000);
    expect(amountToDraw(holding, ofMg(2_000_000), 'L-1')).toBe(2_000_000);
    expect(amountToDraw(holding, ofMg(1), 'L-1')).toBe(1);
  });

  it('is never more than is left, and the refusal tells both in kilograms', () => {
    expect(() => amountToDraw(holding, ofMg(2_000_001), 'L-1')).toThrow(
      expect.objectContaining({
        code: 'more-than-left',
        facts: { batch: 'L-1', leftDryKg: 2, askedDryKg: 2.000001 },
      }),
    );
    expect(() => amountToDraw([], undefined, 'L-1')).toThrow(refused('nothing-left'));
  });
});

describe('a by-product', () => {
  it('has its origin from the answer whether it could have gone back into the same process', () => {
    // Yes means rework, which is never recycled content; no answer means that nobody knows.
    expect([originOfByProduct('yes'), originOfByProduct('no'), originOfByProduct(null)]).toEqual([
      'rework',
      'pre-consumer',
      'unknown',
    ]);
  });

  it('alone can be reused in the process that it came from', () => {
    expect(() => checkDispositionKind('by-product', 'reused-in-process')).not.toThrow();
    for (const kind of ['recycled', 'primary', 'intermediate'] as const) {
      expect(() => checkDispositionKind(kind, 'reused-in-process')).toThrow(refused('disposition-kind'));
      expect(() => checkDispositionKind(kind, 'stock-difference')).not.toThrow();
    }
  });

  it('keeps all but its note once something is built on it', () => {
    expect(Object.keys(BATCH_EDITABLE).filter((field) => BATCH_EDITABLE[field] === 'always')).toEqual(['note']);
  });
});
