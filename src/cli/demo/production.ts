import { elementMassesMg } from '../../domain/matter/composition.js';
import { mgToKg, ofMg } from '../../domain/measure/quantities.js';
import { nextDay, previousDay, shiftedDay, type Day } from '../../domain/measure/time.js';
import { alloyOfMonthKg, plantOperator } from './by-products.js';
import { dayAfter, FIRST_DAY, instant, LAST_DAY, MONTHS, workdayIn, YEAR } from './calendar.js';
import { countOf } from './counting.js';
import type { ProductionEvent } from './events.js';
import { added, InProgress, sumKg, times, type Kg } from './in-progress.js';
import { blocksOf, contentsKg, lotOf, versionOf } from './magnet-lots.js';
import type { ProductionPlan, ReturnPlan } from './production-plan.js';
import { unevenParts } from './variation.js';
import type { DemoYear } from './year.js';

const SHOPS = ['MP1', 'MP2'] as const;
type Shop = (typeof SHOPS)[number];
/** What the alloy of the demo has of the rare earths. */
const ALLOYED = ['Nd', 'Pr', 'Dy'];
const ADMIN = 'admin@plant.example';
/** How far a week's output lies from the month's mean at most. */
const WEEKS_DIFFER = 0.08;
/** In the order of a day. */
const HOURS = { begun: 12, handedOver: 19, takenOver: 19.25, made: 19.5, ended: 20, lost: 20.5, counted: 21.5 };

/**
 * What the plant makes of the alloy in a year that has been told: blocks that go from hall to hall, magnets, what customers send
 * back, a loss, and the counts of what is in progress. By-products and charges stay as they were told; magnets are what is
 * left, so that the plant closes but for what a lorry takes along and nobody logs.
 *
 * @param daysLater by which the year is moved when it is told: counts stand at the ends of the calendar's months then
 */
export function productionOf(year: DemoYear, daysLater: number): readonly ProductionEvent[] {
  return new Production(year).told(daysLater);
}

class Production {
  private readonly events: ProductionEvent[] = [];
  private readonly plan: ProductionPlan;
  private readonly shops: Readonly<Record<Shop, InProgress>>;

  constructor(private readonly year: DemoYear) {
    this.plan = year.plan.production;
    const { waitingKg, grade } = this.plan.samariumCobalt;
    const waiting = contentsKg(waitingKg, versionOf(grade, FIRST_DAY).composition);
    this.shops = {
      MP1: new InProgress(added([this.waitingKg('MP1', 1), waiting])),
      MP2: new InProgress(this.waitingKg('MP2', 1)),
    };
  }

  told(daysLater: number): readonly ProductionEvent[] {
    this.begin();
    this.moveWhatWasTold();
    this.lose();
    for (const back of this.plan.returns) this.takeBack(back);
    for (const month of MONTHS) {
      this.handOver(month);
      this.finish(month);
      this.finishSamariumCobalt(month);
    }
    this.count(daysLater);
    return this.events;
  }

  private begin(): void {
    const at = instant(FIRST_DAY, HOURS.begun);
    const by = ADMIN;
    for (const site of SHOPS) {
      const { supplierWeights, ...rest } = this.plan.sites[site].settings;
      const body = { ...rest, supplierWeights: supplierWeights.map((name) => ({ name })) };
      this.events.push({ what: 'balance-settings', at, by, site, body });
    }
    const { blocks, grades, samariumCobalt } = this.plan;
    for (const { code, alloy, versions } of [blocks.grade, ...grades.list, samariumCobalt.grade]) {
      for (const [index, body] of versions.entries()) {
        if (index === 0) this.events.push({ what: 'grade', at, by, body: { code, alloy, ...body } });
        else {
          const later = { at: instant(body.from, HOURS.begun), by };
          this.events.push({ what: 'grade-version', ...later, grade: code, body });
        }
      }
    }
  }

