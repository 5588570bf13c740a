import { addedUp, kgToMg, mgToKg, minus, PPM } from '../../domain/measure/quantities.js';
import type { Day } from '../../domain/measure/time.js';
import { alloyOfMonthKg, inPpm, plantOperator } from './by-products.js';
import { dayAfter, instant, MONTHS, workdayIn } from './calendar.js';
import type { PurchasePlan } from './plan.js';
import type { Pct } from './production-plan.js';
import { rounded } from './variation.js';
import type { DemoYear, Lot } from './year.js';

const SITE = 'MP1';
const OPERATOR = plantOperator(SITE);
const PURCHASE_HOUR = 16;
const CHARGE_HOUR = 17;

/** What a month's melts need of some elements, and what can be charged for them. */
interface Need {
  readonly month: number;
  readonly kg: number;
  readonly elements: readonly string[];
  /** Recycled products that serve for it, with the part of their metal that counts. */
  readonly recycled: Pct;
  readonly purchase: PurchasePlan;
}

/** The plant charges what came back, and buys the rest. */
export function planMagnets(year: DemoYear): void {
  const { calendar } = year.plan.demand;
  for (const month of MONTHS) {
    for (const need of needsOf(year, month)) {
      year.on(workdayIn(month, calendar.purchaseOn), PURCHASE_HOUR, (at) => {
        buy(year, at, need);
        planCharges(year, need);
      });
    }
  }
}

function needsOf({ plan }: DemoYear, month: number): Need[] {
  const { alloy, samariumCobalt, purchases } = plan.demand;
  const purchase = (key: PurchasePlan['key']): PurchasePlan => {
    const found = purchases.find((candidate) => candidate.key === key);
    if (!found) throw new Error(`The demo buys no ${key}.`);
    return found;
  };
  const meltedKg = (number: number): number => alloyOfMonthKg(plan.byProducts, number);
  const neodymiumIronKg = (meltedKg(month) * (100 - samariumCobalt.shareOfAlloyPct)) / 100;
  const needs: Need[] = [
    {
      month,
      kg: (neodymiumIronKg * alloy.neodymiumPraseodymiumPct) / 100,
      elements: ['Nd', 'Pr'],
      recycled: { 'NdPr metal': 1 },
      purchase: purchase('neodymium-praseodymium'),
    },
    {
      month,
      kg: (neodymiumIronKg * alloy.dysprosiumPct) / 100,
      elements: ['Dy'],
      recycled: usable(plan.people.agreements[0]?.weights.usabilityFactors, 'Dy2O3'),
      purchase: purchase('dysprosium'),
    },
  ];
  if (!samariumCobalt.months.includes(month)) return needs;
  // Samarium-cobalt is melted once a quarter: of the month, the one before and the one after.
  const quarterKg = meltedKg(month - 1) + meltedKg(month) + meltedKg(month + 1);
  const samariumCobaltKg = (quarterKg * samariumCobalt.shareOfAlloyPct) / 100;
  return [
    ...needs,
    {
      month,
      kg: (samariumCobaltKg * samariumCobalt.samariumPct) / 100,
      elements: ['Sm'],
      recycled: usable(plan.people.agreements[0]?.weights.usabilityFactors, 'Sm2O3'),
      purchase: purchase('samarium'),
    },
    {
      month,
      kg: (samariumCobaltKg * samariumCobalt.cobaltPct) / 100,
      elements: ['Co'],
      recycled: {},
      purchase: purchase('cobalt'),
    },
  ];
}

function usable(factors: Pct | undefined, product: string): Pct {
  return { [product]: factors?.[product] ?? 1 };
}

/** What a lot stands for: the kilograms of the elements in it that replace bought ones. */
function worthKg(year: DemoYear, lot: Lot, { elements, recycled }: Need): number {
  const contents = year.elementsMg([lot]);
  const metalMg = addedUp(elements.map((element) => contents.get(element) ?? 0));
  return mgToKg(metalMg) * (lot.kind === 'primary' ? 1 : (recycled[lot.material] ?? 0));
}

/** What can be charged for a need: recycled lots first, each kind the oldest first. */
function chargeable(year: DemoYear, { recycled, purchase }: Need): Lot[] {
  return [
    ...year.stock(SITE, ({ kind, material }) => kind === 'product' && material in recycled),
    ...year.stock(SITE, ({ kind, material }) => kind === 'primary' && material === purchase.product),
  ];
}

