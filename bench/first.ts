import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { runNode } from './children.js';
import type { BenchDatabase } from './history/setting.js';
import { serviceOn, type Program } from './service.js';

/** The first build of this program that had all of its parts. */
const COMMIT = '234881b';
const FOLDER = 'var/bench/first';
const TYPESCRIPT = [
  '--max-semi-space-size=64',
  '--import',
  './test/support/typescript.js',
  '--input-type=module',
  '-e',
];

/** What is played into its databases by its own code, as modules of its own: each prints what it made. */
const PLAYS = {
  empty: `import { enterSetting } from './bench/history/setting.ts';
    const path = process.argv[1];
    console.log(JSON.stringify({ path, setting: await enterSetting(path) }));`,
  history: `import { enterSetting } from './bench/history/setting.ts';
    import { makeHistory } from './bench/history/make.ts';
    const database = { path: process.argv[1], setting: await enterSetting(process.argv[1]) };
    await makeHistory(database, Number(process.argv[2]));
    console.log(JSON.stringify(database));`,
  deepBatch: `import { enterSetting } from './bench/history/setting.ts';
    import { makeDeepBatch } from './bench/history/make.ts';
    const database = { path: process.argv[1], setting: await enterSetting(process.argv[1]) };
    console.log(JSON.stringify({ ...database, batchId: await makeDeepBatch(database) }));`,
} as const;

/** A database of a history, and the batch that was made last, where that is what it is for. */
export type PlayedDatabase = BenchDatabase & { readonly batchId: string };

/** The first build, from its commit, with databases of its own: what a figure was, on the same machine in the same run. */
export class FirstBuild {
  private constructor(private readonly folder: string) {}

  /** Checks it out and builds it, once. @returns why it cannot be had, where it cannot */
  static get(): FirstBuild | string {
    if (!existsSync(FOLDER)) {
      try {
        execFileSync('git', ['cat-file', '-e', `${COMMIT}^{commit}`], { stdio: 'ignore' });
      } catch {
        return `there is no git here that has its commit ${COMMIT}`;
      }
      build();
    }
    return new FirstBuild(resolve(FOLDER));
  }

  serviceOn(path: string): Program {
    return { ...serviceOn(path), cwd: this.folder };
  }

  /** Lets its own code make a database, of which it tells. */
  async play(what: keyof typeof PLAYS, path: string, ...more: readonly string[]): Promise<PlayedDatabase> {
    return JSON.parse(await runNode([...TYPESCRIPT, PLAYS[what], path, ...more], this.folder)) as PlayedDatabase;
  }
}

/** With the libraries of this build: it asks for the same. Whole under another name first, so that half of it is never taken. */
function build(): void {
  const making = `${FOLDER}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const archive = execFileSync('git', ['archive', COMMIT], { maxBuffer: 1 << 30 });
  execFileSync('tar', ['-x', '-C', making], { input: archive });
  symlinkSync(resolve('node_modules'), `${making}/node_modules`);
  execFileSync(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build'], { cwd: making, stdio: 'ignore' });
  renameSync(making, FOLDER);
}