  /** What is charged goes in, by-products come out; what has no assay moves unseen. */
  private moveWhatWasTold(): void {
    for (const { at, site, code, dryMg } of this.year.moved) {
      const shop = SHOPS.find((one) => one === site);
      const { compositionPpm } = this.year.lot(code);
      if (!shop || !compositionPpm) continue;
      const masses = elementMassesMg(ofMg(Math.abs(dryMg)), compositionPpm, this.year.catalogue);
      const kg = Object.fromEntries([...masses].map(([element, mg]) => [element, mgToKg(mg)]));
      this.shops[shop].move(at, kg, dryMg < 0 ? -1 : 1);
    }
  }

  /** What is measured once, and what is taken along unseen. */
  private lose(): void {
    const { loss, lorry } = this.plan;
    const { on, site, kg, reason, document } = loss;
    const at = instant(on, HOURS.lost);
    const lines = Object.entries(kg).map(([element, one]) => ({ element, kg: one }));
    this.events.push({ what: 'loss', at, by: ADMIN, site, body: { lines, basis: 'measured', reason, document } });
    this.shops.MP1.move(at, kg, -1);
    this.shops.MP1.move(instant(lorry.on, HOURS.lost), contentsKg(lorry.kg, lorry.composition), -1);
  }

  private takeBack({ code, on, grade, netKg, pieces, from, then }: ReturnPlan): void {
    const site = 'MP2';
    const by = plantOperator(site);
    const body = { code, netKg, pieces, returnedFrom: from };
    this.events.push({ what: 'magnet-lot', at: instant(on, HOURS.made), by, site, grade, body });
    if (!then) return;
    const { on: later, ...end } = then;
    const at = instant(later, HOURS.ended);
    this.events.push({ what: 'lot-end', at, by, lot: code, body: end });
    if (end.kind === 'delivered') return;
    const output = this.plan.grades.list.find((one) => one.code === grade);
    if (!output) throw new Error(`The demo makes no ${grade}.`);
    const { coatingPct, composition } = versionOf(output, on);
    this.shops.MP2.move(at, contentsKg((netKg * (100 - coatingPct)) / 100, composition));
  }

  /** Week by week the melting shop hands over what it has above what is to wait there. */
  private handOver(month: number): void {
    const { blocks, calendar, laboratory } = this.plan;
    const { MP1, MP2 } = this.shops;
    const { days } = calendar;
    const spareKg = this.spareKg('MP1', month);
    const parts = unevenParts(`blocks ${month}`, days.length, WEEKS_DIFFER);
    for (const [index, dayOfMonth] of days.entries()) {
      const day = workdayIn(month, dayOfMonth);
      const lot = blocksOf(times(spareKg, parts[index] ?? 0), {
        blocks,
        laboratory,
        day,
        number: numberOf(month, index),
      });
      const [from, to] = [instant(day, HOURS.handedOver), instant(day, HOURS.takenOver)];
      const { code: grade } = blocks.grade;
      this.events.push(
        { what: 'magnet-lot', at: from, by: plantOperator('MP1'), site: 'MP1', grade, body: lot.sent },
        {
          what: 'lot-end',
          at: from,
          by: plantOperator('MP1'),
          lot: lot.sent.code,
          body: { kind: 'delivered', destination: blocks.destination },
        },
        { what: 'magnet-lot', at: to, by: plantOperator('MP2'), site: 'MP2', grade, body: lot.taken },
        {
          what: 'lot-end',
          at: to,
          by: plantOperator('MP2'),
          lot: lot.taken.code,
          body: { kind: 'back-to-production' },
        },
      );
      MP1.move(from, lot.kg, -1);
      MP2.move(to, lot.kg);
    }
  }

