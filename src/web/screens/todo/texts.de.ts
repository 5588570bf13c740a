import type { todo as english } from './texts.en.js';

export const todo: typeof english = {
  lead: (n) => (n === 1 ? 'Eine Sache wartet auf Sie.' : `${n} Sachen warten auf Sie.`),
  leadLate: (n) => (n === 1 ? 'Eine davon ist überfällig.' : `${n} davon sind überfällig.`),
  oldestOnly: (n) => `Aufgeführt sind die ältesten ${n}. Die nächsten rücken nach, wenn diese erledigt sind.`,
  clear: 'Nichts wartet auf Sie',
  clearNote:
    'Sendungen, Unterschriften, Streitfälle und fehlende Analysen erscheinen hier, sobald Sie an der Reihe sind.',
  logBatch: 'Charge erfassen',
  scan: 'Etikett scannen',
  toCircularity: 'Ansehen, was der Kreislauf leistet',
  groups: {
    receive: 'Anzunehmen',
    dispute: 'Strittig, Ihre Zahl fehlt',
    dispatch: 'Geplant, noch nicht versandt',
    'missing-assay': 'Ohne Analyse',
    sign: 'Zu unterschreiben',
    breach: 'Gegen einen Vertrag gebucht',
    difference: 'Über der Toleranz gezählt oder verloren',
    device: 'Auf diesem Gerät begonnen',
  },
  buttons: {
    receive: 'Annehmen',
    dispute: 'Abrechnen',
    dispatch: 'Versenden',
    'missing-assay': 'Analyse erfassen',
    sign: 'Lesen und unterschreiben',
    breach: 'Ansehen',
    difference: 'Ansehen',
  },
  buttonOf: (button, what) => `${button}: ${what}`,
  batches: (n) => (n === 1 ? '1 Charge' : `${n} Chargen`),
  addAssays: 'Analysen erfassen',
  oldestOf: (n) => `die älteste von ${n} Chargen ihres Standorts`,
  overdue: (days) => (days === 1 ? 'seit gestern überfällig' : `seit ${days} Tagen überfällig`),
  dueToday: 'heute fällig',
  dueIn: (days) => (days === 1 ? 'morgen fällig' : `fällig in ${days} Tagen`),
  ages: {
    receive: 'versandt',
    dispute: 'eingegangen',
    dispatch: 'geplant',
    'missing-assay': 'erfasst',
    sign: 'vorgeschlagen',
    breach: 'geschehen',
    difference: 'geschehen',
  },
  since: (word, when) => `${word} ${when}`,
  drafts: {
    log: 'Eine Charge, noch nicht gespeichert',
    shipment: 'Eine Sendung, noch nicht geplant',
    run: 'Ein Lauf, noch nicht gebucht',
    supply: 'Eine Lieferung, noch nicht gebucht',
    agreement: 'Ein Vertrag, noch nicht gespeichert',
    refused: (n) =>
      n === 1
        ? '1 Charge wurde abgelehnt und ist zu berichtigen'
        : `${n} Chargen wurden abgelehnt und sind zu berichtigen`,
    waiting: (n) => (n === 1 ? '1 Charge wartet auf das Netz' : `${n} Chargen warten auf das Netz`),
    mending: (n) =>
      n === 1 ? '1 Charge wurde zum Berichtigen zurückgeholt' : `${n} Chargen wurden zum Berichtigen zurückgeholt`,
  },
  goOn: 'Weitermachen',
  mend: 'Berichtigen',
  begun: 'begonnen',
  begunHere: 'auf diesem Gerät begonnen',
  under: (reference) => `nach ${reference}`,
};
