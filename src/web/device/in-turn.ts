const LOCK = 'loopbook-sign-in';

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs one thing after the other over all tabs of this device: sending entries, signing in and signing out. So nobody
 * else can sign in between the look at who has signed in and the entry that is sent in that person's name. Without the
 * Web Locks API (a page that came neither by HTTPS nor from this machine) things of this tab alone wait for each other.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | undefined;
  if (locks) return await locks.request(LOCK, work);
  const result = last.then(work, work);
  last = result.catch(() => undefined);
  return result;
}
