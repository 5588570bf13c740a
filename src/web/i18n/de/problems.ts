import type { ProblemTexts } from '../en/problems.js';
import type { FactsReader } from '../problem-facts.js';
import { books } from './books.js';
import { status } from './status.js';

const batchOf = ({ text }: FactsReader): string => (text('batch') ? `Charge ${text('batch')}` : 'Die Charge');

/** What the service refuses, in German. */
export const problems: ProblemTexts = {
  locale: 'de-DE',
  titles: { read: 'Das lässt sich nicht zeigen', act: 'Das wurde nicht ausgeführt' },
  details: {
    unauthenticated: () => 'Ihre Anmeldung ist abgelaufen. Bitte neu anmelden und noch einmal senden.',
    forbidden: () => 'Ihre Rolle oder Ihre Seite darf das nicht.',
    'foreign-origin': () => 'Das geht nur von den Seiten dieses Dienstes aus.',
    'not-found': () => 'Das gibt es nicht, oder Sie dürfen es nicht sehen.',
    'stale-version': () =>
      'Jemand anderes hat dies inzwischen geändert. Bitte noch einmal ansehen und die Eingabe wiederholen.',
    'payload-too-large': () => 'Das ist zu groß, um es auf einmal zu senden.',
    'idempotency-key-reused': () =>
      'Was hier zuerst gesendet wurde, ist gebucht; was seither geändert wurde, nicht. Bitte ansehen, was gebucht ist, und für Weiteres neu beginnen.',
    'idempotency-key-in-use': () => 'Diese Eingabe wird gerade gebucht. Bitte gleich noch einmal versuchen.',
    'rate-limited': () => 'Zu viele Anfragen. Bitte einen Augenblick warten.',
    'service-busy': () => 'Gerade melden sich zu viele Leute an. Bitte in ein paar Sekunden noch einmal versuchen.',
    'request-timeout': () => 'Das Gesendete ist nicht rechtzeitig angekommen. Bitte noch einmal senden.',
    'too-many-sign-ins': () => 'Zu viele falsche Passwörter. Bitte etwas warten und erneut versuchen.',
    internal: () => 'Beim Dienst ist etwas schiefgegangen. Es wurde nichts gebucht.',
    'database-unavailable': () => 'Die Bücher sind gerade nicht erreichbar. Bitte gleich noch einmal versuchen.',
    'agreement-state': ({ word }) =>
      `Der Vertrag ist inzwischen ${word('status', status)}: das geht mit ihm nicht mehr. Bitte noch einmal ansehen.`,
    'already-reversed': () => 'Diese Buchung wurde schon storniert.',
    'already-signed': () => 'Für Ihre Seite ist schon unterschrieben; es fehlt die Unterschrift der anderen.',
    'already-terminated': ({ day }) => `Beide Seiten haben schon unterschrieben, dass er am ${day('endsOn')} endet.`,
    'batch-sealed': (facts) =>
      `Mit ${facts.text('batch') ? batchOf(facts) : 'der Charge'} ist seither etwas geschehen: die Analyse kann sich nicht mehr ändern.`,
    'batch-state': (facts) =>
      `${batchOf(facts)} ist inzwischen ${facts.word('status', status) || 'nichtig'}: das geht mit ihr nicht mehr.`,
    'built-upon': () => 'Spätere Buchungen stehen auf dieser. Bitte zuerst diese stornieren, die neueste voran.',
    'charge-kind': () =>
      'Ein Nebenprodukt kann nicht eingesetzt werden; es kann nur im Prozess wiederverwendet werden.',
    'code-taken': ({ text }) =>
      text('code') ? `Die Kennung ${text('code')} ist hier schon vergeben.` : 'Diese Kennung ist hier schon vergeben.',
    'counted-as-booked': () => 'Gezählt ist genau, was in den Büchern steht.',
    'disposition-kind': () => 'Eine Charge dieser Art kann nicht in ihrem Prozess wiederverwendet werden.',
    'element-twice': ({ named }) =>
      `Als Metall und als Verbindung angegeben: ${named('elements')}. Bitte eines davon angeben, oder dass die Analyse sie unterscheidet.`,
    'report-taken': () => 'Dieser Bericht dieses Labors steht schon bei der Charge.',
    'assay-of-other-side': () => 'Diese Analyse hat die andere Seite machen lassen: sie steht neben der eigenen.',
    'email-taken': () => 'Mit dieser Adresse meldet sich schon jemand an.',
    'exclusivity-breach': (facts) => {
      const subject = facts.text('batch') ? batchOf(facts) : facts.named('batches') || 'Die Charge';
      const open = facts.named('allowedCarveOuts', books.carveOuts);
      return `${subject}: allein dem Aufbereiter des Vertrags zugesagt. ${open ? `Mit einer Ausnahme ist es erlaubt: ${open}.` : 'Keine Ausnahme steht dafür offen.'}`;
    },
    'id-taken': () => 'Das wurde schon gebucht.',
    'in-dispute': ({ named }) => `Das Gewicht ist strittig: ${named('batches')}. Bitte zuerst einigen.`,
    'is-reversal': () => 'Ein Storno kann nicht storniert werden. Bitte neu buchen.',
    'last-admin': () =>
      'Niemand sonst könnte die Personen der Partei pflegen. Geben Sie zuerst jemand anderem die Administration.',
    'primary-charged': ({ day }) =>
      `Am ${day('chargedOn')} wurde Primärmaterial eingesetzt: Dass es keines gab, lässt sich nicht erklären.`,
    'mass-too-large': () => 'Die Masse ist größer, als die Bücher fassen.',
    'matter-created': ({ excess }) =>
      `Es kommt mehr heraus als hineinging: ${excess((element, mass) => `${element} um ${mass}`)}. Bitte Analysen und Gewichte prüfen oder mit Begründung dafür einstehen.`,
    'missing-assay': ({ named }) => `Alles, was hineingeht, braucht eine Analyse. Sie fehlt bei: ${named('batches')}.`,
    'more-than-left': (facts) =>
      `${batchOf(facts)} hat weniger übrig als das: ${facts.mass('leftDryKg')} trocken, nicht ${facts.mass('askedDryKg')}.`,
    'more-pieces-than-left': ({ count }) =>
      `Die Teile nennen ${count('askedPieces')} Stück, es sind aber nur ${count('leftPieces')} übrig.`,
    'negative-stock': () => 'Damit wäre weniger als nichts am Lager.',
    'not-at-site': (facts) => `${batchOf(facts)} ist nicht an diesem Standort.`,
    'not-covered': ({ named }) =>
      `Der Vertrag umfasst diese Chargen nicht: ${named('batches')}. Bitte getrennt versenden.`,
    'not-in-your-stock': (facts) => `${batchOf(facts)} ist nicht in Ihrem Bestand.`,
    'not-reversible': () => 'Was eine Unterschrift unter den Vertrag gestellt hat, bleibt darunter.',
    'not-segregated': () => 'Ein getrennter Lauf nimmt nur Chargen eines Vertrags und keinen anderen Zulauf.',
    'nothing-left': ({ text }) => `Von Charge ${text('batch')} ist nichts übrig.`,
    'nothing-pending': () => 'Hier wartet nichts auf eine Unterschrift.',
    'nothing-to-sign': () =>
      'Hier wartet nichts mehr auf eine Unterschrift: es wurde inzwischen unterschrieben oder zurückgezogen.',
    'out-of-order': (facts) =>
      `${batchOf(facts)} hat schon ein späteres Ereignis, vom ${facts.instant('lastAt')}. Bitte eine spätere Zeit angeben.`,
    'overlapping-agreement': ({ day }) =>
      `Ein Standort des Umfangs fällt mit demselben Nebenprodukt ab dem ${day('day')} auch unter einen anderen Vertrag.`,
    'overlapping-exclusive-agreement': ({ day }) =>
      `Ein Standort des Umfangs fällt mit demselben Nebenprodukt ab dem ${day('day')} auch unter einen anderen Vertrag, und einer der beiden ist exklusiv.`,
    'outlives-token': () => 'Ein Token kann keines erstellen, das länger gilt als es selbst.',
    'reference-taken': ({ text }) =>
      `Die Referenz ${text('reference')} ist zwischen den beiden Seiten schon vergeben, vielleicht an einen Entwurf der anderen.`,
    'assay-below-drawn': ({ text, day, mass }) =>
      `Mit dieser Analyse wäre bis ${day('day')} mehr ${text('element')} entnommen worden, als da war: es fehlen ${mass('missingKg')}.`,
    'settlement-below-drawn': ({ mass, day }) =>
      day('day')
        ? `Mit dieser Zahl bliebe am ${day('day')} weniger als nichts: es war schon mehr entnommen, und es fehlten ${mass('missingKg')}.`
        : `Mit dieser Zahl bliebe weniger als nichts: nach Ablehnung und Entnahme sind ${mass('leftDryKg')} da, und sie nähme ${mass('changeDryKg').replace('-', '')} weg.`,
    'shipment-state': ({ word }) =>
      `Die Sendung ist inzwischen ${word('status', status)}: das geht mit ihr nicht mehr. Bitte noch einmal ansehen.`,
    'signature-pending': () => 'Eine frühere Änderung des Vertrags wartet noch auf eine Unterschrift.',
    'trace-too-large': () => 'Die Herkunft umfasst zu viele Chargen, um sie zu zeigen.',
    'not-acceptable': () => 'In dieser Form lässt es sich nicht ausgeben.',
    'precondition-required': () => 'Bitte die Seite neu laden und es noch einmal versuchen.',
    'unsupported-media-type': () => 'Diese Art von Datei nimmt der Dienst nicht an.',
    'wrong-credentials': () => 'E-Mail-Adresse und Passwort passen nicht zusammen.',
  },
  faulty: (messages) => `Etwas an den Angaben fehlt oder ist falsch: ${messages}.`,
  faults: [
    [/^must not be above 100 % together with the oil/, 'darf mit dem Öl zusammen höchstens 100 % sein'],
    [/^(must leave something dry|leaves no dry mass)/, 'lässt nichts Trockenes übrig'],
    [/^must be a percentage.*eight/, 'muss von 0 bis 100 % sein, mit höchstens acht Stellen'],
    [/^must be a percentage/, 'muss von 0 bis 100 % sein, mit höchstens vier Stellen'],
    [/^adds up to (.+?) % as elements/, 'ergibt als Elemente zusammen $1 %, mehr als 102 %'],
    [/^adds up to (.+?) % as it is given/, 'ergibt wie angegeben $1 %, mehr als ein Oxid enthalten kann'],
    [/^has more than 8 decimals/, 'darf höchstens acht Nachkommastellen eines Prozents haben'],
    [/^is neither a number nor a text/, 'ist weder eine Zahl noch ein Text wie "<0.05" oder "12 ppm"'],
    [/^is on ignited basis/, 'bezieht sich auf Geglühtes und braucht LOI, den Glühverlust'],
    [/^leaves nothing/, 'lässt nichts übrig'],
    [/^must hold something that can be seen/, 'muss etwas Sichtbares enthalten'],
    [/^must be a number of percent/, 'muss ein Prozentsatz sein'],
    [/^must be a number of kilograms/, 'muss eine Masse sein'],
    [/^must not be above the net weight/, 'darf nicht über dem Nettogewicht liegen'],
    [/^must not be above the pieces that arrived/, 'darf nicht mehr sein, als angekommen ist'],
    [/^must not be above (\d+)/, 'darf höchstens $1 sein'],
    [/^must be below the gross weight/, 'muss unter dem Bruttogewicht liegen'],
    [/^must not be negative/, 'darf nicht negativ sein'],
    [/^must be above zero/, 'muss über null liegen'],
    [/^must be a whole number/, 'muss eine ganze Zahl sein'],
    [/^must be at most (.+)/, 'darf höchstens $1 sein'],
    [/^must be at least (.+)/, 'muss mindestens $1 sein'],
    [/^must have at most (\d+) characters/, 'darf höchstens $1 Zeichen haben'],
    [/^must have at most (\d+) decimals/, 'darf höchstens $1 Nachkommastellen haben'],
    [/^must have at most (\d+)/, 'darf höchstens $1 haben'],
    [/^must have at least (\d+)/, 'braucht mindestens $1'],
    [/^must have (\d+) to (\d+) characters/, 'muss $1 bis $2 Zeichen haben'],
    [/^must be text of (\d+) to (\d+) characters/, 'muss $1 bis $2 Zeichen haben'],
    [/^must not be above the gross weight/, 'darf nicht über dem Bruttogewicht liegen'],
    [/^must be given with/, 'bitte beide Passwörter angeben'],
    [/^names no stream/, 'nennt kein Nebenprodukt'],
    [/^names something twice/, 'nennt etwas doppelt'],
    [/^is not a (field|known field)/, 'gehört nicht hierher'],
    [/^is missing or blank/, 'bitte ausfüllen'],
    [/^must be text that is not empty/, 'bitte ausfüllen'],
    [/^must be text$/, 'muss ein Text sein'],
    [/^must be an e-mail address/, 'muss eine E-Mail-Adresse sein'],
    [/^must be (one of|an identifier|true or false|an object|a list)/, 'bitte wählen'],
    [/^must not lie more than 24 hours ahead/, 'darf nicht mehr als 24 Stunden voraus liegen'],
    [/^must not lie in the past/, 'darf nicht in der Vergangenheit liegen'],
    [/^must not be before from/, 'darf nicht vor dem Beginn liegen'],
    [/^is before (\S+), when the version/, 'liegt vor dem $1, an dem die geänderte Fassung beginnt'],
    [/^is before startsOn/, 'liegt vor dem Beginn'],
    [/^must not be after the end of the run/, 'darf nicht nach dem Ende des Laufs liegen'],
    [/^is after (\S+), when/, 'liegt nach dem $1, an dem der Vertrag endet'],
    [/^(must not name anything twice|is named twice|stands in an earlier line)/, 'ist doppelt genannt'],
    [/^adds up to (.+?) %/, 'ergibt zusammen $1 %, mehr als 100 %'],
    [/^names no element/, 'nennt kein Element und kein Oxid'],
    [/^names nothing that changes/, 'ändert nichts'],
    [/^must say why/, 'bitte begründen'],
    [/^must say how much/, 'bitte angeben, wie viel'],
    [/^must say what was counted/, 'bitte angeben, was gezählt wurde'],
    [/^goes with a refused weight/, 'gehört zu einem abgelehnten Gewicht'],
    [/^must be another site/, 'muss ein anderer Standort sein als der, von dem es abgeht'],
    [/^must hold a batch/, 'braucht eine Charge oder anderen Zulauf'],
    [/^is no carve-out/, 'ist keine Ausnahme, die für die Charge gilt'],
    [/^is not needed/, 'ist nicht nötig'],
    [/^is not a (stream|product) of the catalogue/, 'steht nicht im Katalog'],
    [/^must be a product of the catalogue/, 'bitte ein Produkt des Katalogs wählen'],
    [/^must be a stream of the catalogue/, 'bitte ein Nebenprodukt des Katalogs wählen'],
    [
      /^must be the two capital letters of a country/,
      'muss aus den zwei Großbuchstaben eines Landes bestehen (ISO 3166-1)',
    ],
    [/^must be a day that exists/, 'muss ein Tag sein, den es gibt'],
    [/^must be (a time|an instant|a moment|a date)/, 'bitte Tag und Uhrzeit angeben'],
    [
      /^must (hold objects|hold identifiers|hold only|name either|be 8 to 128|be a UUIDv7)/,
      'ist nicht, was hier stehen kann',
    ],
    [/^must have a line for the batch/, 'braucht auch für jede andere Charge der Sendung eine Zeile'],
    [/^must lie within (\d+) months/, 'darf höchstens $1 Monate nach dem Beginn liegen'],
    [/^does not go with a stock difference/, 'passt nicht zu einer Inventurdifferenz'],
    [/^has more than (\d+) decimals/, 'hat mehr als $1 Nachkommastellen'],
    [/^is less than 0 %/, 'ist weniger als 0 %'],
    [/^is more than (\d+) %/, 'ist mehr als $1 %'],
    [/^is more than 1$/, 'ist mehr als 1'],
    [/^is not above 0/, 'muss über null liegen'],
    [/^is not a number/, 'ist keine Zahl'],
    [/^is given beside a carve-out/, 'steht neben einer Ausnahme: was ausgenommen ist, ist kein Verstoß'],
    [/^is neither an element nor an oxide/, 'ist weder ein Element noch ein Oxid des Katalogs'],
    [/^has (\d+) (fields|items|values)/, 'hat mit $1 Angaben mehr, als sich auf einmal senden lässt'],
    [/^has a field whose name/, 'nennt ein Feld, das nicht hierher gehört'],
    [/^and (\d+) more faults/, 'und $1 weitere Fehler'],
    [/^holds half of a character/, 'enthält ein unvollständiges Zeichen'],
    [/^is not valid/, 'ist nicht gültig'],
    [/^is nested too deeply/, 'ist zu tief verschachtelt'],
    [/^is no agreement between/, 'ist kein Vertrag zwischen den beiden Seiten'],
    [/^does not go with what is taken over as announced/, 'gehört nicht zu dem, was wie angekündigt übernommen wird'],
    [/^is not a batch of this shipment/, 'ist keine Charge dieser Sendung, die darauf wartet'],
    [/^is not a cursor/, 'bitte die Liste neu laden'],
    [/^is not a party with the role/, 'ist keine Partei mit der nötigen Rolle'],
    [/^is not a site of the generator/, 'ist kein Standort des Werks'],
    [/^is not in the composition/, 'steht nicht in der Zusammensetzung'],
    [/^is the generator itself/, 'ist das Werk selbst'],
    [/^makes the term longer than (\d+) years/, 'macht die Laufzeit länger als $1 Jahre'],
    [/^names no site/, 'nennt keinen Standort'],
    [/^names streams beside/, 'nennt einzelne Nebenprodukte neben allen'],
    [/^is nobody with the role auditor/, 'ist niemand, der prüft'],
  ],
};
