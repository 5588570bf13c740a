import { Foundation1790000000000 } from './1790000000000-foundation.js';

/** All migrations, in their order. One that has landed is never edited. */
export const migrations = [Foundation1790000000000] as const;
