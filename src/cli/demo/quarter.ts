import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from '../../config/root.js';
import type { DemoDesk } from './desk.js';
import type { QuarterPlan } from './quarter-plan.js';

const FOLDER = new URL('data/demo/quarter/', ROOT);
const LOOK_AGAIN_MS = 10;

interface ImportFound {
  readonly id: string;
  readonly state: string;
  readonly wrong: number;
  readonly booked: number;
  readonly faults: readonly object[];
}

export interface ImportedFile {
  readonly file: string;
  readonly rows: number;
}

/**
 * Sends the files of the quarter one after the other: each is mapped, looked at, and booked where nothing is wrong.
 *
 * @throws Error where the service refuses, or finds a fault in a file
 */
export async function importQuarter(
  desk: DemoDesk,
  { files, by, settings, grade }: QuarterPlan,
  { siteId, onFile }: { readonly siteId: string; readonly onFile: (done: ImportedFile) => void },
): Promise<void> {
  await desk.replace(settings.by, `/sites/${siteId}/balance-settings`, settings.body);
  await desk.post(grade.by, '/grades', grade.body);
  for (const { file, kind, mapping } of files) {
    const path = `/imports?kind=${kind}&siteId=${siteId}&fileName=${encodeURIComponent(file)}`;
    const { id } = await desk.sendCsv<{ id: string }>(by, path, readFileSync(new URL(file, FOLDER)));
    await desk.put(by, `/imports/${id}/mapping`, mapping);
    const { wrong, faults } = await reached(desk, { by, id, state: 'looked' });
    if (wrong > 0) throw new Error(`${file} has ${wrong} wrong rows: ${JSON.stringify(faults)}`);
    await desk.post(by, `/imports/${id}/booking`, {});
    const { booked } = await reached(desk, { by, id, state: 'done' });
    onFile({ file, rows: booked });
  }
}

async function reached(
  desk: DemoDesk,
  { by, id, state }: { readonly by: string; readonly id: string; readonly state: string },
): Promise<ImportFound> {
  for (;;) {
    const found = await desk.get<ImportFound>(by, `/imports/${id}`);
    if (found.state === state) return found;
    await pause(LOOK_AGAIN_MS);
  }
}
