/** What an entry in the books stands for. */
export const ENTRY_KINDS = [
  'logged',
  'supplied',
  'assayed',
  'stamped',
  'disposed',
  'split',
  'dispatched',
  'received',
  'settled',
  'run',
  'charged',
  'made',
  'taken-back',
  'lost',
  'reversed',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * The kinds that move matter, as the books tell them apart: their event days push those of what comes after. Assays,
 * stamps, settlements and reversals say anew what was moved, and push nothing.
 */
export const MOVEMENT_KINDS = [
  'logged',
  'supplied',
  'disposed',
  'split',
  'dispatched',
  'received',
  'run',
  'charged',
  'made',
  'taken-back',
] as const satisfies readonly EntryKind[];
