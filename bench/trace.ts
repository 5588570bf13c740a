import { expectStatus } from './client.js';
import { requireVerified, type Build, type Databases } from './databases.js';
import { atMost, type Figure } from './figures.js';
import type { PlayedDatabase } from './first.js';
import { ANCESTORS } from './history/load.js';
import { withPlays } from './play.js';
import { withServers, type Server } from './service.js';
import { digits } from './statistics.js';
import { timesOf, timesText, type Times } from './turns.js';

const WARM_UP = 5;
const ROUNDS = 25;
const CHAIN = 400;
/** To the time of the first build. */
const MOST_RATIO = 0.25;

/** The traces of a batch that ten thousand others went into, and of both ends of a long chain, as the recycler sees them. */
export async function benchTrace(databases: Databases): Promise<Figure[]> {
  return [...(await deepBatch(databases)), ...(await chain(databases))];
}

/** A trace to ask a build for. */
interface Asked {
  readonly build: string;
  readonly server: Server;
  readonly token: string;
  readonly path: string;
  /** So many batches it has to name. */
  readonly batches: number;
}

async function deepBatch({ builds }: Databases): Promise<Figure[]> {
  const made: { readonly build: Build; readonly database: PlayedDatabase }[] = [];
  for (const build of builds) made.push({ build, database: await build.deepBatch() });
  const [own] = made;
  if (own) await requireVerified(own.database.path);
  return withServers(
    made.map(({ build, database }) => build.serviceOn(database.path)),
    (servers) => {
      const asked = servers.flatMap((server, index): Asked[] => {
        const one = made[index];
        if (!one) return [];
        const { batchId, setting } = one.database;
        const path = `/api/v1/batches/${batchId}/trace?direction=up`;
        return [{ build: one.build.name, server, path, token: setting.recycler.token, batches: ANCESTORS }];
      });
      return compare(`trace of a batch with ${digits(ANCESTORS)} ancestors`, asked, MOST_RATIO);
    },
  );
}

/** Each of the runs makes a lot of the one before. */
async function chain(databases: Databases): Promise<Figure[]> {
  return withPlays(databases, 'chain', async (plays) => {
    const [down, up]: [Asked[], Asked[]] = [[], []];
    for (const play of plays) {
      const { id: firstId } = await play.log();
      await play.receive(await play.dispatch([firstId]), [firstId]);
      let lastId = firstId;
      for (let run = 0; run < CHAIN; run += 1) lastId = (await play.run([lastId], 700 - run)).id;
      const { build, server, database } = play;
      const asked = { build, server, token: database.setting.recycler.token, batches: CHAIN };
      down.push({ ...asked, path: `/api/v1/batches/${firstId}/trace?direction=down` });
      up.push({ ...asked, path: `/api/v1/batches/${lastId}/trace?direction=up` });
    }
    return [
      ...(await compare(`trace downward through a chain of ${CHAIN} runs`, down, MOST_RATIO)),
      ...(await compare(`trace upward through a chain of ${CHAIN} runs`, up)),
    ];
  });
}

/** Turn by turn, this build first; the goal is for its time to that of the first build. */
async function compare(what: string, asked: readonly Asked[], mostRatio?: number): Promise<Figure[]> {
  const times: readonly Times[] = await timesOf(asked, { warmUp: WARM_UP, rounds: ROUNDS }, timed);
  const figures = times.map((one, index): Figure => {
    return { what: `${what}, ${asked[index]?.build ?? ''}`, figure: timesText(one) };
  });
  const [own, first] = times;
  if (own && first && mostRatio !== undefined) {
    const others = `least ${digits(own.least / first.least)}, processor ${digits(own.costMs / first.costMs)}`;
    figures.push(atMost(`${what}, to the first build`, own.median / first.median, mostRatio, others));
  }
  return figures;
}

async function timed({ server, token, path, batches }: Asked): Promise<number> {
  const answer = expectStatus(await server.client.get(path, token), 200);
  const named = (JSON.parse(answer.text) as { batches: readonly unknown[] }).batches.length;
  if (named < batches) throw new Error(`The trace names ${named} batches, not ${batches}.`);
  return answer.ms;
}
