import type { EntityManager } from 'typeorm';
import { runSql } from '../../database/index.js';
import type { AgreementFacts, AgreementVersion } from '../../domain/agreement/agreement.js';
import { latestSigned, versionOn } from '../../domain/agreement/agreement.js';
import type { AgreementSides } from '../../domain/agreement/sides.js';
import type { Day } from '../../domain/measure/time.js';
import { loadAgreements, type StoredAgreement } from '../agreements/index.js';
import type { Findings } from '../ledger/index.js';

/** A site, as far as what happens there depends on it. */
interface SiteLine {
  readonly id: string;
  readonly partyId: string;
  readonly timeZone: string;
}

/** Sites and agreements are few beside what happens at and under them: they are read once. */
export class Facts {
  private constructor(
    readonly manager: EntityManager,
    readonly findings: Findings,
    readonly sites: ReadonlyMap<string, SiteLine>,
    readonly agreements: ReadonlyMap<string, StoredAgreement>,
  ) {}

  static async read(manager: EntityManager, findings: Findings): Promise<Facts> {
    const sites = await runSql<SiteLine>(manager, 'SELECT "id", "partyId", "timeZone" FROM "site"');
    const agreements = new Map<string, StoredAgreement>();
    for await (const ids of pagesOf(manager, 'agreement')) {
      for (const stored of await loadAgreements(manager, ids)) agreements.set(stored.row.id, stored);
    }
    return new Facts(manager, findings, new Map(sites.map((site) => [site.id, site])), agreements);
  }

  holderAt(siteId: string): string | null {
    return this.sites.get(siteId)?.partyId ?? null;
  }

  agreement(id: string | null): AgreementFacts | null {
    return (id !== null && this.agreements.get(id)?.facts) || null;
  }

  version(id: string | null, number: number | null): AgreementVersion | null {
    return this.agreement(id)?.versions.find(({ version }) => version === number) ?? null;
  }

  /** The parties of all agreements, with the processors of the version in force on a day, else of the latest signed one. */
  sidesOn(day: Day): ReadonlyMap<string, AgreementSides> {
    const known = this.sides.get(day);
    if (known) return known;
    const sides = new Map<string, AgreementSides>();
    for (const { facts } of this.agreements.values()) {
      const { id, generatorId, recyclerId } = facts;
      const version = versionOn(facts, day) ?? latestSigned(facts);
      sides.set(id, { id, generatorId, recyclerId, processorIds: version?.terms.processorIds ?? [] });
    }
    this.sides.set(day, sides);
    return sides;
  }

  private readonly sides = new Map<Day, ReadonlyMap<string, AgreementSides>>();
}

/** What cannot even be read again is found as such, and the rest is verified all the same. */
export async function guarded(
  { findings }: Pick<Facts, 'findings'>,
  of: { readonly table: string; readonly key: Readonly<Record<string, unknown>> },
  verify: () => void | Promise<void>,
): Promise<void> {
  try {
    await verify();
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const check = 'what is stored can be read and worked out again';
    findings.compare({ code: 'unreadable', check, ...of, expected: 'something that fits together', found });
  }
}

const AT_ONCE = 50;

/** The ids of a table that meet a condition, a page at a time and in their order, so that memory stays flat. */
export async function* pagesOf(
  manager: EntityManager,
  table: string,
  { where = '1 = 1', atOnce = AT_ONCE }: { readonly where?: string; readonly atOnce?: number } = {},
): AsyncGenerator<string[]> {
  for (let after = ''; ;) {
    const lines = await runSql<{ id: string }>(
      manager,
      `SELECT "id" FROM "${table}" WHERE "id" > ? AND ${where} ORDER BY "id" LIMIT ${atOnce}`,
      [after],
    );
    const last = lines.at(-1);
    if (!last) return;
    yield lines.map(({ id }) => id);
    after = last.id;
  }
}

/** Rows by what tells them apart. */
export function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
