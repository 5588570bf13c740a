import type { Day } from '../../domain/measure/time.js';
import type { CountLine, CountMade } from './events.js';
import { LAST_DAY } from './calendar.js';
import { foundBy, versionOf } from './magnet-lots.js';
import { sumKg, type Kg } from './in-progress.js';
import type { ProductionPlan, ShopPlan, Pct } from './production-plan.js';
import { chance, rounded, scatter } from './variation.js';

interface Counting extends Pick<ProductionPlan, 'laboratory' | 'blocks' | 'samariumCobalt'> {
  readonly shop: ShopPlan;
  readonly site: string;
  readonly countedOn: Day;
}

/** Lines are not equal: each holds from half to one and a half of the mean. */
const LEAST = 0.5;

/**
 * What people write down who count what is in progress: line by line, each a little off. Iron is not followed, so the mass of
 * a line follows from its rare earths.
 */
export function countOf(there: Kg, { shop, laboratory, blocks, ...of }: Counting): CountMade['body'] {
  const { site, countedOn, samariumCobalt } = of;
  const alloyed = Object.keys(shop.composition);
  const dryKg = (sumKg(there, alloyed) * 100) / shop.rareEarthPct;
  const found = Object.fromEntries(alloyed.map((one) => [one, rounded(((there[one] ?? 0) * 100) / dryKg, 2)]));
  const composition = { ...found, Fe: blocks.ironPct, B: blocks.boronPct };
  const keys = shop.lines.map((_, index) => `${site} ${countedOn} ${index}`);
  const weights = keys.map((key) => LEAST + chance(key));
  const all = weights.reduce((sum, one) => sum + one, 0);
  const line = (stage: CountLine['stage'], kg: number, what: { readonly key: string; readonly composition: Pct }) => {
    const counted = rounded(kg * (1 + scatter(`${what.key} counted`, shop.countOffPct) / 100), 1);
    return { stage, dryKg: counted, assay: foundBy(laboratory, what.composition) };
  };
  const lines = shop.lines.map((stage, index) => {
    return line(stage, (dryKg * (weights[index] ?? 0)) / all, { key: keys[index] ?? '', composition });
  });
  const samariumKg = there['Sm'] ?? 0;
  if (samariumKg <= 0) return { countedOn, lines };
  const { composition: cobalt } = versionOf(samariumCobalt.grade, LAST_DAY);
  const key = `${site} ${countedOn} Sm`;
  const cobaltLine = line('alloy', (samariumKg * 100) / (cobalt['Sm'] ?? 0), { key, composition: cobalt });
  return { countedOn, lines: [...lines, cobaltLine] };
}
