import { mgToKg, ofMg } from '../../domain/measure/quantities.js';
import type { Period } from '../../domain/measure/time.js';
import { plantBalance, type ElementBalance } from '../../domain/production/balance.js';
import { BALANCE_WORDS } from '../../domain/production/balance-words.js';
import type { ElementBalanceAnswer, PlantBalanceAnswer } from './plant-balance.dto.js';
import type { PlantFacts } from './plant-facts.js';

/** An uncertainty is no sum of weighings: a milligram is more than it knows. */
const roundedKg = (mg: number): number => mgToKg(ofMg(Math.round(mg)));
const kg = (mg: number | null): number | null => (mg === null ? null : roundedKg(mg));

export function elementAnswer({ element, mg, parts, ...row }: ElementBalance): ElementBalanceAnswer {
  return {
    element,
    openingKg: roundedKg(mg.opening),
    chargedKg: roundedKg(mg.charged),
    reusedInProcessKg: roundedKg(mg.reused),
    backToProductionKg: roundedKg(mg.back),
    magnetsKg: roundedKg(mg.magnets),
    processLossesKg: roundedKg(mg.losses),
    closingKg: roundedKg(mg.closing),
    loggedKg: roundedKg(mg.logged),
    expectedKg: kg(row.expectedMg),
    unexplainedKg: kg(row.unexplainedMg),
    uncertaintyKg: kg(row.uncertaintyMg),
    completenessPct: row.completenessPct,
    verdict: row.verdict,
    partsKg: Object.fromEntries([...parts].map(([kind, standardMg]) => [kind, roundedKg(standardMg)])),
  };
}

/** The balance of a site over a period. */
export function plantAnswer(siteId: string, { from, to }: Period, plant: PlantFacts): PlantBalanceAnswer {
  const { countedFrom, countedTo, elements, total, warnings } = plantBalance(plant.facts, plant.terms);
  return {
    siteId,
    from,
    to,
    countedFrom,
    countedTo,
    elements: elements.map(elementAnswer),
    total: elementAnswer(total),
    assaysByDefault: plant.assaysByDefault,
    warnings: warnings.map((code) => ({ code, message: BALANCE_WORDS[code] })),
  };
}
