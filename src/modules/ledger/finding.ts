import type { EntityManager } from 'typeorm';
import { runSql, type Value } from '../../database/index.js';

/** One thing in the books that is not as it must be. */
export interface Finding {
  /** What kind of fault it is: stable, for programs. */
  readonly code: string;
  /** What was checked, in words. */
  readonly check: string;
  readonly table: string;
  /** The row or group of rows, by the values of its key. */
  readonly key: string;
  readonly expected: string;
  readonly found: string;
}

/** A row or group of rows, by the columns that tell it from others. */
export type Key = Readonly<Record<string, unknown>>;

/** What a check says of a row. A value that is expected and found is in order. */
export interface Statement {
  readonly code: string;
  readonly check: string;
  readonly table: string;
  readonly key: Key;
  readonly expected: unknown;
  readonly found: unknown;
}

/** No more of one kind are listed; how many more there are is said. */
export const MOST = 100;

/** Gathers what is wrong: of each kind a limited number, so that memory stays flat however much is. */
export class Findings {
  private readonly kept = new Map<string, Finding[]>();
  private readonly left = new Map<string, Finding>();
  private readonly counts = new Map<string, number>();

  add(finding: Finding): void {
    const kind = `${finding.code}|${finding.table}`;
    const known = this.kept.get(kind) ?? [];
    this.kept.set(kind, known);
    if (known.length < MOST) known.push(finding);
    else this.leave(finding, 1);
  }

  /** Says that so many more of a kind were found than are listed. */
  leave(finding: Finding, more: number): void {
    const kind = `${finding.code}|${finding.table}`;
    this.left.set(kind, finding);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + more);
  }

  /** Adds a finding where what is found is not what is expected; both are compared as they are written. */
  compare({ expected, found, key, ...rest }: Statement): void {
    const [want, have] = [asText(expected), asText(found)];
    if (want !== have) this.add({ ...rest, key: keyText(key), expected: want, found: have });
  }

  list(): Finding[] {
    return [...this.kept].flatMap(([kind, findings]) => {
      const last = this.left.get(kind);
      if (!last) return findings;
      return [...findings, { ...last, key: '...', expected: 'none', found: `${this.counts.get(kind) ?? 0} more` }];
    });
  }
}

function keyText(key: Key): string {
  return Object.entries(key)
    .map(([name, value]) => `${name}=${asText(value)}`)
    .join(' ');
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One thing that is verified: a query for what is wrong, or code where a query cannot say it. */
export type Check = SqlCheck | ((manager: EntityManager, findings: Findings) => Promise<void>);

/** Answers a row for everything wrong, with the columns of the key, `expected` and `found`. */
export interface SqlCheck {
  readonly code: string;
  readonly check: string;
  readonly table: string;
  readonly key: readonly string[];
  readonly sql: string;
  readonly values?: readonly Value[];
}

/** Makes checks, in their order. */
export async function runChecks(manager: EntityManager, checks: readonly Check[], findings: Findings): Promise<void> {
  for (const check of checks) {
    if (typeof check === 'function') await check(manager, findings);
    else await runSqlCheck(manager, check, findings);
  }
}

async function runSqlCheck(manager: EntityManager, one: SqlCheck, findings: Findings): Promise<void> {
  const { code, check, table, key, sql, values = [] } = one;
  const lines = await runSql<Record<string, unknown>>(
    manager,
    `SELECT "wrong".*, COUNT(*) OVER () AS "all" FROM (${sql}) AS "wrong" LIMIT ${MOST}`,
    values,
  );
  for (const line of lines) {
    const named = Object.fromEntries(key.map((name) => [name, line[name]]));
    const [expected, found] = [asText(line['expected']), asText(line['found'])];
    findings.add({ code, check, table, key: keyText(named), expected, found });
  }
  const left = Number(lines[0]?.['all'] ?? 0) - lines.length;
  if (left > 0) findings.leave({ code, check, table, key: '', expected: '', found: '' }, left);
}
