import { dirname, resolve } from 'node:path';
import ts from 'typescript';

/*
 * A new kind is a row in one table, and the compiler names every other place: here it is tried. Each trial puts a new member
 * into a closed union, in memory only, and asks both programs, the service's with its tests and the browser's, where that
 * does not compile. A place that no longer fails would be forgotten.
 */

interface Trial {
  readonly what: string;
  /** What is written where, in place of what. */
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  /** Files that must fail to compile. */
  readonly fails: readonly string[];
}

const TRIALS: readonly Trial[] = [
  {
    what: 'a kind of disposition',
    edits: [
      {
        file: 'src/domain/acts/dispositions.ts',
        from: "  'sold-elsewhere': {\n",
        to: `  'given-away': {
    account: 'world:given-away',
    status: 'given-away',
    staysInside: false,
    isUnseen: false,
    recycled: 'recycled-disposed',
  },
  'sold-elsewhere': {\n`,
      },
    ],
    fails: [
      'src/domain/acts/dispositions.ts',
      'src/modules/reports/trace-uses.ts',
      'src/web/screens/batches/disposition-form.tsx',
      'src/web/screens/batches/texts.en.ts',
    ],
  },
  {
    what: 'a status of a batch',
    edits: [
      {
        file: 'src/domain/acts/batch-life.ts',
        from: "  'sold-elsewhere',\n",
        to: "  'sold-elsewhere',\n  'given-away',\n",
      },
    ],
    fails: ['src/web/i18n/en/status.ts'],
  },
  {
    what: 'a column of the report',
    edits: [{ file: 'src/domain/books/rungs.ts', from: "  'intermediate',\n", to: "  'intermediate',\n  'lent',\n" }],
    fails: [
      'src/domain/reports/circularity-report.ts',
      'src/domain/reports/figures.ts',
      'src/domain/reports/report-text.ts',
      'src/domain/sight/hidden-report.ts',
      'src/web/i18n/de/reports.ts',
      'src/web/i18n/en/reports.ts',
    ],
  },
  {
    what: 'a property of a stream',
    edits: [
      {
        file: 'src/domain/matter/catalogue.ts',
        from: '  readonly hazardNote: string;\n',
        to: '  readonly hazardNote: string;\n  readonly colour: string;\n',
      },
    ],
    fails: ['src/domain/matter/catalogue.ts', 'src/modules/catalogue/catalogue.dto.ts', 'src/web/data/catalogue.ts'],
  },
];

const CONFIGS = ['tsconfig.json', 'src/web/tsconfig.json'];

/** The files of a program that do not compile, with how many faults each has. */
function faultsOf(config: string, edited: ReadonlyMap<string, string>): Map<string, number> {
  const { config: raw } = ts.readConfigFile(config, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { fileNames, options } = ts.parseJsonConfigFileContent(raw, ts.sys, dirname(resolve(config)));
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (path) => edited.get(resolve(path)) ?? read(path);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, version, ...rest) => {
    const text = edited.get(resolve(path));
    return text === undefined ? getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version, true);
  };
  const program = ts.createProgram(fileNames, { ...options, noEmit: true }, host);
  const faults = new Map<string, number>();
  for (const { file } of program.getSemanticDiagnostics()) {
    if (!file) continue;
    const path = resolve(file.fileName).slice(process.cwd().length + 1);
    faults.set(path, (faults.get(path) ?? 0) + 1);
  }
  return faults;
}

function editedText({ file, from, to }: Trial['edits'][number], text: string): string {
  if (!text.includes(from)) throw new Error(`${file} no longer holds what the trial replaces: ${from}`);
  return text.replace(from, to);
}

const edited = new Map<string, string>();
for (const edit of TRIALS.flatMap(({ edits }) => edits)) {
  const path = resolve(edit.file);
  edited.set(path, editedText(edit, edited.get(path) ?? ts.sys.readFile(path) ?? ''));
}
// All trials at once: a program takes its time.
const faults = new Map(CONFIGS.flatMap((config) => [...faultsOf(config, edited)]));
for (const [file, count] of [...faults].sort(([a], [b]) => (a < b ? -1 : 1))) {
  process.stdout.write(`${file}: ${count}\n`);
}
for (const { what, fails } of TRIALS) {
  for (const file of fails.filter((one) => !faults.has(one))) {
    process.stderr.write(`${what} would be forgotten in ${file}\n`);
    process.exitCode = 1;
  }
}
