import type { CompositionPpm } from '../../domain/matter/composition.js';
import { dryMassMg, kgToMg, minus, pctToPpm, PPM } from '../../domain/measure/quantities.js';
import { dayAfter, workday, YEAR } from './calendar.js';
import type { AssayBody } from './events.js';
import { planIncident } from './incidents.js';
import type { ByProductsPlan, StreamPlan } from './plan.js';
import type { Pct } from './production-plan.js';
import { chance, rounded, scatter } from './variation.js';
import type { DemoYear } from './year.js';

const OPERATORS: Readonly<Record<string, string>> = {
  MP1: 'operator@plant.example',
  MP2: 'finishing@plant.example',
};

/** Who logs, weighs and ships at a site of the plant. */
export function plantOperator(site: string): string {
  const operator = OPERATORS[site];
  if (!operator) throw new Error(`${site} is no site of the plant.`);
  return operator;
}

export function inPpm(composition: Pct): CompositionPpm {
  return Object.fromEntries(Object.entries(composition).map(([formula, pct]) => [formula, pctToPpm(pct)]));
}

/** The part of the year's output that is made until the fraction `t` of the year has gone: rising evenly from first to last. */
function madeUntil(t: number, { fromPct, toPct }: ByProductsPlan['rampUp']): number {
  return (fromPct * t + ((toPct - fromPct) * t * t) / 2) / ((fromPct + toPct) / 2);
}

/** The inverse of {@link madeUntil}: when the fraction `made` of the year's output is reached. */
function reachedAt(made: number, { fromPct, toPct }: ByProductsPlan['rampUp']): number {
  const slope = toPct - fromPct;
  if (slope === 0) return made;
  return (Math.sqrt(fromPct * fromPct + slope * made * (fromPct + toPct)) - fromPct) / slope;
}

/** The year's output of magnets, as a part of the planned one: the average of the run-up. */
function yearsPart({ fromPct, toPct }: ByProductsPlan['rampUp']): number {
  return (fromPct + toPct) / 200;
}

/** Alloy that is melted in the year, in kilograms. */
function alloyKg({ plant, yield: { magnetPctOfAlloy }, rampUp }: ByProductsPlan): number {
  return (plant.magnetsTPerYear * 1000 * yearsPart(rampUp) * 100) / magnetPctOfAlloy;
}

/** Alloy that is melted in one month of the year, in kilograms. */
export function alloyOfMonthKg(plan: ByProductsPlan, month: number): number {
  return alloyKg(plan) * (madeUntil(month / 12, plan.rampUp) - madeUntil((month - 1) / 12, plan.rampUp));
}

/** How many containers of a stream the year fills: the alloy that does not become magnet, by the stream's share, dry. */
export function containersOf(plan: ByProductsPlan, stream: ByProductsPlan['streams'][number]): number {
  const byProductKg = (alloyKg(plan) * (100 - plan.yield.magnetPctOfAlloy)) / 100;
  const dryPerContainerKg = (stream.netKg * (100 - stream.moisturePct - stream.oilPct)) / 100;
  return Math.round((byProductKg * stream.sharePct) / 100 / dryPerContainerKg);
}

/** By-products are logged as they arise, more and more of them while the plant runs up. */
export function planByProducts(year: DemoYear): void {
  const { byProducts } = year.plan;
  for (const stream of byProducts.streams) {
    const count = containersOf(byProducts, stream);
    for (let index = 0; index < count; index += 1) {
      const part = reachedAt((index + 0.5) / count, byProducts.rampUp);
      planContainer(year, stream, { index, part, site: stream.site, by: plantOperator(stream.site) });
    }
  }
  const { streams, batches, site, operator: by } = byProducts.workshop;
  for (let index = 0; index < batches; index += 1) {
    const stream = streams[index % streams.length] as StreamPlan;
    planContainer(year, stream, { index, part: (index + 0.5) / batches, site, by });
  }
}

interface Filling {
  readonly index: number;
  /** When in the year it is full, from 0 to 1. */
  readonly part: number;
  readonly site: string;
  readonly by: string;
}

