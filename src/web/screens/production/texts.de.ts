import type { balance as englishBalance, production as englishProduction } from './texts.en.js';

export const production: typeof englishProduction = {
  sectionsLabel: 'Bereiche der Produktion',
  sections: { feed: 'Einsatz', balance: 'Bilanz' },
};

export const balance: typeof englishBalance = {
  title: 'Bilanz des Werks',
  lead: 'Von Zählung zu Zählung: was die Produktion übrig gelassen haben muss, gegen die erfassten Nebenprodukte.',
  element: 'Element',
  notKnown: 'Ob das Werk in diesem Zeitraum aufgeht, lässt sich nicht sagen.',
  counted: (from, to) => `Von der Zählung am ${from} bis zur Zählung am ${to}.`,
  yearToDate: 'Seit Jahresbeginn:',
  look: 'Ansehen',
  warningsTitle: 'Was dazu zu wissen ist',
  warnings: {
    'wip-not-counted':
      'Der Bestand in Arbeit wurde nicht an beiden Enden des Zeitraums gezählt: zählen, oder einen Zeitraum mit Zählungen an beiden Enden wählen.',
    'count-off-edge':
      'Eine Zählung liegt mehr als fünf Tage vom Rand des Zeitraums entfernt. Die Bilanz läuft von Zählung zu Zählung.',
    'wip-without-assay':
      'Mehr als 1 % der Trockenmasse von Einsätzen, Magneten, Nebenprodukten oder Zählungen hat weder Analyse noch Sorte.',
    'wip-in-dispute': 'Was bewegt wurde, ist strittig: Die Gewichte können sich noch ändern.',
  },
  waterfall: (name) => `Wie es sich zusammensetzt: ${name}`,
  waterfallNote: 'Was hereinkam, ohne was hinausging und noch da ist, muss Nebenprodukt sein.',
  nothingMoved: 'In diesem Zeitraum wurde nichts bewegt.',
  notCounted: 'Ohne Zählungen an beiden Enden lässt sich nichts zusammenzählen.',
  asTable: 'Dasselbe als Tabelle',
  term: 'Posten',
  mass: 'Masse',
  rows: {
    opening: 'Am Anfang gezählt',
    charged: 'Eingesetzt',
    reused: 'Im Prozess wiederverwendet',
    back: 'Magnete zurückgeführt',
    magnets: 'Hergestellte Magnete',
    losses: 'Prozessverluste',
    closing: 'Am Ende gezählt',
    expected: 'Erwartet',
    range: 'Was das Messen offenlässt',
    logged: 'Erfasst',
    unexplained: 'Ungeklärt',
  },
  perElement: 'Element für Element',
  perElementNote:
    'Bilanzieren lassen sich Elemente, deren ganzer Eingang gebucht ist: die Seltenen Erden, und was der Standort angibt.',
  show: (name) => `${name} zeigen`,
  completeness: 'Vollständigkeit',
  verdict: 'Urteil',
  months: (name) => `Monat für Monat: ${name}`,
  monthsNote:
    'Ein Monat reicht von der letzten Zählung davor bis zu seiner letzten. Was zwischen zwei Zählungen liegt, steht im Monat der späteren; so summieren sich die Monate.',
  monthsChart: 'Was in jedem Monat ungeklärt ist, zwischen den Grenzen, in denen es auch nichts sein kann',
  monthsTable: 'Bilanz nach Monaten',
  month: 'Monat',
  days: 'Gezählt am',
  tooManyMonths: 'Monate werden für höchstens zehn Jahre gezeigt. Bitte einen kürzeren Zeitraum wählen.',
  uncertainty: 'Woraus das ± besteht',
  uncertaintyNote: (mass) =>
    `± ${mass} ist das Doppelte der Wurzel aus der Quadratsumme dieser Standardunsicherheiten.`,
  byDefault: (n) =>
    n === 1
      ? '1 Analyse hat die Unsicherheit ihres Verfahrens, weil ihr Bericht keine nennt.'
      : `${n} Analysen haben die Unsicherheit ihres Verfahrens, weil ihre Berichte keine nennen.`,
  source: 'Quelle',
  standard: 'Standardunsicherheit',
  share: 'Anteil am Ganzen',
  errors: {
    repeatability: { name: 'Einzelne Wägungen', text: 'Eine Wägung weicht von der nächsten ab.' },
    calibration: { name: 'Waagen', text: 'Worum eine Waage danebenliegt, liegt sie bei allen Wägungen daneben.' },
    moisture: { name: 'Feuchte und Öl', text: 'Wie die Trockenmasse bestimmt wurde, ein Fehler je Standort.' },
    laboratory: { name: 'Labore', text: 'Worum ein Labor bei allem danebenliegt.' },
    family: { name: 'Arten von Material', text: 'Worum ein Labor bei einer Art von Material danebenliegt.' },
    assay: { name: 'Einzelne Analysen', text: 'Worum jede Analyse für sich danebenliegt.' },
    grade: { name: 'Magnetsorten', text: 'Magnete ohne eigene Analyse: ein Fehler je Sorte.' },
    count: { name: 'Zählungen', text: 'Die Massen des gezählten Bestands in Arbeit.' },
    bound: { name: 'Unter der Grenze', text: 'Was Labore nicht finden konnten, bis zu ihren Grenzen.' },
  },
};
