import { useState } from 'react';
import { problemOf } from '../../api/client.js';
import { useMessages, type Messages } from './texts.js';

interface Versioned {
  readonly version: number;
}

interface Edit<Answer> {
  /** What `If-Match` says: the version that the person has seen last. */
  readonly ifMatch: string;
  /** Reads anew what somebody else has saved meanwhile, so that the next attempt is made on what is shown. */
  readonly onError: (error: unknown) => Promise<void>;
  /** What a field is now, where it is no longer what it was when the form was opened. */
  readonly nowIs: (field: keyof Answer) => string | undefined;
}

/**
 * An edit that others may overtake. What is typed stays; what they have saved is shown beside it, and saving once more
 * puts the own entries in its place.
 *
 * @param opened what was there when the form was opened
 */
export function useEdit<Answer extends Versioned>(
  opened: Answer,
  read: () => Promise<{ readonly data?: Answer }>,
): Edit<Answer> {
  const { settings } = useMessages();
  const [first] = useState(opened);
  const [seen, setSeen] = useState(opened);
  return {
    ifMatch: `"${seen.version}"`,
    onError: async (error) => {
      if (problemOf(error).code !== 'stale-version') return;
      const { data } = await read();
      if (data) setSeen(data);
    },
    nowIs: (field) => {
      const value = seen[field];
      if (JSON.stringify(value) === JSON.stringify(first[field])) return undefined;
      return settings.nowIs(value === null || value === '' ? settings.nothing : wordOf(String(value), settings.roles));
    },
  };
}

/** Of a role its name, of all else the value as it is. */
function wordOf(value: string, roles: Messages['settings']['roles']): string {
  return value in roles ? roles[value as keyof typeof roles] : value;
}
