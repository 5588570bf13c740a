import { In, type EntityManager } from 'typeorm';
import { runSql } from '../../database/index.js';
import { turned } from '../../domain/books/ledger.js';
import { PostingRow } from './entry.entity.js';
import { postingOf, writeCounts } from './posting-text.js';
import type { Findings } from './finding.js';

const AT_ONCE = 100;
const CHECK = 'a reversal is its original turned round';

interface Reversal {
  readonly id: string;
  readonly reversesId: string;
}

/** Reads reversals a few at a time and holds them against what they reverse. */
export async function findReversals(manager: EntityManager, findings: Findings): Promise<void> {
  await findMislabelled(manager, findings);
  for (let after = ''; ;) {
    const reversals = await runSql<Reversal>(
      manager,
      `SELECT "id", "reversesId" FROM "entry" WHERE "reversesId" IS NOT NULL AND "id" > ? ORDER BY "id" LIMIT ${AT_ONCE}`,
      [after],
    );
    await compare(manager, reversals, findings);
    const last = reversals.at(-1);
    if (!last) return;
    after = last.id;
  }
}

async function findMislabelled(manager: EntityManager, findings: Findings): Promise<void> {
  const wrong = await runSql<{ id: string; kind: string }>(
    manager,
    `SELECT "id", "kind" FROM "entry" WHERE ("kind" = 'reversed') <> ("reversesId" IS NOT NULL)`,
  );
  const following = await runSql<{ id: string; kind: string }>(
    manager,
    `SELECT "e"."id", "e"."kind" FROM "entry" "e" LEFT JOIN "entry" "b" ON "b"."id" = "e"."becauseId" AND "b"."kind" = 'reversed'
      WHERE "e"."becauseId" IS NOT NULL AND ("e"."kind" <> 'assayed' OR "b"."id" IS NULL)`,
  );
  for (const { id, kind } of following) {
    findings.add({
      code: 'follows-nothing',
      check: 'what an assay says anew follows from a reversal',
      table: 'entry',
      key: `id=${id}`,
      expected: 'an assay that follows from a reversal',
      found: kind,
    });
  }
  for (const { id, kind } of wrong) {
    findings.add({
      code: 'reversal-mislabelled',
      check: 'a reversal names what it reverses, and nothing else does',
      table: 'entry',
      key: `id=${id}`,
      expected: kind === 'reversed' ? 'an entry that it reverses' : 'no entry that it reverses',
      found: kind,
    });
  }
}

async function compare(manager: EntityManager, reversals: readonly Reversal[], findings: Findings): Promise<void> {
  const ids = reversals.flatMap(({ id, reversesId }) => [id, reversesId]);
  const rows = await manager.find(PostingRow, {
    where: { entryId: In(ids) },
    order: { entryId: 'ASC', ordinal: 'ASC' },
  });
  for (const { id, reversesId } of reversals) {
    const expected = rows.filter(({ entryId }) => entryId === reversesId).map((row) => textOf(row, true));
    const found = rows.filter(({ entryId }) => entryId === id).map((row) => textOf(row, false));
    for (let ordinal = 0; ordinal < Math.max(expected.length, found.length); ordinal += 1) {
      const [want = 'no posting', have = 'no posting'] = [expected[ordinal], found[ordinal]];
      if (want === have) continue;
      findings.add({
        code: 'reversal-wrong',
        check: CHECK,
        table: 'posting',
        key: `entryId=${id} #${ordinal + 1}`,
        expected: want,
        found: have,
      });
    }
  }
}

function textOf(row: PostingRow, turn: boolean): string {
  const { counts, ...posting } = turn ? turned(postingOf(row)) : postingOf(row);
  const parts = Object.entries({ ...posting, counts: writeCounts(counts) });
  return parts.map(([name, value]) => `${name}=${value ?? '-'}`).join(' ');
}
