import { v7 } from 'uuid';
import { Clock } from '../../common/clock.js';
import { Ids } from '../../common/ids.js';
import { shiftedDay, type Period } from '../../domain/measure/time.js';
import { chance } from './variation.js';

/** The parties are entered some weeks before the year begins. */
const BEGINS_DAYS_BEFORE = 24;

/**
 * Tells the time of the story while it is loaded, so that everything is recorded on the day on which it has happened. Once the
 * story has ended it is the real clock; where that lies before the story's end, time goes on from there, since a service
 * whose clock goes back would hold its newest entries for ones of the future.
 */
export class StoryClock extends Clock {
  private endedAt: number | null = null;

  /** A clock that is about to tell a story of the period. */
  static before({ from }: Period): StoryClock {
    return new StoryClock(Date.parse(`${shiftedDay(from, -BEGINS_DAYS_BEFORE)}T15:00:00Z`));
  }

  constructor(private time: number) {
    super();
  }

  /** @throws RangeError where the story would go back in time */
  tell(time: number): void {
    if (time < this.time) throw new RangeError(`The story goes back to ${new Date(time).toISOString()}.`);
    this.time = time;
  }

  end(): void {
    this.endedAt = super.now();
  }

  get isTelling(): boolean {
    return this.endedAt === null;
  }

  override now(): number {
    if (this.endedAt === null) return this.time;
    const real = super.now();
    return Math.max(real, this.time + real - this.endedAt);
  }
}

const RANDOM_BYTES = 16;

/** The same ids every time while a story of the same days is told. Afterwards none can be foretold. */
export class StoryIds extends Ids {
  private count = 0;

  constructor(private readonly clock: StoryClock) {
    super();
  }

  override next(): string {
    const msecs = this.clock.now();
    if (!this.clock.isTelling) return v7({ msecs });
    this.count += 1;
    const random = Uint8Array.from({ length: RANDOM_BYTES }, (_, index) =>
      Math.floor(256 * chance(`${this.count} ${index}`)),
    );
    return v7({ msecs, seq: this.count, random });
  }
}
