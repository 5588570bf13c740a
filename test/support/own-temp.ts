import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for temporary files that nobody else uses, until it is given back. */
export async function ownTemp(): Promise<{ readonly folder: string; readonly giveBack: () => Promise<void> }> {
  const before = process.env['TMPDIR'];
  const folder = await mkdtemp(join(tmpdir(), 'own-'));
  process.env['TMPDIR'] = folder;
  const giveBack = async (): Promise<void> => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(folder, { recursive: true });
  };
  return { folder, giveBack };
}
