import { v4 } from 'uuid';

/** Under this name a tab knows itself again after a reload; a copy of a tab takes it along. */
const NAME = 'loopbook-tab';
/** Set while no page of the tab is shown: a copy that is made of a living tab lacks it. */
const LEFT = 'loopbook-tab-left';
/** How long a page waits for the one before it in the same tab to be gone. */
const PATIENCE_MS = 2_000;

const lockOf = (tab: string): string => `loopbook-tab-${tab}`;

let own: string | null = null;

/** Which tab this is. */
export function thisTab(): string {
  own ??= v4();
  return own;
}

/**
 * Finds out which tab this is, once, before anything is shown. A tab stays itself over reloads; one that was made as a copy
 * of another is a tab of its own. While it is open it holds a lock, by which other tabs know that it is there. Pages that
 * came neither by HTTPS nor from this machine have no locks: there a tab goes by what it has noted when it was left.
 */
export async function claimTab(): Promise<void> {
  const before = noted(NAME);
  const isBack = noted(LEFT) !== null;
  const isFree = before !== null && (locks() ? await hold(before, isBack ? PATIENCE_MS : 0) : isBack);
  own = isFree ? before : v4();
  if (!isFree && locks()) void hold(own, PATIENCE_MS);
  note(NAME, own);
  note(LEFT, null);
  window.addEventListener('pagehide', () => note(LEFT, 'yes'));
  // A page that the browser has kept as it was knows nothing of what other tabs have done since.
  window.addEventListener('pageshow', ({ persisted }) => persisted && window.location.reload());
}

/** The tabs of this app that are open on this device; null where that cannot be known. */
export async function openTabs(): Promise<ReadonlySet<string> | null> {
  const { held = [] } = (await locks()?.query()) ?? { held: null };
  return held && new Set(held.map(({ name = '' }) => name.replace(lockOf(''), '')));
}

/** Does one thing after the other over all tabs, where there are locks. */
export async function alone<T>(work: () => T): Promise<T> {
  return (await locks()?.request('loopbook-drafts', async () => Promise.resolve(work()))) ?? work();
}

function hold(tab: string, patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const when = patienceMs > 0 ? { signal: AbortSignal.timeout(patienceMs) } : { ifAvailable: true };
    const held = locks()?.request(lockOf(tab), when, (lock) => {
      resolve(lock !== null);
      // Held until the page is gone.
      return lock ? new Promise<never>(() => undefined) : undefined;
    });
    held?.catch(() => resolve(false));
  });
}

function locks(): LockManager | undefined {
  return navigator.locks;
}

function noted(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function note(name: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    // A browser that keeps nothing gives its tabs a new name with every page: drafts are offered then, not simply there.
  }
}
