import { useState } from 'react';
import { problemOf } from '../api/client.js';

interface Overtaken<Thing> {
  /** As it was read last: what is sent is a change of this. */
  readonly read: Thing;
  /** What `If-Match` says: the version that the person has seen last. */
  readonly ifMatch: string;
  /**
   * Reads anew what others have saved meanwhile, so that the next attempt is made on what is shown.
   *
   * @returns it; undefined where the error is another one
   */
  readonly catchUp: (error: unknown) => Promise<Thing | undefined>;
}

/**
 * Something that one edits while others may edit it too. The service refuses what was made on an older version, so that
 * nothing is overwritten unseen; a screen that reads again by itself must not hide what others have done.
 */
export function useOvertaken<Thing extends { readonly version: number | null }>(
  opened: Thing,
  reread: () => Promise<{ readonly data?: Thing | undefined }>,
  isOvertaken: (code: string) => boolean = (code) => code === 'stale-version',
): Overtaken<Thing> {
  const [read, setRead] = useState(opened);
  return {
    read,
    ifMatch: `"${read.version}"`,
    catchUp: async (error) => {
      if (!isOvertaken(problemOf(error).code)) return undefined;
      const { data } = await reread();
      // What could not be read anew answers as it was.
      if (!data || data.version === read.version) return undefined;
      setRead(data);
      return data;
    },
  };
}
