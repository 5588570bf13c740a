import { v4, v7 } from 'uuid';
import { forget, keep, readKept } from '../device/kept.js';
import { alone, openTabs, thisTab } from '../device/tab.js';

/** What a person has begun on this device and not saved. It belongs to one tab; from there it can be taken over. */
export interface KeptDraft<Values = unknown> {
  /** What kind of thing it is, and of which. */
  readonly name: string;
  readonly tab: string;
  /** Stays the same until it is saved, wherever it goes: what is sent under it is booked once. */
  readonly id: string;
  readonly values: Values;
  /** When it was last worked on, where that is known. */
  readonly at: string | null;
}

type Stored = Pick<KeptDraft, 'id' | 'values' | 'at'>;

const PREFIX = 'loopbook-draft-';

const keyOf = (userId: string, name: string, tab: string): string => `${PREFIX}${userId}-${name}~${tab}`;

/** The key under which this tab keeps what one types under a name. */
export function ownKey(userId: string, name: string): string {
  return keyOf(userId, name, thisTab());
}

export function ownDraft<Values>(userId: string, name: string): KeptDraft<Values> | null {
  return draftAt(ownKey(userId, name), userId) as KeptDraft<Values> | null;
}

export function keepOwn(userId: string, name: string, { id, values }: Pick<KeptDraft, 'id' | 'values'>): void {
  keep(ownKey(userId, name), { id, values, at: new Date().toISOString() } satisfies Stored);
}

/** What was saved, or is given up, leaves this tab and every other one. */
export function forgetDraft(userId: string, id: string): void {
  for (const draft of allDrafts(userId)) if (draft.id === id) forget(keyOf(userId, draft.name, draft.tab));
}

/** Makes room for something new: what was begun in this tab is offered again, there and elsewhere. */
export function putAside(userId: string, name: string): void {
  const draft = ownDraft(userId, name);
  if (!draft) return;
  const { id, values, at } = draft;
  keep(keyOf(userId, name, `aside-${v4()}`), { id, values, at } satisfies Stored);
  forget(ownKey(userId, name));
}

/**
 * Takes over what was begun in a tab that is closed, under a name of this one.
 *
 * @returns whether it was still there: another tab may have been quicker
 */
export function takeOver(userId: string, draft: KeptDraft, name: string): Promise<boolean> {
  return alone(() => {
    const from = keyOf(userId, draft.name, draft.tab);
    const { id, values, at } = draftAt(from, userId) ?? {};
    if (id === undefined) return false;
    keep(ownKey(userId, name), { id, values, at: at ?? null } satisfies Stored);
    forget(from);
    return true;
  });
}

/** What this tab has begun, and what was begun in tabs that are closed. What other open tabs have is theirs. */
export async function draftsHere(userId: string): Promise<readonly KeptDraft[]> {
  const open = await openTabs();
  return allDrafts(userId).filter(({ tab }) => tab === thisTab() || !open?.has(tab));
}

/** What other tabs that are open now have begun. */
export async function draftsElsewhere(userId: string): Promise<readonly KeptDraft[]> {
  const open = await openTabs();
  return allDrafts(userId).filter(({ tab }) => tab !== thisTab() && open?.has(tab));
}

function allDrafts(userId: string): readonly KeptDraft[] {
  const prefix = PREFIX + userId;
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  return keys.flatMap((key) => draftAt(key, userId) ?? []);
}

function draftAt(key: string, userId: string): KeptDraft | null {
  const [name = '', tab] = key.slice(`${PREFIX}${userId}-`.length).split('~');
  const stored = readKept<Stored>(key);
  return stored && tab !== undefined ? { name, tab, ...stored } : null;
}

/** Drafts of before they belonged to tabs, and what was put aside for mending then, are offered like any other. */
export function keepOldDrafts(): void {
  for (const key of Object.keys(localStorage)) {
    const isAside = key.startsWith('loopbook-log-aside-');
    if (!isAside && (!key.startsWith(PREFIX) || key.includes('~'))) continue;
    const values = readKept<unknown>(key);
    const timeKey = key.replace(PREFIX, 'loopbook-drafted-');
    const at = isAside ? null : readKept<string>(timeKey);
    const name = isAside ? `${key.replace('loopbook-log-aside-', PREFIX)}-log` : key;
    keep(`${name}~before-${v4()}`, { id: v7(), values, at } satisfies Stored);
    forget(key);
    forget(timeKey);
  }
}