  /** Week by week magnets of every grade, and each lot to a customer. */
  private finish(month: number): void {
    const { grades, calendar, customers } = this.plan;
    const spareKg = sumKg(this.spareKg('MP2', month), ALLOYED);
    const parts = unevenParts(`magnets ${month}`, calendar.days.length, WEEKS_DIFFER);
    for (const [index, dayOfMonth] of calendar.days.entries()) {
      const day = dayAfter(instant(workdayIn(month, dayOfMonth), HOURS.made), 1);
      if (day > LAST_DAY) continue;
      const partsKg = grades.list.map((grade) => {
        return (grade.partPct / 100) * sumKg(contentsKg(1, versionOf(grade, day).composition), ALLOYED);
      });
      const uncoatedKg = (spareKg * (parts[index] ?? 0)) / partsKg.reduce((sum, one) => sum + one, 0);
      for (const [place, grade] of grades.list.entries()) {
        const code = `${grade.code}-${numberOf(month, index)}`;
        const lot = lotOf((uncoatedKg * grade.partPct) / 100, { grade, day, code });
        const customer = customers[(month + index + place) % customers.length] ?? '';
        this.book('MP2', day, { ...lot, customer });
      }
    }
  }

  /** It is melted once a quarter, and leaves as magnets from month to month. */
  private finishSamariumCobalt(month: number): void {
    const { byProducts, demand, production } = this.year.plan;
    const alloyKg = (alloyOfMonthKg(byProducts, month) * demand.samariumCobalt.shareOfAlloyPct) / 100;
    const day = workdayIn(month, this.plan.calendar.days.at(-1) ?? 1);
    const { grade } = production.samariumCobalt;
    const code = `${grade.code}-${numberOf(month)}`;
    const lot = lotOf((alloyKg * byProducts.yield.magnetPctOfAlloy) / 100, { grade, day, code });
    this.book('MP1', day, { ...lot, customer: this.plan.customers[0] ?? '' });
  }

  private book(
    site: Shop,
    day: Day,
    { body, grade, kg, customer }: ReturnType<typeof lotOf> & { customer: string },
  ): void {
    const at = instant(day, HOURS.made);
    const by = plantOperator(site);
    this.events.push({ what: 'magnet-lot', at, by, site, grade, body });
    this.shops[site].move(at, kg, -1);
    const sentOn = dayAfter(at, this.plan.calendar.deliveredAfterDays);
    if (sentOn > LAST_DAY) return;
    const end = { kind: 'delivered', destination: customer } as const;
    this.events.push({ what: 'lot-end', at: instant(sentOn, HOURS.ended), by, lot: body.code, body: end });
  }

  /** At the end of each month of the calendar in which the year is told, before its first day and on its last. */
  private count(daysLater: number): void {
    const days = [previousDay(FIRST_DAY)];
    for (let day = FIRST_DAY; day <= LAST_DAY; day = nextDay(day)) {
      if (day === LAST_DAY || nextDay(shiftedDay(day, daysLater)).endsWith('-01')) days.push(day);
    }
    for (const countedOn of days) {
      for (const site of SHOPS) {
        const isFirst = countedOn < FIRST_DAY;
        const at = isFirst ? instant(FIRST_DAY, HOURS.begun) : instant(countedOn, HOURS.counted);
        const there = this.shops[site].until(isFirst ? '' : at);
        const body = countOf(there, { ...this.plan, shop: this.plan.sites[site], site, countedOn });
        this.events.push({ what: 'count', at, by: plantOperator(site), site, body });
      }
    }
  }

  /** What a hall could give away by the end of a month without falling below what is to wait there. */
  private spareKg(site: Shop, month: number): Kg {
    const there = this.shops[site].until(`${YEAR}-${two(month)}-31T24`);
    const spare = added([there, times(this.waitingKg(site, month + 1), -1)]);
    return Object.fromEntries(ALLOYED.map((element) => [element, spare[element] ?? 0]));
  }

  /** What is to wait at a hall when a month begins: so much of what the month will melt. */
  private waitingKg(site: Shop, month: number): Kg {
    const { waitingMonths, composition } = this.plan.sites[site];
    const alloyKg = alloyOfMonthKg(this.year.plan.byProducts, Math.min(month, MONTHS.length));
    return contentsKg(alloyKg * waitingMonths, composition);
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Of a lot: the month, and the week where there is one. */
function numberOf(month: number, week?: number): string {
  return `26${two(month)}${week === undefined ? '' : `-${week + 1}`}`;
}
