import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..');
const BOOKS = ['posting', 'balance', 'account_total', 'measure_total', 'entry_subject'];
const ROWS = ['PostingRow', 'BalanceRow', 'AccountTotalRow', 'MeasureTotalRow', 'EntrySubjectRow'];

const WRITTEN = new RegExp(`\\b(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\\s+"?(${BOOKS.join('|')})\\b`, 'gi');
/** What the database's helpers, entity managers and repositories write by, and the benchmarks' collections of rows. */
const WRITERS = /^(insert|update|upsert|save|delete|remove|change|add|rowsOf)(Rows|Entities|Values)?$/;

/** The module that writes the books, and the changes of tables, which come before there are any. */
const MAY_WRITE = ['src/modules/ledger/', 'src/database/migrations/'];
/** Who tampers on purpose, to see it refused or found, and the floor that the service's speed is held against. */
const TAMPERS = [
  'bench/bare/rows.ts',
  'test/cli.spec.ts',
  'test/country.spec.ts',
  'test/ledger.spec.ts',
  'test/one-writer.spec.ts',
  'test/rewrite.spec.ts',
  'test/support/tampering-cases.ts',
  'test/verify.spec.ts',
];

/**
 * The tables of the books that a source writes, by SQL, by the table's name or by the class of its rows.
 *
 * @param namesOnly whether a table that is only named is not written: the service's checks say where something differs
 */
function writtenIn(text: string, namesOnly = true): string[] {
  const found = new Set<string>();
  if (![...BOOKS, ...ROWS].some((name) => text.includes(name))) return [];
  const visit = (node: ts.Node, isWriting: boolean): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      for (const [, table] of node.text.matchAll(WRITTEN)) found.add((table ?? '').toLowerCase());
      if ((isWriting || (!namesOnly && isNamed(node))) && BOOKS.includes(node.text)) found.add(node.text);
    }
    if (isWriting && ts.isIdentifier(node)) ROWS.filter((row) => row === node.text).forEach((row) => found.add(row));
    const writes = isWriting || (ts.isCallExpression(node) && WRITERS.test(calledBy(node)));
    ts.forEachChild(node, (child) => visit(child, writes));
  };
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true), false);
  return [...found].sort();
}

/** Whether it stands as `table: 'name'`. */
function isNamed({ parent }: ts.Node): boolean {
  return ts.isPropertyAssignment(parent) && parent.name.getText() === 'table';
}

function calledBy({ expression }: ts.CallExpression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}

function sources(): { readonly path: string; readonly text: string }[] {
  const paths = ['src', 'bench', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(ROOT, folder, name)),
  );
  return paths
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }));
}

describe('the books', () => {
  it('are seen to be written by SQL, by name and by class', () => {
    expect(writtenIn('tx.query(`UPDATE "balance" SET "massMg" = 1 WHERE ${where}`);')).toEqual(['balance']);
    expect(writtenIn('tx.query(`DELETE FROM posting`); tx.query(`INSERT INTO "entry_subject" VALUES (1)`);')).toEqual([
      'entry_subject',
      'posting',
    ]);
    expect(writtenIn(`insertRows(tx, { table: 'measure_total', columns, rows });`)).toEqual(['measure_total']);
    expect(writtenIn('insertEntities(tx, PostingRow, rows); tx.update(EntrySubjectRow, { id }, change);')).toEqual([
      'EntrySubjectRow',
      'PostingRow',
    ]);
    expect(writtenIn(`const check = { table: 'posting' };`, false)).toEqual(['posting']);
    expect(writtenIn('manager.getRepository(AccountTotalRow).save(row);')).toEqual(['AccountTotalRow']);
  });

  it('may be read by all', () => {
    expect(writtenIn('tx.query(`SELECT "massMg" FROM "balance" WHERE "updated" = 1`);')).toEqual([]);
    expect(writtenIn(`tx.findBy(PostingRow, { entryId }); const check = { table: 'posting' };`)).toEqual([]);
    expect(writtenIn('const seen = new Map<string, PostingRow>(); tx.insert(EntryRow, entry);')).toEqual([]);
  });

  it('are written by the ledger alone', () => {
    const others = sources().filter(({ path }) => !MAY_WRITE.some((folder) => path.startsWith(folder)));
    const writers = others.filter(({ path, text }) => writtenIn(text, path.startsWith('src/')).length > 0);
    expect(writers.map(({ path }) => path).sort()).toEqual(TAMPERS);
  });
});
