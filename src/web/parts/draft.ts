import { useState } from 'react';
import { useMe } from '../app/session.js';
import { forget, keep, readKept } from '../offline/kept.js';

interface Draft<Values> {
  /** What was typed before, if anything. */
  readonly kept: Values | null;
  readonly keep: (values: Values) => void;
  readonly forget: () => void;
}

/** What a person has begun on this device, and when they last worked on it, where that is known. */
interface KeptDraft {
  readonly values: unknown;
  readonly at: string | null;
}

const prefixOf = (userId: string): string => `loopbook-draft-${userId}-`;
const timeOf = (key: string): string => key.replace('loopbook-draft-', 'loopbook-drafted-');

/** Keeps what a person types on the device until it is booked: through a reload, a lost network and an ended session. */
export function useDraft<Values>(name: string): Draft<Values> {
  const { id } = useMe();
  const key = prefixOf(id) + name;
  const [kept] = useState(() => readKept<Values>(key));
  return {
    kept,
    keep: (values) => {
      keep(key, values);
      keep(timeOf(key), new Date().toISOString());
    },
    forget: () => {
      forget(key);
      forget(timeOf(key));
    },
  };
}

/** All that a person has begun on this device and not booked, by name. */
export function keptDrafts(userId: string): ReadonlyMap<string, KeptDraft> {
  const prefix = prefixOf(userId);
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  return new Map(
    keys.map((key) => [
      key.slice(prefix.length),
      { values: readKept<unknown>(key), at: readKept<string>(timeOf(key)) },
    ]),
  );
}
