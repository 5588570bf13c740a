import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rewriteBooks, type PostingChange, type StoredPosting } from './rewrite.js';

const FORMER = ['world:generation', 'world:charged', 'world:reused'];
const STOCK = 'stock:';
const WIP = 'wip:';

/**
 * What goes into production at a site and what comes out of it meet in one account: its work in progress. Until now they
 * were three places in the world, which nothing joined.
 */
export class WorkInProgress1790001600000 implements MigrationInterface {
  name = 'WorkInProgress1790001600000';

  async up(runner: QueryRunner): Promise<void> {
    await rewriteBooks(runner, this.name, { postings: (page) => Promise.resolve(page.map(intoProduction)) });
  }

  async down(runner: QueryRunner): Promise<void> {
    await rewriteBooks(runner, this.name, { postings: (page) => Promise.resolve(page.map(apart)) });
  }
}

/** The other side of each such posting is the stock of the site. */
function intoProduction({ fromAccount, toAccount }: StoredPosting): PostingChange | null {
  if (FORMER.includes(fromAccount)) return { fromAccount: toAccount.replace(STOCK, WIP) };
  return FORMER.includes(toAccount) ? { toAccount: fromAccount.replace(STOCK, WIP) } : null;
}

function apart({ fromAccount, toAccount, counts }: StoredPosting): PostingChange | null {
  const former = /^consumed/.test(counts)
    ? 'world:charged'
    : /^reused/.test(counts)
      ? 'world:reused'
      : 'world:generation';
  if (fromAccount.startsWith(WIP)) return { fromAccount: former };
  return toAccount.startsWith(WIP) ? { toAccount: former } : null;
}
