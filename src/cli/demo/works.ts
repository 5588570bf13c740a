import type { Day } from '../../domain/measure/time.js';
import { isSamarium } from './collections.js';
import { dayAfter, instant, MONTHS, workdayIn, YEAR } from './calendar.js';
import type { StepPlan } from './plan.js';
import { close, inputMg, missingOf, restOf, type ProductOf, type Recipe } from './process.js';
import { ship } from './transport.js';
import type { DemoYear, Lot } from './year.js';

const ENGINEER = 'engineer@recycler.example';
const GATE = 'gate@recycler.example';
const METAL_MAKER = 'operator@metal.example';
/** A run takes what is there in the morning and ends some days later. */
const STARTS = 13;
const ENDS = 19;
const RUN_DAYS = 2;
const SHIPPING_HOUR = 20;

/** One month's material on its way through the works, from hub to metal. */
interface Campaign {
  readonly month: number;
  readonly at: string;
  readonly startedAt: string;
}

/** Everything from the by-products at the recycler to the metal that comes back to the plant. */
export function planWorks(year: DemoYear): void {
  const { calendar } = year.plan.works;
  for (const month of MONTHS.filter((number) => number >= calendar.firstMonth)) {
    startRun(year, { month, day: workdayIn(month, calendar.preparationOn) }, prepare);
    startRun(year, { month, day: workdayIn(month, calendar.samariumRefiningOn) }, refineSamarium);
  }
}

function startRun(
  year: DemoYear,
  { month, day }: { month: number; day: Day },
  end: (year: DemoYear, campaign: Campaign) => void,
): void {
  const startedAt = instant(day, STARTS);
  year.on(dayAfter(startedAt, RUN_DAYS), ENDS, (at) => end(year, { month, at, startedAt }));
}

function codeOf(kind: string, month: number): string {
  return `${kind}-${String(YEAR).slice(2)}${String(month).padStart(2, '0')}`;
}

/** What was there when the run began. */
function fed(year: DemoYear, site: string, startedAt: string, wanted: (lot: Lot) => boolean): Lot[] {
  return year.stock(site, (lot) => lot.since <= startedAt && lot.compositionPpm !== null && wanted(lot));
}

interface Plain extends StepPlan {
  readonly products: readonly ProductOf[];
}

type Frame = Omit<Recipe, 'products' | 'residues'>;

/** A run with one assayed residue, which takes all that is neither in a product nor missing. */
function closePlain(
  year: DemoYear,
  at: string,
  frame: Frame,
  { inputs, plan }: { inputs: readonly Lot[]; plan: Plain },
): void {
  if (inputs.length === 0) return;
  const { products, residue, missingPct } = plan;
  const elements = inputMg(year, inputs, frame.otherFeed).keys();
  const pctOfInput = restOf(products, elements, missingOf(frame.code, missingPct));
  close(year, at, { ...frame, products, residues: [{ ...residue, pctOfInput }] }, inputs);
}

function recyclerFrame(site: string, code: string, startedAt: string): Frame {
  const laboratory = 'Recycler laboratory';
  return { site, by: ENGINEER, laboratory, kind: 'recycling', code, startedAt, segregated: true, otherFeed: [] };
}

/** At the hub sludge, swarf and coated rejects become an oxide that the refinery can leach; it goes north the day after. */
function prepare(year: DemoYear, { month, at, startedAt }: Campaign): void {
  const { preparation, trial, calendar } = year.plan.works;
  const frame = recyclerFrame('RC1', codeOf('HUB', month), startedAt);
  const there = fed(year, 'RC1', startedAt, ({ kind }) => kind === 'by-product');
  const sludge = there.filter(({ material }) => material === 'grinding-sludge-oily');
  const tried = month === trial.month ? sludge.slice(0, trial.containers) : [];
  if (tried.length > 0) tryOut(year, at, { ...frame, code: codeOf('TRY', month) }, tried);
  const product: ProductOf = {
    product: preparation.product,
    prefix: 'MO',
    lots: preparation.lots,
    recoveryPct: preparation.recoveryPct,
    as: 'oxides',
    purityPct: preparation.rareEarthOxidesPct,
  };
  const inputs = there.filter((lot) => !tried.includes(lot));
  closePlain(year, at, frame, { inputs, plan: { ...preparation, products: [product] } });
  year.on(dayAfter(at, 1), SHIPPING_HOUR, (then) => {
    const way = { from: 'RC1', to: 'RC2', by: ENGINEER, receiver: GATE, days: calendar.borderDays, scalePct: 0 };
    const made = year.stock('RC1', ({ kind }) => kind === 'product');
    ship(year, then, way, made);
    startRun(year, { month, day: dayAfter(then, calendar.borderDays + 1) }, refine);
  });
}

