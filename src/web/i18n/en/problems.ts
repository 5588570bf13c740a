import type { FactsReader } from '../problem-facts.js';
import { books } from './books.js';
import { status } from './status.js';

/** The refusals of the service, by its code, and what is wrong with a field, by its sentence. */
export interface ProblemTexts {
  readonly locale: string;
  /** Stands above every sentence of these: above what could not be read, and above what was not done. */
  readonly titles: { readonly read: string; readonly act: string };
  readonly details: Readonly<Record<string, (facts: FactsReader) => string>>;
  /** What is wrong with the input, where it is said apart from its fields. */
  readonly faulty: (messages: string) => string;
  /** What is wrong with a field, as it begins, and what to say instead; `$1` is what stood in brackets. */
  readonly faults: readonly (readonly [pattern: RegExp, text: string])[];
}

const batchOf = ({ text }: FactsReader): string => (text('batch') ? `Batch ${text('batch')}` : 'The batch');

/** The service speaks English itself: here stands what a screen says better, in its own words for states and reasons. */
export const problems: ProblemTexts = {
  locale: 'en-US',
  titles: { read: 'This cannot be shown', act: 'That was not done' },
  details: {
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
  faults: [],
};
