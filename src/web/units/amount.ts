import type { GivenValue } from '../../domain/matter/composition-check.js';
import type { GivenText } from '../../domain/matter/typed-given.js';

/**
 * What a field for a number holds: the number that was typed, if the field can hold it as it is; else the text, for a number
 * that was not understood is neither another one nor nothing.
 */
export type TypedAmount = number | string;

/** A value of a composition as a field holds it: percent, what a laboratory gave as a text, or what was not understood. */
export type Given = TypedAmount | GivenText;

/** A value of a composition as the service takes it; null where nothing was typed, and where that was not understood. */
export function givenIn(given: Given): GivenValue | null {
  if (typeof given === 'number') return given;
  return typeof given === 'string' ? null : given.given;
}

/** A value of the service as a field holds it. */
export function heldGiven(value: GivenValue): Given {
  return typeof value === 'number' ? value : { given: value };
}

/** The number in a field; null where there is none. */
export function numberIn(amount: TypedAmount): number | null {
  return typeof amount === 'number' ? amount : null;
}

/** Whether something has been typed that is no number for its field. */
export function isUnread(amount: Given | null | undefined): boolean {
  return typeof amount === 'string' && amount.trim() !== '';
}

/** The number as a request takes it, null where nothing was typed; what was not understood goes as it is, to be refused. */
export function sentNumber(amount: TypedAmount): number | null {
  return isUnread(amount) ? (amount as number) : numberIn(amount);
}
