import type { RefusalCode } from '../../../domain/measure/refusals.js';
import { FAULTS, type FaultWords } from '../../../domain/measure/faults.js';
import type { FactsReader } from '../problem-facts.js';
import { books } from './books.js';
import { status } from './status.js';

/** The refusals of the service, and what is wrong with a field, by their codes. */
export interface ProblemTexts {
  readonly locale: string;
  /** Stands above every sentence of these: above what could not be read, and above what was not done. */
  readonly titles: { readonly read: string; readonly act: string };
  readonly details: Readonly<Record<RefusalCode, (facts: FactsReader) => string>>;
  /** What is wrong with the input, where it is said apart from its fields. */
  readonly faulty: (messages: string) => string;
  /** What is wrong with a field, by its code. */
  readonly faults: FaultWords;
}

const batchOf = ({ text }: FactsReader): string => (text('batch') ? `Batch ${text('batch')}` : 'The batch');

export const problems: ProblemTexts = {
  locale: 'en-US',
  titles: { read: 'This cannot be shown', act: 'That was not done' },
  details: {
    'invalid-input': () => 'Something that was entered is missing or wrong.',
    unauthenticated: () => 'Your sign-in has ended. Sign in again, then send it once more.',
    // Of this, of sealed batches and of what is built upon the service says which case it is.
    forbidden: ({ said }) => said,
    'batch-sealed': ({ said }) => said,
    'built-upon': ({ said }) => said,
    'foreign-origin': () => 'This can be done from the pages of this service only.',
    'payload-too-large': () => 'This is too much to be sent at once.',
    'rate-limited': () => 'Too many requests. Wait a second.',
    internal: ({ said }) => said,
    'database-unavailable': () => 'The books cannot be reached at the moment. Try again shortly.',
    'not-acceptable': () => 'It cannot be given in this form.',
    'precondition-required': () => 'Load the page again, then repeat what you did.',
    'unsupported-media-type': () => 'The service does not take files of this kind.',
    'wrong-credentials': () => 'E-mail address or password is wrong.',
    'already-reversed': () => 'This entry was reversed before.',
    'already-terminated': ({ day }) => `Both sides have signed that it ends on ${day('endsOn')}.`,
    'charge-kind': () => 'A by-product cannot be charged. It can only be reused in the process.',
    'counted-as-booked': () => 'What was counted is what the books hold.',
    'disposition-kind': () => 'A batch of this kind cannot end this way.',
    'id-taken': () => 'There is something with this id already.',
    'in-dispute': ({ named }) => `The weight of ${named('batches')} is in dispute: settle it first.`,
    'is-reversal': () => 'A reversal cannot be reversed; book the act anew.',
    'magnet-lot': () =>
      'A magnet lot is delivered, goes back to production or is counted: nothing else is done with it.',
    'mass-too-large': () => 'The mass is beyond what the books hold (about nine million tonnes).',
    'matter-created': ({ excess }) =>
      `More comes out than went in: ${excess((element, mass) => `${element} by ${mass}`)}. Check the assays and weights, or vouch for it with a reason.`,
    'missing-assay': ({ named }) => `Every input needs an assay. These have none: ${named('batches')}.`,
    'negative-stock': () => 'This would leave less than nothing in stock.',
    'not-at-site': (facts) => `${batchOf(facts)} is not at this site.`,
    'not-covered': ({ named }) => `The agreement does not cover ${named('batches')}: ship it apart.`,
    'not-in-your-stock': (facts) => `${batchOf(facts)} is not in your stock.`,
    'not-reversible': () => 'What a signature has put under its agreement stays under it.',
    'not-segregated': () => 'A segregated run takes inputs of one agreement only, and no other feed.',
    'nothing-pending': () => 'There is nothing here that still awaits a signature.',
    'outlives-token': () => 'A token cannot make one that lasts longer than itself. Sign in for that.',
    'overlapping-agreement': ({ day }) =>
      `From ${day('day')} on another agreement covers a site of the scope with the same by-product too.`,
    'overlapping-exclusive-agreement': ({ day }) =>
      `From ${day('day')} on another agreement covers a site of the scope with the same by-product too, and one of the two is exclusive.`,
    'primary-charged': ({ day }) => `Primary material was charged on ${day('chargedOn')}.`,
    'completeness-of-others': () =>
      'Another recycler has an agreement for by-product of these sites: the figures would tell one of the other. Share the verdict.',
    'reference-taken': ({ text }) =>
      `An agreement of these two parties has the reference ${text('reference')} already. It may be a draft of the other side.`,
    'signature-pending': () => 'An earlier change of this agreement still awaits a signature.',
    'trace-too-large': ({ count }) => `The trace has more than ${count('mostBatches')} batches.`,
    'not-found': () => 'There is no such thing, or you may not see it.',
    'idempotency-key-reused': () =>
      'What was sent first from here is booked; what was changed since is not. Look at what is booked, and start afresh for anything more.',
    'stale-version': () => 'Somebody else has changed this meanwhile. Look at it again, then repeat what you did.',
    'agreement-state': ({ word }) =>
      `The agreement is ${word('status', status)} by now: this can no longer be done with it. Look at it again.`,
    'shipment-state': ({ word }) =>
      `The shipment is ${word('status', status)} by now: this can no longer be done with it. Look at it again.`,
    'batch-state': (facts) =>
      `${batchOf(facts)} is ${facts.word('status', status) || 'void'} by now: this can no longer be done with it.`,
    'already-signed': () => 'Somebody has signed for your side already: what is missing is the signature of the other.',
    'nothing-to-sign': () => 'Nothing waits for a signature here any more: it was signed or withdrawn meanwhile.',
    'more-than-left': (facts) =>
      `${batchOf(facts)} has less left than that: ${facts.mass('leftDryKg')} dry, not ${facts.mass('askedDryKg')}.`,
    'more-pieces-than-left': ({ count }) =>
      `The parts name ${count('askedPieces')} pieces, and ${count('leftPieces')} are left: name fewer.`,
    'nothing-left': (facts) => `Nothing is left of ${batchOf(facts).replace(/^[BT]/, (first) => first.toLowerCase())}.`,
    'out-of-order': (facts) =>
      `${batchOf(facts)} has a later event already, of ${facts.instant('lastAt')}: give a later time.`,
    'assay-below-drawn': ({ text, day, mass }) =>
      `With this assay more ${text('element')} would have been drawn by ${day('day')} than was there: ${mass('missingKg')} are missing.`,
    'settlement-below-drawn': ({ mass, day }) =>
      day('day')
        ? `The figure leaves less than nothing on ${day('day')}: more had been drawn already, and ${mass('missingKg')} would be missing.`
        : `The figure leaves less than nothing: ${mass('leftDryKg')} are left after refusal and what was drawn, and it would take ${mass('changeDryKg').replace('-', '')} away.`,
    'code-taken': ({ text }) =>
      text('code') ? `The code ${text('code')} is taken here already.` : 'This code is taken here already.',
    'element-twice': ({ named }) =>
      `Given both as metal and as compound: ${named('elements')}. State one of them, or that the assay tells them apart.`,
    'import-state': () => 'The import has gone on meanwhile. Load the page again.',
    'rows-wrong': () => 'Some rows are wrong: mend them, or book the good rows only.',
    'report-taken': () => 'This report of this laboratory stands on the batch already.',
    'assay-of-other-side': () => 'Another side had this assay made: it is kept beside your own.',
    'email-taken': () => 'Somebody already signs in with this address.',
    'last-admin': () => 'Nobody else could keep the people of the party. Name another admin first.',
    'service-busy': () => 'Too many people sign in at the moment. Try again in a few seconds.',
    'request-timeout': () => 'What was sent did not arrive in time. Send it again.',
    'too-many-sign-ins': () => 'Too many wrong passwords. Wait a little, then try again.',
    'exclusivity-breach': (facts) => {
      const subject = facts.text('batch') ? batchOf(facts) : facts.named('batches') || 'The batch';
      const open = facts.named('allowedCarveOuts', books.carveOuts);
      return `${subject}: promised to the agreement's recycler alone. ${open ? `It may go with a carve-out: ${open}.` : 'No carve-out is open to it.'}`;
    },
  },
  faulty: (messages) => `Something that was entered is missing or wrong: ${messages}.`,
  faults: FAULTS,
};
