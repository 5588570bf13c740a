import { useContext, useEffect, useRef, useState } from 'react';
import { v7 } from 'uuid';
import { useMe } from '../session/me.js';
import { draftsHere, forgetDraft, keepOwn, ownDraft, ownKey, type KeptDraft } from '../offline/draft-store.js';
import { DraftContext } from './draft-context.js';

interface Draft<Values> {
  /** What was typed before in this tab, if anything. */
  readonly kept: Values | null;
  /** Of what is typed, until it is saved: the service books what is sent under it once. */
  readonly id: string;
  readonly keep: (values: Values) => void;
  /** It is saved, or given up. */
  readonly forget: () => void;
}

/**
 * Keeps what a person types on the device until it is booked: through a reload, a lost network and an ended session. It
 * belongs to the tab in which it is typed.
 */
export function useDraft<Values>(name: string): Draft<Values> {
  const { id: userId } = useMe();
  const { leave } = useContext(DraftContext);
  const [before] = useState(() => ownDraft<Values>(userId, name));
  const [id, setId] = useState(() => before?.id ?? v7());
  const now = useRef(id);
  useEffect(() => {
    const key = ownKey(userId, name);
    // Another tab has saved it, or goes on with it.
    const look = (event: StorageEvent) => event.key === key && event.newValue === null && leave();
    window.addEventListener('storage', look);
    return () => window.removeEventListener('storage', look);
  }, [userId, name, leave]);
  return {
    kept: before?.values ?? null,
    id,
    keep: (values) => keepOwn(userId, name, { id: now.current, values }),
    forget: () => {
      forgetDraft(userId, now.current);
      now.current = v7();
      setId(now.current);
    },
  };
}

/** What a person has begun in this tab and in tabs that are closed; read anew when other tabs change it, or `again` counts on. */
export function useKeptDrafts(again = 0): readonly KeptDraft[] {
  const { id: userId } = useMe();
  const [drafts, setDrafts] = useState<readonly KeptDraft[]>([]);
  useEffect(() => {
    let isShown = true;
    const look = () => void draftsHere(userId).then((found) => isShown && setDrafts(found));
    look();
    window.addEventListener('storage', look);
    window.addEventListener('focus', look);
    return () => {
      isShown = false;
      window.removeEventListener('storage', look);
      window.removeEventListener('focus', look);
    };
  }, [userId, again]);
  return drafts;
}
