import { setTimeout } from 'node:timers/promises';
import type { Databases } from '../databases.js';
import { atMost, type Figure } from '../figures.js';
import { Play } from '../play.js';
import { serviceOn, withServer } from '../service.js';
import { digits, spreadOf } from '../statistics.js';
import { byProductsFile } from './by-products.js';
import { FileDesk } from './desk.js';

/** People and machines who log while a file is looked at and booked. */
const OTHERS_PER_SECOND = 20;
const ALONE_MS = 15_000;
const MOST_ROWS = 50_000;

/** Others log at a steady rate, alone and while a file is looked at and booked. */
export async function besideOthers(databases: Databases, most: number): Promise<Figure[]> {
  const rows = Math.min(most, MOST_ROWS);
  const database = await databases.empty('import-others');
  const file = await byProductsFile('csv', 'OTHERS', rows, database.path.replace('.sqlite', '.csv'));
  return withServer(serviceOn(database.path), async (server) => {
    const play = new Play(server, database, 'this build');
    await steadily(play, setTimeout(ALONE_MS / 3));
    const alone = spreadOf(await steadily(play, setTimeout(ALONE_MS)));
    const timed = new FileDesk(server, database).whole('csv', file, rows);
    const besides = spreadOf(await steadily(play, timed));
    const { lookingMs, bookingMs } = await timed;
    const what = `logging ${OTHERS_PER_SECOND} a second beside an import of ${digits(rows)} rows, p99 to that without`;
    const detail = `${digits(besides.p99)} ms to ${digits(alone.p99)} ms, medians ${digits(besides.median)} and ${digits(alone.median)} ms`;
    const rate = (rows * 1000) / bookingMs;
    return [
      {
        what: `${digits(rows)} by-products while others log, booking`,
        figure: `${digits(rate)} a second, looking to booking ${digits(lookingMs / bookingMs)}`,
      },
      atMost(what, besides.p99 / alone.p99, 5, detail),
    ];
  });
}

/** Whatever is still under way: a slow answer must not hide the wait of those behind it. */
async function steadily(play: Play, until: Promise<unknown>): Promise<number[]> {
  let isOver = false;
  const ended = until.finally(() => (isOver = true));
  const all: Promise<number>[] = [];
  const startedAt = performance.now();
  for (let number = 0; !isOver; number += 1) {
    const dueAt = startedAt + (number * 1000) / OTHERS_PER_SECOND;
    await setTimeout(Math.max(0, dueAt - performance.now()));
    all.push(play.log().then(() => performance.now() - dueAt));
  }
  await ended;
  return Promise.all(all);
}
