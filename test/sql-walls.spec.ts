import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const MODULES = join(import.meta.dirname, '../src/modules');

/** Who sees what, and what adds up, is asked of all tables; whether all fits together, too. */
const MAY_READ_ANY = ['sight', 'reports', 'verification'];

interface Source {
  readonly module: string;
  readonly name: string;
  readonly text: string;
}

/** What a source names: tables by text, and classes of rows as values. */
interface Names {
  readonly tables: ReadonlySet<string>;
  readonly rows: ReadonlySet<string>;
}

function sources(): Source[] {
  return readdirSync(MODULES).flatMap((module) =>
    readdirSync(join(MODULES, module))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => ({ module, name, text: readFileSync(join(MODULES, module, name), 'utf8') })),
  );
}

/** The tables of a module and their classes: it owns those whose entity class stands in its folder. */
function ownersOf(all: readonly Source[]): ReadonlyMap<string, string> {
  const entities = all.filter(({ name }) => name.endsWith('.entity.ts'));
  return new Map(
    entities.flatMap(({ module, text }) =>
      [...text.matchAll(/export const (\w+) = tableOf<[^]*?>\(\s*'(\w+)'/g)].flatMap(([, row, table]) => [
        [table ?? '', module] as const,
        [row ?? '', module] as const,
      ]),
    ),
  );
}

/**
 * Tables stand in double quotes in SQL, and as `table: 'name'` where rows are written. A class of rows that stands elsewhere
 * than in a type is asked for.
 */
function namesIn(text: string): Names {
  const [tables, rows] = [new Set<string>(), new Set<string>()];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node) && node.text.endsWith('Row')) rows.add(node.text);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      for (const [, table] of node.text.matchAll(/"(\w+)"/g)) tables.add(table ?? '');
      if (ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'table') tables.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true));
  return { tables, rows };
}

/** What of others a source names, in order. */
function foreignIn({ module, text }: Pick<Source, 'module' | 'text'>, owners: ReadonlyMap<string, string>): string[] {
  const { tables, rows } = namesIn(text);
  return [...tables, ...rows].filter((name) => (owners.get(name) ?? module) !== module).sort();
}

describe('the walls between modules', () => {
  const all = sources();
  const owners = ownersOf(all);

  it('have a table on one side each', () => {
    expect(owners.get('shipment_line')).toBe('shipments');
    expect(owners.get('ShipmentLineRow')).toBe('shipments');
    expect(owners.get('batch_party')).toBe('sight');
    expect(owners.get('posting')).toBe('ledger');
    expect(new Set(owners.values())).toEqual(
      new Set(readdirSync(MODULES).filter((name) => !['catalogue', 'reports', 'verification'].includes(name))),
    );
  });

  it('are found where SQL or a class of rows goes through', () => {
    const seen = (text: string): string[] => foreignIn({ module: 'batches', text }, owners);
    expect(seen('const sql = `SELECT "id" FROM "shipment" "h" WHERE "h"."id" = ${id}`;')).toEqual(['shipment']);
    expect(seen('const sql = `${start} JOIN "run" "r" ${more} JOIN "posting" "p"`;')).toEqual(['posting', 'run']);
    expect(seen(`insertRows(tx, { table: 'entry', columns });`)).toEqual(['entry']);
    expect(seen('tx.findBy(EntryRow, { id });')).toEqual(['EntryRow']);
    expect(seen('const entry = (row: EntryRow): EntryRow[] => [row];')).toEqual([]);
    expect(seen('const sql = `SELECT "id" FROM "batch"`; tx.findBy(BatchRow, { id });')).toEqual([]);
  });

  it('are kept: a module asks only its own tables', () => {
    const broken = all
      .filter(({ module, name }) => !MAY_READ_ANY.includes(module) && !name.endsWith('.entity.ts'))
      .flatMap((source) => foreignIn(source, owners).map((name) => `${source.module}/${source.name}: ${name}`));
    expect(broken).toEqual([]);
  });
});

describe('the names of the house', () => {
  it('mean one thing each', () => {
    const folders = ['common', 'database', 'domain', 'modules'].map((name) =>
      join(import.meta.dirname, '../src', name),
    );
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
        .map((name) => readFileSync(join(folder, name), 'utf8')),
    );
    const exported = /^export (?:abstract )?(?:async )?(?:function|const|class|interface|type) (\w+)/gm;
    const names = files.flatMap((text) => [...new Set([...text.matchAll(exported)].map(([, name]) => name ?? ''))]);
    expect(names).toContain('seersOf');
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
