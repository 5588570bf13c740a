import { periodShape, shownMass, shownPct } from '../../../domain/reports/report-text.js';
import type { Period } from '../../../domain/measure/time.js';
import { shownDay } from '../../i18n/format.js';
import type { circularity as english } from './texts.en.js';

const LOCALE = 'de-DE';

function when(period: Period): string {
  const { from, to } = period;
  const day = (on: string): string => shownDay(on, LOCALE);
  const month = new Intl.DateTimeFormat(LOCALE, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const texts = {
    year: () => `Im Jahr ${from.slice(0, 4)}`,
    month: () => `Im ${month.format(new Date(`${from}T00:00:00Z`))}`,
    day: () => `Am ${day(from)}`,
    days: () => `Vom ${day(from)} bis ${day(to)}`,
  };
  return texts[periodShape(period)]();
}

const withComma = (figure: string): string => figure.replace('.', ',');

/** Dieselben Fälle wie der englische Satz, mit denselben Ziffern. */
const inMetric = (kg: number): string => (kg === 0 ? '0 kg' : withComma(shownMass(kg)));

const headline: typeof english.headline = (row, elementName, period, words = {}) => {
  const mass = words.mass ?? inMetric;
  if (!row) return `${when(period)} kommt ${elementName} in den Büchern des Kreislaufs nicht vor.`;
  const amount = mass(row.substitutedKg ?? 0);
  const start = `${when(period)} ersetzte der Kreislauf ${amount} ${elementName} aus dem Bergbau`;
  if (row.primaryConsumedKg === null)
    return `${start}. Welcher Anteil am Verbrauch des Werks das ist, sieht der Erzeuger.`;
  if (row.primaryReplacementPct === null) return `${start}: Das Werk hat davon nichts eingesetzt.`;
  if (words.lacksPrimary)
    return `${start}. Welcher Anteil am Verbrauch des Werks das ist, ist offen: Primärmaterial ist nicht gebucht.`;
  const share = `${start}: ${withComma(shownPct(row.primaryReplacementPct))} dessen, was das Werk verbrauchte.`;
  if (row.ceilingPct === null)
    return `${share} Wie weit Recycling reichen könnte, ist offen: ${row.processedKg ? 'Was zurückgewonnen wurde, gehört nicht zu dem, was der Zeitraum verarbeitet hat' : 'Verarbeitet wurde nichts'}.`;
  const rest = row.primaryReplacementPct > row.ceilingPct ? '; der Rest kam aus dem Bestand' : '';
  return `${share} Das Recycling aller Nebenprodukte würde höchstens ${withComma(shownPct(row.ceilingPct))} erreichen${rest}.`;
};

export const circularity: typeof english = {
  headline,
  notes: {
    generatedKg: 'Nebenprodukte des Werks, die der Vertrag umfasst',
    sentKg: 'An den Recycler versandt, abzüglich des Abgelehnten',
    confirmedKg: 'Vom Recycler empfangen und gewogen',
    recoveredKg: 'In Erzeugnissen des Recyclers',
    returnedKg: 'Als Rezyklat wieder im Werk',
    consumedKg: 'In der Magnetherstellung eingesetzt',
    substitutedKg: 'Trat an die Stelle von ebenso viel Material aus dem Bergbau',
    recoveryPct: 'Zurückgewonnenes am Verarbeiteten',
    closedLoopReturnPct: 'Zurückgekehrtes am Bestätigten',
    recycledSharePct: 'Rezyklat an allem, was das Werk verbrauchte',
  },
  warningTitles: {
    'missing-assay': 'Analysen fehlen',
    'stock-drawn-down': 'Bestand wurde abgebaut',
    'out-of-step': 'Rückgewinnung passt nicht zum Zeitraum',
    'no-primary-booked': 'Kein Primärmaterial ist gebucht',
    estimated: 'Gewichte sind geschätzt',
    'in-dispute': 'Gewichte sind strittig',
    'open-balance': 'Eine Bilanz ist offen',
    'element-not-assayed': 'Ein Element wurde nicht analysiert',
    'matter-created': 'Mehr kam heraus, als hineinging',
    'wip-not-counted': 'Der Umlauf wurde nicht gezählt',
    'count-off-edge': 'Eine Zählung liegt fern vom Rand',
    'wip-without-assay': 'Im Umlauf fehlen Analysen',
    'wip-in-dispute': 'Was sich bewegte, ist strittig',
  },
  withoutAssay: {
    generatedDryKg: '… davon angefallen',
    reusedDryKg: '… davon im Prozess wiederverwendet',
    sentDryKg: '… davon versandt',
    confirmedDryKg: '… davon bestätigt',
    leakedDryKg: '… davon auf anderem Weg abgegangen',
    onHandDryKg: '… davon am Ende am Lager',
  },
  afterRecovery: {
    title: 'Nach der Rückgewinnung',
    note: 'Wohin ging, was aus den Nebenprodukten gemacht wurde. Jede Liste geht auf das Milligramm auf; wer die anderen sind, steht nirgends.',
    recycler: 'Beim Recycler',
    processors: 'Bei Verarbeitern und im Werk',
    terms: {
      madeKg: 'Hergestellt',
      returnedKg: 'Zurückgekehrt',
      toOthersKg: 'An andere',
      soldOrDisposedKg: 'Verkauft oder entsorgt',
      stockDifferenceKg: 'Bestandsdifferenzen',
      wayDifferenceKg: 'Differenzen unterwegs',
      lostLaterKg: 'In späteren Stufen verloren',
      straightKg: 'Geradewegs ins Werk',
      sentOnKg: 'Ins Werk weitergesandt',
      lostKg: 'In anderen Läufen verloren',
      differenceKg: 'Differenzen',
      stockIncreaseKg: 'Bestandszunahme',
    },
  },
  periodOpen: 'Der Zeitraum ist noch nicht zu Ende: Die Zahlen sind die bisherigen.',
  incomplete: (ratios) =>
    `Unvollständig, weil mehr als 1 % der Trockenmasse dahinter keine Analyse hat: ${ratios.join(', ')}.`,
  noPrimary: {
    title: 'Gab es gar kein Primärmaterial?',
    meaning:
      'Buchen Sie, was das Werk außer Rezyklat eingesetzt hat, oder erklären Sie hier, dass es in diesem Zeitraum kein Primärmaterial eingesetzt hat. Ein Einsatz von Primärmaterial darin macht die Erklärung nichtig.',
    reason: 'Grund',
    submit: 'Erklären, dass es keines gab',
  },
  warningTexts: {
    'missing-assay': () =>
      'Nebenprodukt in den Zahlen hat keine Analyse: was es enthält, steht in keiner Zahl eines Elements. Wie viel es auf jeder Sprosse ist, steht bei der Trockenmasse.',
    'stock-drawn-down': ({ element = '' }) =>
      `Ersetzt wurde mehr${element && ` ${element}`}, als der Zeitraum höchstens hergibt: es kam aus früherem Bestand.`,
    'out-of-step': ({ element, inStep }) =>
      `${element || 'Die Seltenen Erden zusammen'}: Was zurückgewonnen wurde, gehört nicht zu dem, was der Zeitraum verarbeitet hat; eine Rückgewinnung wird nicht genannt.${inStep ? ` Vom ${shownDay(inStep.from, LOCALE)} bis ${shownDay(inStep.to, LOCALE)} passt es.` : ''}`,
    'no-primary-booked': () =>
      'Das Werk hat im Zeitraum Material eingesetzt, und nichts davon ist primär: Entweder ist das Primärmaterial noch nicht gebucht, oder es ist zu erklären, dass es keines gab.',
    estimated: () => 'Diese Gewichte sind geschätzt, bis der Recycler wiegt.',
    'in-dispute': () => 'Bis beide Seiten sich geeinigt haben, zählt das empfangene Gewicht.',
    'open-balance': ({ element = '' }) =>
      `In Läufen des Zeitraums fehlt ${element} des Vertrags: weder in einem Ergebnis noch in einem analysierten Rückstand. Wie viel, steht unter „Ungeklärt“.`,
    'element-not-assayed': ({ element = '' }) =>
      `Aus Läufen kam mehr ${element}, als die Analysen des Einsatzes nennen: es wird niemandem zugerechnet.`,
    'matter-created': ({ element = '' }) =>
      `Aus einem Lauf kam mehr${element && ` ${element}`}, als hineinging; jemand hat dafür mit einer Begründung eingestanden. Sie steht beim Lauf.`,
    'wip-not-counted': () => 'Der Umlauf wurde nicht an beiden Enden gezählt: Was fehlt, lässt sich nicht sagen.',
    'count-off-edge': () => 'Eine Zählung liegt mehr als fünf Tage vom Rand des Zeitraums.',
    'wip-without-assay': () =>
      'Mehr als 1 % der Trockenmasse von Einsatz, Magneten, Nebenprodukten oder Zählungen hat keine Analyse.',
    'wip-in-dispute': () => 'Das Gewicht dessen, was sich bewegte, ist strittig: Was fehlt, lässt sich nicht sagen.',
  },
  agreement: 'Vertrag',
  element: 'Element',
  noneActive: (period) =>
    `${when(period)} galt kein Vertrag, den beide Seiten unterschrieben haben. Wählen Sie einen anderen Zeitraum oder einen Vertrag:`,
  unsigned: (reference) =>
    `${reference} haben noch nicht beide Seiten unterschrieben, oder seine Laufzeit hat noch nicht begonnen: darunter ist noch nichts gebucht.`,
  chooseAgreement: 'Vertrag wählen',
  noAgreements: 'Es gibt noch keinen Vertrag. Über den Kreislauf wird je Vertrag berichtet.',
  ladder: 'Die Leiter',
  ladderNote: (element) => `Kilogramm ${element} vom Nebenprodukt bis zu dem, was es ersetzte.`,
  between: 'Zwischen den Sprossen',
  betweenNote: 'Differenzen tragen ein Vorzeichen: Über null ist ein Verlust.',
  replacement: 'Was erreicht wurde und was erreichbar wäre',
  replacementNote:
    'Anteile an allem, was das Werk verbrauchte. Die Obergrenze ist, was das Recycling aller Nebenprodukte des Zeitraums erreichen könnte.',
  flows: 'Der Weg durch den Kreislauf',
  flowsNote:
    'Ein Band ist so breit wie seine Kilogramm. Was den Kreislauf verlässt, ist orange, was auf Lager liegt, blau.',
  flowsOf: 'Wofür die Bänder stehen',
  flowsLabel: (subject) => `Der Weg durch den Kreislauf: ${subject}, mit dem, was ihn verließ`,
  flowNodes: {
    'reused-in-process': 'Im Prozess wiederverwendet',
    leaked: 'Auf anderem Weg abgegangen',
    'measurement-difference': 'Messdifferenz',
    'recycler-disposed': 'Vom Recycler entsorgt',
    residue: 'Rückstände',
    unaccounted: 'Ungeklärt',
    'mass-change': 'Massenänderung',
    'to-others': 'An andere',
    'sold-elsewhere': 'Anderweitig verkauft',
    disposed: 'Entsorgt',
    'plant-stock': 'Bestand im Werk',
    'recycler-stock': 'Bestand beim Recycler',
    'process-stock': 'Zwischenprodukte',
    'recovered-stock': 'Zurückgewonnen, noch nicht zurück',
    'returned-stock': 'Zurückgekehrt, noch nicht eingesetzt',
  },
  flowIn: (name) => `Aus: ${name}`,
  noFlows: (subject) => `In diesem Zeitraum bewegte sich nichts: ${subject}.`,
  dryMass: 'Trockenmasse',
  flowFrom: 'Von',
  flowTo: 'Nach',
  flowKg: 'Masse',
  months: 'Monat für Monat',
  monthsNote: (name) =>
    `Kilogramm ${name} auf jeder Sprosse, und welchen Anteil am Verbrauch des Werks der Kreislauf ersetzte.`,
  monthsLabel: (name) => `${name} auf den Sprossen der Leiter, Monat für Monat`,
  month: 'Monat',
  tooManyMonths: 'Monate werden für höchstens zehn Jahre gezeigt. Bitte einen kürzeren Zeitraum wählen.',
  evidenceTitle: (figure, subject) => `${figure}: ${subject}`,
  evidenceLead: 'Die Buchungen, deren Summe diese Zahl ist. Was storniert wurde, steht hier zweimal und hebt sich auf.',
  evidenceBack: 'Zurück zum Bericht',
  evidencePeriod: 'Im Zeitraum',
  evidenceUntil: 'Was von Anfang an in den Bestand kam und ihn verließ, bis zum Ende des',
  noEvidence: 'Keine Buchung zählt zu dieser Zahl.',
  evidenceElsewhere: 'Diese Buchungen stehen nur in den Büchern des Erzeugers.',
  countsOn: 'Zählt am',
  event: 'Was geschah',
  batch: 'Charge',
  batchCount: (n) => `${n} Chargen`,
  share: 'Eigener Anteil an einer Charge',
  asTable: 'Dasselbe als Tabelle',
  ratios: 'Wie gut der Kreislauf arbeitet',
  dry: 'Nebenprodukte, Trockenmasse',
  warnings: (n) =>
    n === 1 ? '1 Hinweis vor der Verwendung dieser Zahlen' : `${n} Hinweise vor der Verwendung dieser Zahlen`,
  noWarnings: 'Nichts spricht gegen diese Zahlen.',
  basis: 'Worauf die Zahlen beruhen',
  boundary: 'Systemgrenze',
  boundaryText: 'Alle Standorte des Erzeugers; Standorte des Recyclers',
  basisOf: 'Basis',
  basisText: 'Masse des Metalls, nicht seines Oxids',
  method: 'Methode',
  parties: 'Zwischen',
  noMarket:
    'Marktverdrängung wird nicht berechnet: Wie viel Bergbau ein ersetztes Kilogramm vermeidet, entscheiden die Märkte, und eins zu eins ist ein Sonderfall (Zink, Geyer und Startz 2016).',
};