/** The published chain whose steps do not add up to its result: a fifth of the neodymium is found nowhere. */
function tryOut(year: DemoYear, at: string, frame: Frame, inputs: readonly Lot[]): void {
  const { trial } = year.plan.works;
  const recipe: Recipe = {
    ...frame,
    products: [
      {
        product: trial.product,
        prefix: 'TO',
        lots: 1,
        recoveryPct: trial.overallPct,
        as: 'oxides',
        purityPct: trialPurityPct(year, inputs),
      },
    ],
    residues: [
      { kind: 'leach residue', destination: 'landfill, owned cell', ...trial.leachResidue },
      { kind: 'oxalate mother liquor, dried', destination: 'neutralisation', ...trial.motherLiquor },
    ],
  };
  close(year, at, recipe, inputs);
}

/** Percent of all oxides where the neodymium oxide alone has its published share. */
function trialPurityPct(year: DemoYear, inputs: readonly Lot[]): number {
  const { overallPct, neodymiumOxidePct } = year.plan.works.trial;
  const elements = inputMg(year, inputs);
  const oxideMg = (element: string): number => {
    const { factor } = year.catalogue.commercialOxide(element) ?? { factor: 1_000_000 };
    return ((elements.get(element) ?? 0) * (overallPct[element] ?? 0)) / factor;
  };
  const [neodymium, dysprosium] = [oxideMg('Nd'), oxideMg('Dy')];
  return (neodymiumOxidePct * (neodymium + dysprosium)) / neodymium;
}

/** The refinery blends what comes from the plant with other customers' material and old magnets. */
function refine(year: DemoYear, { month, at, startedAt }: Campaign): void {
  const { refining, otherFeed: feed } = year.plan.works;
  const { origin, description, dryKg, composition } = feed;
  const frame: Frame = {
    ...recyclerFrame('RC2', codeOf('REF', month), startedAt),
    segregated: false,
    otherFeed: [{ origin, description, dryKg, composition }],
  };
  const inputs = fed(year, 'RC2', startedAt, (lot) => isRefined(lot));
  const route = refining.routes.findLast(({ fromMonth }) => fromMonth <= month);
  if (!route) throw new Error('The refinery has no route for this month.');
  const rareEarths = [...inputMg(year, inputs, frame.otherFeed).keys()].filter((element) =>
    year.catalogue.rareEarths.has(element),
  );
  const product: ProductOf = {
    product: refining.product,
    prefix: 'RO',
    lots: refining.lots,
    as: 'oxides',
    recoveryPct: Object.fromEntries(rareEarths.map((element) => [element, route.recoveryPct])),
    purityPct: refining.rareEarthOxidesPct,
  };
  closePlain(year, at, frame, { inputs, plan: { ...refining, products: [product] } });
  year.on(dayAfter(at, 1), SHIPPING_HOUR, (then) => sendOxide(year, month, then));
}

/** Not what is on its way out again. */
function isRefined(lot: Lot): boolean {
  if (lot.kind === 'by-product') return !isSamarium(lot);
  return lot.material === 'MRDO' || lot.code.startsWith('TO-');
}