function planContainer(year: DemoYear, stream: StreamPlan, { index, part, site, by }: Filling): void {
  const code = `${stream.prefix}-${String(index + 1).padStart(4, '0')}`;
  const date = new Date(Date.UTC(YEAR, 0, 1 + Math.floor(part * 365))).toISOString().slice(0, 10);
  const day = workday(date);
  // What would be weighed after the last weekend of the year is weighed before it.
  const onDay = day.startsWith(String(YEAR)) ? day : `${YEAR}-12-31`;
  year.on(onDay, 13 + 5 * chance(`${code} hour`), (at) => logContainer(year, stream, { code, at, site, by }));
}

interface Moment {
  readonly code: string;
  readonly at: string;
  readonly site: string;
  readonly by: string;
}

function logContainer(year: DemoYear, stream: StreamPlan, { code, at, site, by }: Moment): void {
  const { byProducts, incidents } = year.plan;
  const netKg = rounded(stream.netKg * (1 + scatter(`${code} weight`, byProducts.scatter.weightPct) / 100), 1);
  const wet = stream.moisturePct > 0 ? scatter(`${code} moisture`, byProducts.scatter.moisturePoints) : 0;
  const moisturePct = rounded(stream.moisturePct + wet, 1);
  const assay = assayOf(year, stream, { code, at, site, by });
  const estimated = incidents.estimatedWeight.batch === code;
  const note = [incidents.estimatedWeight, incidents.withoutAssay].find(({ batch }) => batch === code)?.note;
  const { oilPct, tareKg, pieces = 1 } = stream;
  year.happens({
    what: 'by-product',
    at,
    by,
    site,
    body: {
      code,
      stream: stream.stream,
      alloy: stream.alloy,
      containerId: `${stream.container} ${code}`,
      grossKg: rounded(netKg + tareKg, 1),
      tareKg,
      moisturePct,
      oilPct,
      ...(pieces > 1 ? { pieces } : {}),
      ...(estimated ? { estimated } : {}),
      ...(stream.reclaimable ? { reclaimableInProcess: stream.reclaimable } : {}),
      ...(assay ? { assay } : {}),
      ...(note ? { note } : {}),
    },
  });
  const dryMg = dryMassMg(kgToMg(netKg), pctToPpm(moisturePct), pctToPpm(oilPct));
  year.produces({ at, site, code, dryMg: 0 - dryMg });
  const dryPpm = minus(minus(PPM, pctToPpm(moisturePct)), pctToPpm(oilPct));
  year.keep({
    code,
    material: stream.stream,
    kind: 'by-product',
    site,
    since: at,
    dryPpm,
    tareKg,
    pieces,
    dryMg,
    compositionPpm: assay ? inPpm(assay.composition) : null,
    isHeld: code === incidents.withoutAssay.batch,
  });
  planIncident(year, { code, at, by });
}

/** The assay that goes with the container; one comes late, one is mistaken at first, and one is never made. */
function assayOf(year: DemoYear, stream: StreamPlan, { code, at, by }: Moment): AssayBody | undefined {
  const { byProducts, incidents } = year.plan;
  const { lateAssay, replacedAssay, withoutAssay } = incidents;
  const composition = Object.fromEntries(
    Object.entries(stream.assay.composition).map(([formula, pct]) => {
      const lower = (byProducts.scatter.assayPct / 100) * chance(`${code} ${formula}`);
      return [formula, rounded(pct * (1 - lower), 2)];
    }),
  );
  const assay = { laboratory: 'Plant laboratory', method: stream.method, sampledAt: at, composition };
  if (code === withoutAssay.batch) return undefined;
  if (code === lateAssay.batch) {
    replaceLater(year, { code, by, afterDays: lateAssay.afterDays }, { ...assay, reportNo: lateAssay.reportNo });
    return undefined;
  }
  if (code === replacedAssay.batch) {
    const { afterDays, reportNo, mistaken } = replacedAssay;
    replaceLater(year, { code, by, afterDays }, { ...assay, reportNo });
    return { ...assay, composition: { ...composition, ...mistaken } };
  }
  return assay;
}

function replaceLater(
  year: DemoYear,
  { code, by, afterDays }: { code: string; by: string; afterDays: number },
  body: AssayBody,
): void {
  year.on(dayAfter(body.sampledAt, afterDays), 12.75, (at) => {
    year.happens({ what: 'assay', at, by, batch: code, body });
    year.lot(code).compositionPpm = inPpm(body.composition);
  });
}
