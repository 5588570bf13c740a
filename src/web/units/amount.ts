/**
 * What a field for a number holds: the number that was typed, if the field can hold it as it is; else the text, for a number
 * that was not understood is neither another one nor nothing.
 */
export type Amount = number | string;

/** The number in a field; null where there is none. */
export function numberIn(amount: Amount): number | null {
  return typeof amount === 'number' ? amount : null;
}

/** Whether something has been typed that is no number for its field. */
export function isUnread(amount: Amount | null | undefined): boolean {
  return typeof amount === 'string' && amount.trim() !== '';
}

/** The number as a request takes it, null where nothing was typed; what was not understood goes as it is, to be refused. */
export function sentNumber(amount: Amount): number | null {
  return isUnread(amount) ? (amount as number) : numberIn(amount);
}
