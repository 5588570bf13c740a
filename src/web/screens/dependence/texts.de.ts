import { shownRange } from '../../../domain/production/dependence-text.js';
import type { OriginStage } from '../../../domain/production/dependence-report.js';
import type { Crossing } from '../../../domain/production/dependence.js';
import { shownPct } from '../../i18n/format.js';
import type { dependence as english } from './texts.en.js';

const LOCALE = 'de-DE';
const pctText = (pct: number): string => shownPct(pct, LOCALE);
const range: typeof shownRange = (ends, shown = pctText) => shownRange(ends, shown).replace(' to ', ' bis ');

const COUNTRY_OF: Readonly<Record<OriginStage, string>> = {
  mined: 'beim Bergbau',
  separated: 'bei der Trennung',
  metal: 'bei der Metallherstellung',
};

const IS: Readonly<Record<Crossing, string>> = {
  crossed: 'ist überschritten',
  'not-crossed': 'ist nicht überschritten',
  'cannot-be-excluded': 'ist vielleicht überschritten, weil zu viel aus unbekannten Ländern stammt',
};

const WOULD_BE: Readonly<Record<Crossing, string>> = {
  crossed: 'wäre er es',
  'not-crossed': 'wäre er es nicht',
  'cannot-be-excluded': 'wäre er es vielleicht',
};

const sentence: typeof english.sentence = (
  { loopPct },
  { stage, unknownKg, withLoop, withoutLoop },
  { element, country },
) => {
  const gave = loopPct ? `; der Kreislauf gab ${pctText(loopPct)}` : '';
  if (!withLoop.largestCountry)
    return unknownKg > 0
      ? `${element}: ${COUNTRY_OF[stage]} ist kein Land bekannt${gave}.`
      : `${element}: alles kam aus dem Kreislauf.`;
  const { country: code, pct } = withLoop.largestCountry;
  const share = `${element}: größtes Land ${COUNTRY_OF[stage]} ist ${country(code)} mit ${range(pct)} des Eingesetzten`;
  if (!loopPct || !withoutLoop.largestCountry) return `${share}.`;
  return `${share}; ohne den Kreislauf wären es ${range(withoutLoop.largestCountry.pct)}.`;
};

const threshold: typeof english.threshold = (name, { withLoop, withoutLoop }) => {
  const start = `Der Maßstab von ${name} ${IS[withLoop]}`;
  return withLoop === withoutLoop
    ? `${start}, mit dem Kreislauf wie ohne ihn.`
    : `${start}; ohne den Kreislauf ${WOULD_BE[withoutLoop]}.`;
};

export const dependence: typeof english = {
  lead: 'Woher das Material stammt, das im Werk eingesetzt wurde, mit dem Kreislauf und wie es ohne ihn wäre.',
  party: 'Werk von',
  stage: 'Land',
  stages: { mined: 'Bergbau', separated: 'Trennung', metal: 'Metallherstellung' },
  nothing:
    'In diesem Zeitraum wurde nichts eingesetzt. Buchen Sie Einsätze unter Produktion, oder wählen Sie einen anderen Zeitraum.',
  sentence,
  threshold,
  range,
  picture: 'Quellen',
  pictureNote: 'Anteile an dem, was eingesetzt wurde: oben wie es war, unten wie es ohne den Kreislauf wäre.',
  pictureLabel: (elements) =>
    `Balken der Quellen von ${elements}, mit dem Kreislauf und ohne ihn. Die Zahlen stehen in der Tabelle darunter.`,
  with: 'mit Kreislauf',
  without: 'ohne Kreislauf',
  withTitle: 'Mit Kreislauf',
  withoutTitle: 'Ohne Kreislauf',
  loop: 'Eigener Kreislauf',
  recycledFrom: (country) => `${country}, recycelt`,
  otherRecycled: 'Anderes Recycling, Land unbekannt',
  unknown: 'Unbekannt',
  shares: 'Anteile',
  sharesNote: 'Ohne den Kreislauf verteilt sich seine Masse im Verhältnis auf die anderen Quellen.',
  source: 'Quelle',
  element: 'Element',
  charged: 'Eingesetzt',
  all: 'Alle',
  concentration: 'Konzentration',
  concentrationNote:
    'Herfindahl-Hirschman-Index, 0 bis 10.000: die Summe der Quadrate aller Anteile in Prozent; 10.000 ist eine Quelle allein. Von zwei Zahlen lässt die erste weg, was aus unbekannten Ländern stammt, die zweite schlägt es dem größten zu.',
  countryIndex: 'Über Länder, mit Kreislauf',
  countryIndexWithout: 'Über Länder, ohne',
  supplierIndex: 'Über Lieferanten',
  perStage: 'Nach Stufe',
  perStageNote: 'Wie viel auf jeder Stufe aus unbekannten Ländern stammt, und ob eine Schwelle überschritten ist.',
  unknownMass: 'Unbekannt',
  largest: 'Größtes Land, mit Kreislauf',
  largestWithout: 'Ohne',
  crossings: {
    crossed: 'überschritten',
    'not-crossed': 'nicht überschritten',
    'cannot-be-excluded': 'nicht auszuschließen',
  },
  thresholds: {
    'crma-one-third-country': {
      name: '65 % aus einem Drittland',
      text: 'Bis 2030 stammen auf keiner Stufe mehr als 65 % des Jahresverbrauchs eines strategischen Rohstoffs aus einem einzigen Drittland',
      holdsFor: 'Den Verbrauch der Union als Ganzes, je Stufe; ein Maßstab, keine Pflicht dieses Werks',
      note: 'Ein Drittland ist eines außerhalb der Union',
    },
  },
  thresholdTitle: 'Schwellen',
  limit: 'Grenze',
  holdsFor: 'Gilt für',
  origin: 'Quelle',
  confidence: 'Verlässlichkeit',
  confidences: { 'in force': 'in Kraft' },
  note: 'Anmerkung',
};
