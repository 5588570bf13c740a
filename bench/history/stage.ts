import type { Act, Entering } from '../../src/domain/acts/act.js';
import type { FoundAssay } from '../../src/domain/acts/assay.js';
import type { Entry } from '../../src/domain/acts/records.js';
import type { CompositionPpm } from '../../src/domain/matter/composition.js';
import { momentAt, type Moment } from '../../src/domain/measure/events.js';
import { Simulation } from '../../test/support/simulate.js';
import { v7 } from 'uuid';
import { Chance } from './chance.js';
import type { Setting, Side } from './setting.js';

/** An act is in the books so long after it happened. */
const RECORDED_AFTER_MS = 10 * 60_000;

/** Running numbers keep identifiers apart, so that their random end may be the same for all. */
const TAIL = new Uint8Array(16);

/** Where a history plays: its parties, chance that falls the same way every time, and what has been decided until now. */
export class Stage {
  readonly chance = new Chance();
  readonly books: Simulation;
  private acts: Act[] = [];
  private sequence = 0;

  constructor(readonly setting: Setting) {
    this.books = new Simulation(new Map([[setting.agreement.id, setting.agreement]]));
  }

  moment({ site }: Side, at: number): Moment {
    return momentAt(at, site.timeZone);
  }

  /** Who enters what happened at a time, a little later; identifiers are made as if it were then. */
  by({ userId }: Side, at: number): Entering {
    const now = at + RECORDED_AFTER_MS;
    const newId = (): string => {
      this.sequence = (this.sequence + 1) % 0x7fff_ffff;
      return v7({ msecs: now, seq: this.sequence, random: TAIL });
    };
    return { userId, now, newId };
  }

  /** What the own laboratory of a side finds, in parts per million. */
  found(at: number, compositionPpm: CompositionPpm): FoundAssay {
    return {
      laboratory: 'Own laboratory',
      method: 'ICP-OES',
      reportNo: null,
      reportKey: null,
      sampledAt: at,
      compositionPpm,
      given: null,
      belowLimit: null,
      expandedUncertainty: null,
    };
  }

  /** Takes an act into the history. @returns its entry */
  enact(act: Act): Entry | null {
    this.books.apply(act);
    this.acts.push(act);
    return act.entry;
  }

  /** What has been decided since it was last taken. A story that is over is never built upon again. */
  take(): Act[] {
    const { acts } = this;
    this.acts = [];
    this.books.forget();
    return acts;
  }
}
