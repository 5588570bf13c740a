import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Schemas } from '../api/client.js';
import { forgetAnswers } from '../device/kept.js';
import { signOut } from './session-memory.js';

export type Me = Schemas['MeAnswer'];

/** Filled by the gate before the screens. */
export const SessionContext = createContext<Me | null>(null);

/** Who has signed in. Only below the gate. */
export function useMe(): Me {
  const me = useContext(SessionContext);
  if (!me) throw new Error('Nobody has signed in here.');
  return me;
}

const WRITERS = ['admin', 'plant-operator', 'recycler-operator'];

/** What the person's role and party allow: what the screens offer; the service decides. */
export function useRights() {
  const { role, party } = useMe();
  const roles = party?.roles ?? [];
  const writes = WRITERS.includes(role);
  return {
    isPlatform: role === 'platform-admin',
    isAdmin: role === 'admin',
    isAuditor: role === 'auditor',
    isGenerator: roles.includes('generator'),
    isRecycler: roles.includes('recycler') || roles.includes('processor'),
    writes,
    writesPlant: roles.includes('generator') && (role === 'admin' || role === 'plant-operator'),
  };
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await signOut();
    // Nothing that one person saw may be left for the next one at this device.
    client.removeQueries({ type: 'inactive' });
    await client.resetQueries();
    // What was on its way meanwhile.
    forgetAnswers();
  };
}
