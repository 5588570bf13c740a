import { http, type Schemas } from '../api/client.js';
import { inTurn } from '../device/in-turn.js';
import { forget, forgetAnswers, keep, readKept } from '../device/kept.js';

const ME = 'loopbook-me';
const OWED = 'loopbook-sign-out-owed';

/** Who signed in last on this device, so that the app opens without the network. */
export function keepMe(me: Schemas['MeAnswer']): void {
  // Whose session ended may not have signed out: the next one finds nothing of it either.
  forgetAnswers(me.id);
  keep(ME, me);
}

export function keptMe(): Schemas['MeAnswer'] | null {
  return readKept(ME);
}

export function forgetMe(): void {
  forget(ME);
}

/** Someone has signed out while the service could not be told: until it is, nobody is signed in here. */
export function signOutIsOwed(): boolean {
  return readKept<boolean>(OWED) === true;
}

/** Whether someone has signed out on this page and nobody has signed in since: known without asking the service. */
let isSignedOut = signOutIsOwed();

export function mustSignIn(): boolean {
  return isSignedOut || signOutIsOwed();
}

/**
 * Signs in; a sign-out that was still owed is made up for by the new session.
 *
 * @returns whether the service took it
 */
export function signIn(send: () => Promise<unknown>): Promise<boolean> {
  return inTurn(async () => {
    const isTaken = await send().then(
      () => true,
      () => false,
    );
    if (isTaken) {
      forget(OWED);
      isSignedOut = false;
    }
    return isTaken;
  });
}

/** Signs out on this device at once, and with the service as soon as it can be reached. */
export async function signOut(): Promise<void> {
  keep(OWED, true);
  isSignedOut = true;
  const me = keptMe();
  if (me) forgetLast(me.id);
  forgetMe();
  forgetAnswers();
  await settleSignOut();
}

/** The last batch that somebody has logged here is told to nobody else; what goes without saying at this scale stays. */
function forgetLast(userId: string): void {
  const name = logMemoryName(userId);
  const memory = readKept<object>(name);
  if (memory) keep(name, { ...memory, last: null });
}

/** Under which name the device remembers what a person's batches have in common. */
export function logMemoryName(userId: string): string {
  return `loopbook-log-memory-${userId}`;
}

/** Tells the service of a sign-out that is still owed. */
export function settleSignOut(): Promise<void> {
  return inTurn(async () => {
    if (!signOutIsOwed()) return;
    const answer = await http.POST('/api/v1/auth/logout').catch(() => null);
    if (answer && answer.response.status < 500) forget(OWED);
  });
}
