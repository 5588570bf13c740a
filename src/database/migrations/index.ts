import { Foundation1790000000000 } from './1790000000000-foundation.js';
import { PartiesAndIdentity1790000100000 } from './1790000100000-parties-and-identity.js';
import { Ledger1790000300000 } from './1790000300000-ledger.js';

/** All migrations, in their order. One that has landed is never edited. */
export const migrations = [Foundation1790000000000, PartiesAndIdentity1790000100000, Ledger1790000300000] as const;
