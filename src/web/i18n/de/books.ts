import type { books as english } from '../en/books.js';

export const books: typeof english = {
  origins: {
    primary: 'primär',
    rework: 'Rücklauf',
    'pre-consumer': 'vor Gebrauch',
    'post-consumer': 'nach Gebrauch',
    unknown: 'unbekannt',
  },
  entryKinds: {
    logged: 'Erfasst',
    supplied: 'Geliefert',
    assayed: 'Analyse eingebracht',
    stamped: 'Einem Vertrag zugeordnet',
    disposed: 'Entsorgt',
    reused: 'Im Prozess wiederverwendet',
    sold: 'Anderweitig verkauft',
    counted: 'Bestandsdifferenz',
    split: 'Geteilt',
    dispatched: 'Versandt',
    received: 'Eingegangen',
    settled: 'Abgerechnet',
    run: 'Lauf',
    charged: 'In die Produktion eingesetzt',
    reversed: 'Storno',
  },
  carveOuts: {
    'recycler-refused': 'vom Recycler abgelehnt',
    'force-majeure': 'höhere Gewalt',
    'off-spec': 'außerhalb der Spezifikation',
    'research-sample': 'Forschungsprobe',
  },
  share: 'Anteil an einer rezyklierten Charge',
  and: (n) => `und ${n} weitere`,
  more: (n) => `+${n}`,
  otherBatch: 'einer anderen Charge',
};
