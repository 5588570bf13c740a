import type { Catalogue } from '../../domain/matter/catalogue.js';
import { elementMassesMg, type CompositionPpm } from '../../domain/matter/composition.js';
import type { Day } from '../../domain/measure/time.js';
import { instant, LAST_DAY } from './calendar.js';
import type { DemoEvent } from './events.js';
import type { DemoPlan } from './plan.js';
import { plus, type Mg, type Ppm } from '../../domain/measure/quantities.js';

/** A batch as the planning of the year sees it. */
export interface Lot {
  readonly code: string;
  /** A stream or a product of the catalogue. */
  readonly material: string;
  readonly kind: 'by-product' | 'product' | 'primary';
  /** `null` while it is on the road. */
  site: string | null;
  /** Since when it is there, or on the road. */
  since: string;
  /** What is left of it. */
  dryMg: Mg;
  /** Parts per million by formula; `null` as long as there is no assay. */
  compositionPpm: CompositionPpm | null;
  /** The dry part of its net mass, in parts per million. */
  readonly dryPpm: Ppm;
  readonly tareKg: number;
  pieces: number;
  /** Whether the plant keeps it back: it has no assay, or is what the recycler refused. */
  readonly isHeld?: boolean;
}

/** What went into the production of a site, or, below zero, came out of it as by-product. */
interface Moved {
  readonly at: string;
  readonly site: string;
  /** Of the batch. */
  readonly code: string;
  readonly dryMg: number;
}

interface Task {
  readonly at: string;
  readonly act: (at: string) => void;
}

/**
 * The year while it is being planned: what is where, and what is still to happen. Tasks are done in the order of their
 * instants and may set others for later, so that every shipment and run takes what is really there by then.
 */
export class DemoYear {
  readonly events: DemoEvent[] = [];
  readonly moved: Moved[] = [];
  private readonly lots = new Map<string, Lot>();
  private readonly tasks: Task[] = [];

  constructor(
    readonly plan: DemoPlan,
    readonly catalogue: Catalogue,
  ) {}

  /** Sets a task for an hour (UTC) of a day. What would fall into the next year is left to it. */
  on(day: Day, hourUtc: number, act: (at: string) => void): void {
    if (day > LAST_DAY) return;
    const at = instant(day, hourUtc);
    const place = this.tasks.findLastIndex((task) => task.at <= at) + 1;
    this.tasks.splice(place, 0, { at, act });
  }

  /** Does all tasks, and answers what happened. */
  run(): readonly DemoEvent[] {
    for (let task = this.tasks.shift(); task; task = this.tasks.shift()) task.act(task.at);
    return this.events;
  }

  happens(event: DemoEvent): void {
    this.events.push(event);
  }

  produces(moved: Moved): void {
    this.moved.push(moved);
  }

  keep(lot: Lot): void {
    if (this.lots.has(lot.code)) throw new Error(`The code ${lot.code} is taken.`);
    this.lots.set(lot.code, lot);
  }

  lot(code: string): Lot {
    const lot = this.lots.get(code);
    if (!lot) throw new Error(`There is no batch ${code} in the demo.`);
    return lot;
  }

  /** What is at a site, the longest there first. */
  stock(site: string, wanted: (lot: Lot) => boolean = () => true): Lot[] {
    return [...this.lots.values()]
      .filter((lot) => lot.site === site && lot.dryMg > 0 && wanted(lot))
      .sort((a, b) => (a.since === b.since ? 0 : a.since < b.since ? -1 : 1));
  }

  /** The elements in what is left of some lots, in milligrams. */
  elementsMg(lots: readonly Pick<Lot, 'code' | 'dryMg' | 'compositionPpm'>[]): Map<string, Mg> {
    const sums = new Map<string, Mg>();
    for (const { code, dryMg, compositionPpm } of lots) {
      if (!compositionPpm) throw new Error(`${code} has no assay.`);
      for (const [element, massMg] of elementMassesMg(dryMg, compositionPpm, this.catalogue)) {
        sums.set(element, plus(sums.get(element) ?? 0, massMg));
      }
    }
    return sums;
  }
}
