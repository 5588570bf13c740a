import { v7 } from 'uuid';
import type { Act, Entering } from '../../src/domain/acts/act.js';
import type { FoundAssay } from '../../src/domain/acts/assay.js';
import type { CompositionPpm } from '../../src/domain/matter/composition.js';
import { momentAt, type Moment } from '../../src/domain/measure/events.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import type { PlayedPlace } from '../../test/support/play.js';
import { Chance } from '../../test/support/chance.js';
import { PlayedActs } from '../../test/support/played-acts.js';
import type { Setting, Side } from './setting.js';

/** An act is in the books so long after it happened. */
const RECORDED_AFTER_MS = 10 * 60_000;

/** Running numbers keep identifiers apart, so that their random end may be the same for all. */
const TAIL = new Uint8Array(16);

/** Where a history plays: its parties, chance that falls the same way every time, and what has been decided until now. */
export class Stage extends PlayedActs {
  readonly chance = new Chance();
  private readonly sides: readonly Side[];
  private acts: Act[] = [];
  private sequence = 0;
  private acting: Side;
  private at = 0;

  constructor(readonly setting: Setting) {
    const sides = [setting.plant, setting.recycler];
    super([setting.agreement], new Map(sides.map(({ site, partyId }) => [site.id, partyId])), catalogue);
    this.sides = sides;
    this.acting = setting.plant;
  }

  /** Whoever acts from now on, and when. */
  turnTo(side: Side, at: number): this {
    this.acting = side;
    this.at = at;
    return this;
  }

  override place(siteId: string): PlayedPlace {
    return { ...super.place(siteId), ...this.sides.find(({ site }) => site.id === siteId)?.site };
  }

  /** Identifiers are made as if it were the time at which an act is entered; those who play need not name any. */
  override by(): Entering {
    const now = this.at + RECORDED_AFTER_MS;
    const newId = (): string => {
      this.sequence = (this.sequence + 1) % 0x7fff_ffff;
      return v7({ msecs: now, seq: this.sequence, random: TAIL });
    };
    return { userId: this.acting.userId, now, newId };
  }

  override found(compositionPpm: CompositionPpm): FoundAssay {
    return { ...super.found(compositionPpm), sampledAt: this.at };
  }

  override enact(act: Act, before: readonly Act[] = []): Act {
    this.acts.push(act);
    return super.enact(act, before);
  }

  /** What has been decided since it was last taken. A story that is over is never built upon again. */
  take(): Act[] {
    const { acts } = this;
    this.acts = [];
    this.forget();
    return acts;
  }

  protected next(): Moment {
    return this.now();
  }

  protected now(): Moment {
    return momentAt(this.at, this.acting.site.timeZone);
  }
}
