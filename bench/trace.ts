import { expectStatus } from './client.js';
import { requireVerified, type Databases } from './databases.js';
import type { Figure } from './figures.js';
import { ANCESTORS } from './history/deep-batch.js';
import { makeDeepBatch } from './history/make.js';
import { serviceOn, withServer } from './service.js';
import { digits, spreadOf, timesText } from './statistics.js';

const WARM_UP = 5;
const ROUNDS = 40;
const MOST_MS = 200;

/** The trace upward of a batch that ten thousand others went into, as the recycler sees it. */
export async function benchTrace(databases: Databases): Promise<Figure[]> {
  const database = await databases.empty('trace');
  const batchId = await makeDeepBatch(database);
  await requireVerified(database.path);
  const path = `/api/v1/batches/${batchId}/trace?direction=up`;
  const { times, processorMs } = await withServer(serviceOn(database.path), async (server) => {
    const trace = async (): Promise<number> => {
      const answer = expectStatus(await server.client.get(path, database.setting.recycler.token), 200);
      requireAncestors(answer.text);
      return answer.ms;
    };
    for (let round = 0; round < WARM_UP; round += 1) await trace();
    const before = server.processorMs();
    const measured: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) measured.push(await trace());
    return { times: measured, processorMs: (server.processorMs() - before) / ROUNDS };
  });
  const spread = spreadOf(times);
  return [
    {
      what: `trace of a batch with ${digits(ANCESTORS)} ancestors`,
      figure: timesText(spread, processorMs),
      ...{ goal: `under ${MOST_MS} ms`, met: spread.median < MOST_MS },
    },
  ];
}

function requireAncestors(text: string): void {
  const { batches } = JSON.parse(text) as { batches: readonly unknown[] };
  if (batches.length < ANCESTORS) throw new Error(`The trace names ${batches.length} batches, not ${ANCESTORS}.`);
}
