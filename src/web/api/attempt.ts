import { useState } from 'react';
import { v4 } from 'uuid';
import { problemOf } from './client.js';

/** Whether the service has decided: after this answer trying again is another attempt. */
function isDecided(error: unknown): boolean {
  const { status } = problemOf(error);
  return status >= 400 && status < 500;
}

/**
 * The idempotency key of one attempt: it stays while nobody knows whether the service has booked it, so that trying again
 * books nothing twice, and is a new one after every decision. `crypto.randomUUID` is missing where there is no HTTPS. What
 * is kept as a draft has one key until it is saved: a reload, or another tab, does not book it once more.
 */
export function useAttempt(draftId?: string) {
  const [key, setKey] = useState<string>(() => v4());
  return {
    header: { 'Idempotency-Key': draftId ?? key },
    onSettled: (_answer: unknown, error: unknown): void => {
      if (!error || isDecided(error)) setKey(v4());
    },
  };
}