function buy(year: DemoYear, at: string, need: Need): void {
  const { purchase, month, elements } = need;
  const onHandKg = chargeable(year, need).reduce((sum, lot) => sum + worthKg(year, lot, need), 0);
  const gradePct = elements.reduce((sum, element) => sum + (purchase.composition[element] ?? 0), 0);
  const missingKg = ((need.kg - onHandKg) * 100) / gradePct;
  if (missingKg <= 0) return;
  const netKg = Math.ceil(missingKg / purchase.lots / 10) * 10;
  for (let index = 1; index <= purchase.lots; index += 1) {
    const { product, prefix, origins, composition, expandedUncertainty } = purchase;
    const origin = origins[((month - 1) * purchase.lots + index - 1) % origins.length];
    if (!origin) throw new Error(`The demo buys ${product} from nowhere.`);
    const code = `${prefix}-26${String(month).padStart(2, '0')}-${index}`;
    const laboratory = 'Supplier certificate';
    const assay = { laboratory, method: 'ICP-OES', sampledAt: at, composition, expandedUncertainty };
    year.happens({
      what: 'supply',
      at,
      by: OPERATOR,
      site: SITE,
      body: { code, product, ...origin, netKg, assay },
    });
    year.keep({
      code,
      material: product,
      kind: 'primary',
      site: SITE,
      since: at,
      dryMg: kgToMg(netKg),
      compositionPpm: inPpm(composition),
      dryPpm: PPM,
      tareKg: 0,
      pieces: 1,
    });
  }
}

/** One charge a working day until the need is met; the last one takes a part of its lot. */
function planCharges(year: DemoYear, need: Need): void {
  const { chargingFrom } = year.plan.demand.calendar;
  let day = workdayIn(need.month, chargingFrom);
  let openKg = need.kg;
  for (const lot of chargeable(year, need)) {
    if (openKg <= 0) return;
    const worth = worthKg(year, lot, need);
    const part = Math.min(1, openKg / worth);
    const dryKg = part < 1 ? rounded(mgToKg(lot.dryMg) * part, 1) : undefined;
    day = charge(year, day, { lot, dryKg, twice: openKg === need.kg && isTwice(year, need) });
    openKg -= worth;
  }
}

function isTwice({ plan }: DemoYear, { month, elements }: Need): boolean {
  return month === plan.incidents.chargedTwice.month && elements.includes('Nd');
}

interface Draw {
  readonly lot: Lot;
  readonly dryKg: number | undefined;
  /** Whether the first part of it is booked twice by mistake. */
  readonly twice: boolean;
}

/** Sets a charge and answers the next working day. */
function charge(year: DemoYear, day: Day, { lot, dryKg, twice }: Draw): Day {
  const { chargedKg, reason, afterDays } = year.plan.incidents.chargedTwice;
  const code = `C-${lot.code}-${day.slice(5).replace('-', '')}`;
  const event = { what: 'charge', by: OPERATOR, site: SITE, batch: lot.code } as const;
  const restDay = twice ? dayAfter(instant(day, CHARGE_HOUR), afterDays) : day;
  if (twice) {
    year.on(day, CHARGE_HOUR, (at) => year.happens({ ...event, at, code: `${code}-a`, dryKg: chargedKg }));
    year.on(day, CHARGE_HOUR, (at) => year.happens({ ...event, at, code: `${code}-b`, dryKg: chargedKg }));
    year.on(restDay, CHARGE_HOUR - 2, (at) => {
      year.happens({ what: 'reversal', at, by: OPERATOR, charge: `${code}-b`, reason });
    });
  }
  year.on(restDay, CHARGE_HOUR, (at) =>
    year.happens({ ...event, at, code, ...(dryKg === undefined ? {} : { dryKg }) }),
  );
  const leftMg = dryKg === undefined ? 0 : minus(lot.dryMg, kgToMg(dryKg));
  const firstMg = twice ? kgToMg(chargedKg) : 0;
  const moved = { site: SITE, code: lot.code };
  year.produces({ ...moved, at: instant(day, CHARGE_HOUR), dryMg: firstMg });
  year.produces({ ...moved, at: instant(restDay, CHARGE_HOUR), dryMg: lot.dryMg - leftMg - firstMg });
  lot.dryMg = leftMg;
  return dayAfter(instant(restDay, CHARGE_HOUR), 1);
}
