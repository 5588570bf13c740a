import { expectStatus } from './client.js';
import { requireVerified, type Databases } from './databases.js';
import type { Figure } from './figures.js';
import { ANCESTORS } from './history/deep-batch.js';
import { makeDeepBatch } from './history/make.js';
import { serviceOn, withServer } from './service.js';
import { digits, spreadOf } from './statistics.js';

const WARM_UP = 5;
const ROUNDS = 40;
const MOST_MS = 200;

/** The trace upward of a batch that ten thousand others went into, as the recycler sees it. */
export async function benchTrace(databases: Databases): Promise<Figure[]> {
  const database = await databases.empty('trace');
  const batchId = await makeDeepBatch(database);
  await requireVerified(database.path);
  const path = `/api/v1/batches/${batchId}/trace?direction=up`;
  const times = await withServer(serviceOn(database.path), async ({ client }) => {
    const measured: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const answer = expectStatus(await client.get(path, database.setting.recycler.token), 200);
      requireAncestors(answer.text);
      if (round >= 0) measured.push(answer.ms);
    }
    return measured;
  });
  const { median, p95, least } = spreadOf(times);
  return [
    {
      what: `trace of a batch with ${digits(ANCESTORS)} ancestors`,
      figure: `median ${digits(median)} ms, p95 ${digits(p95)} ms, least ${digits(least)} ms`,
      ...{ goal: `under ${MOST_MS} ms`, met: median < MOST_MS },
    },
  ];
}

function requireAncestors(text: string): void {
  const { batches } = JSON.parse(text) as { batches: readonly unknown[] };
  if (batches.length < ANCESTORS) throw new Error(`The trace names ${batches.length} batches, not ${ANCESTORS}.`);
}