/** The plant has the option, not the duty: some oxide goes to others, all else to the metal maker who works for the plant. */
function sendOxide(year: DemoYear, month: number, at: string): void {
  const { soldElsewhere, calendar, scales } = year.plan.works;
  const lots = year.stock('RC2', ({ code }) => code.startsWith('RO-'));
  const sold = soldElsewhere.months.includes(month) ? lots.slice(0, soldElsewhere.lots) : [];
  for (const lot of sold) {
    const body = { kind: 'sold-elsewhere', destination: soldElsewhere.destination } as const;
    year.happens({ what: 'disposition', at, by: ENGINEER, batch: lot.code, body });
    lot.dryMg = 0;
  }
  const way = { from: 'RC2', to: 'MM1', by: GATE, receiver: METAL_MAKER, days: calendar.seaDays };
  const rest = lots.filter((lot) => !sold.includes(lot));
  ship(year, at, { ...way, agreement: 'plant', scalePct: scales.productPct }, rest);
  startRun(year, { month, day: dayAfter(at, calendar.seaDays + 1) }, separate);
}

/** Samarium-cobalt is a loop of its own; its oxide goes straight back to the plant. */
function refineSamarium(year: DemoYear, { month, at, startedAt }: Campaign): void {
  const { samarium, calendar, scales } = year.plan.works;
  const { oxide, hydroxide } = samarium;
  const inputs = fed(year, 'RC2', startedAt, isSamarium);
  const products: ProductOf[] = [
    { ...oxide, prefix: 'SO', lots: 1, as: 'oxides', purityPct: oxide.oxidePct },
    { ...hydroxide, prefix: 'CH', lots: 1, as: 'metals', purityPct: hydroxide.cobaltPct },
  ];
  const frame = recyclerFrame('RC2', codeOf('SMC', month), startedAt);
  closePlain(year, at, frame, { inputs, plan: { ...samarium, products } });
  year.on(dayAfter(at, 1), SHIPPING_HOUR, (then) => {
    const way = { from: 'RC2', to: 'MP1', by: GATE, receiver: 'operator@plant.example', days: calendar.borderDays };
    const lots = year.stock('RC2', ({ material }) => material === oxide.product);
    ship(year, then, { ...way, agreement: 'plant', scalePct: scales.productPct }, lots);
  });
}

function metalFrame(code: string, startedAt: string, kind: Recipe['kind']): Frame {
  const laboratory = 'Metal maker laboratory';
  return { site: 'MM1', by: METAL_MAKER, laboratory, kind, code, startedAt, segregated: false, otherFeed: [] };
}

function separate(year: DemoYear, { month, at, startedAt }: Campaign): void {
  const { separation } = year.plan.works;
  const { recoveryPct: pct, oxidePct: purityPct } = separation;
  const products: ProductOf[] = [
    { product: 'NdPr oxide', prefix: 'NO', lots: 1, recoveryPct: { Nd: pct, Pr: pct }, as: 'oxides', purityPct },
    { product: 'Dy2O3', prefix: 'DO', lots: 1, recoveryPct: { Dy: pct }, as: 'oxides', purityPct },
  ];
  const inputs = fed(year, 'MM1', startedAt, ({ material }) => material === 'rMREO');
  closePlain(year, at, metalFrame(codeOf('SEP', month), startedAt, 'separation'), {
    inputs,
    plan: { ...separation, products },
  });
  startRun(year, { month, day: dayAfter(at, 1) }, reduce);
}

/** The metal goes to the plant with the dysprosium oxide of the same month. */
function reduce(year: DemoYear, { month, at, startedAt }: Campaign): void {
  const { reduction, calendar, scales } = year.plan.works;
  const { recoveryPct: pct, metalPct: purityPct, product, lots } = reduction;
  const products: ProductOf[] = [
    { product, prefix: 'NM', lots, recoveryPct: { Nd: pct, Pr: pct }, as: 'metals', purityPct },
  ];
  const inputs = fed(year, 'MM1', startedAt, ({ material }) => material === 'NdPr oxide');
  closePlain(year, at, metalFrame(codeOf('RED', month), startedAt, 'reduction'), {
    inputs,
    plan: { ...reduction, products },
  });
  year.on(dayAfter(at, 1), SHIPPING_HOUR, (then) => {
    const way = { from: 'MM1', to: 'MP1', by: METAL_MAKER, receiver: 'operator@plant.example', days: calendar.seaDays };
    const goods = year.stock('MM1', ({ material }) => material === product || material === 'Dy2O3');
    ship(year, then, { ...way, scalePct: scales.productPct }, goods);
  });
}
