import type { ProblemTexts } from '../en/problems.js';
import { status } from './status.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const named = (value: unknown): string => (Array.isArray(value) ? value.map(text).join(', ') : '');
const stateOf = (facts: Readonly<Record<string, unknown>>): string => {
  const word = text(facts['status']);
  return word ? ` (${status[word] ?? word})` : '';
};
const batchOf = (facts: Readonly<Record<string, unknown>>): string =>
  facts['batch'] === undefined ? 'Die Charge' : `Charge ${text(facts['batch'])}`;

/** What the service refuses, in German. */
export const problems: ProblemTexts = {
  title: 'Das wurde nicht gebucht',
  details: {
    'invalid-input': () => 'Etwas an den Angaben fehlt oder ist falsch.',
    unauthenticated: () => 'Ihre Anmeldung ist abgelaufen. Bitte neu anmelden und noch einmal senden.',
    forbidden: () => 'Ihre Rolle oder Ihre Seite darf das nicht.',
    'foreign-origin': () => 'Das geht nur von den Seiten dieses Dienstes aus.',
    'not-found': () => 'Das gibt es nicht, oder Sie dürfen es nicht sehen.',
    'stale-version': () =>
      'Jemand anderes hat dies inzwischen geändert. Bitte neu laden und die Änderung noch einmal vornehmen.',
    'payload-too-large': () => 'Das ist zu groß, um es auf einmal zu senden.',
    'idempotency-key-reused': () => 'Diese Eingabe wurde schon mit anderem Inhalt gesendet. Bitte neu laden.',
    'idempotency-key-in-use': () => 'Diese Eingabe wird gerade gebucht. Bitte gleich noch einmal versuchen.',
    'rate-limited': () => 'Zu viele Anfragen. Bitte einen Augenblick warten.',
    'too-many-sign-ins': () => 'Zu viele falsche Passwörter. Bitte etwas warten und erneut versuchen.',
    internal: () => 'Beim Dienst ist etwas schiefgegangen. Es wurde nichts gebucht.',
    'database-unavailable': () => 'Die Bücher sind gerade nicht erreichbar. Bitte gleich noch einmal versuchen.',
    'agreement-state': (facts) => `Das geht beim jetzigen Stand des Vertrags${stateOf(facts)} nicht.`,
    'already-reversed': () => 'Diese Buchung wurde schon storniert.',
    'already-signed': () => 'Ihre Seite hat schon unterschrieben; es fehlt die andere.',
    'already-terminated': () => 'Beide Seiten haben das Ende schon unterschrieben.',
    'batch-sealed': () => 'Mit der Charge ist seither etwas geschehen: ihre Analyse kann sich nicht mehr ändern.',
    'batch-state': (facts) => `Das geht beim jetzigen Stand der Charge${stateOf(facts)} nicht.`,
    'built-upon': () => 'Spätere Buchungen stehen auf dieser. Bitte zuerst diese stornieren, die neueste voran.',
    'charge-kind': () =>
      'Ein Nebenprodukt kann nicht eingesetzt werden; es kann nur im Prozess wiederverwendet werden.',
    'code-taken': () => 'Diese Kennung ist hier schon vergeben.',
    'counted-as-booked': () => 'Gezählt ist genau, was in den Büchern steht.',
    'disposition-kind': () => 'Eine Charge dieser Art kann nicht in ihrem Prozess wiederverwendet werden.',
    'email-taken': () => 'Mit dieser Adresse meldet sich schon jemand an.',
    'exclusivity-breach': (facts) =>
      `${batchOf(facts)} ist allein dem Aufbereiter des Vertrags zugesagt und darf keinen anderen Weg gehen.`,
    'id-taken': () => 'Das wurde schon gebucht.',
    'in-dispute': (facts) => `Das Gewicht ist strittig: ${named(facts['batches'])}. Bitte zuerst einigen.`,
    'is-reversal': () => 'Ein Storno kann nicht storniert werden. Bitte neu buchen.',
    'last-admin': () =>
      'Niemand sonst könnte die Personen der Partei pflegen. Geben Sie zuerst jemand anderem die Administration.',
    'mass-too-large': () => 'Die Masse ist größer, als die Bücher fassen.',
    'matter-created': () =>
      'Es kommt mehr heraus als hineinging. Bitte Analysen und Gewichte prüfen oder mit Begründung dafür einstehen.',
    'missing-assay': (facts) =>
      `Alles, was hineingeht, braucht eine Analyse. Sie fehlt bei: ${named(facts['batches'])}.`,
    'more-than-left': (facts) => `${batchOf(facts)} hat weniger übrig als das.`,
    'negative-stock': () => 'Damit wäre weniger als nichts am Lager.',
    'not-at-site': () => 'Eine der Chargen ist nicht an diesem Standort.',
    'not-covered': (facts) =>
      `Der Vertrag umfasst diese Chargen nicht: ${named(facts['batches'])}. Bitte getrennt versenden.`,
    'not-in-your-stock': () => 'Eine der Chargen ist nicht in Ihrem Bestand.',
    'not-reversible': () => 'Was eine Unterschrift unter den Vertrag gestellt hat, bleibt darunter.',
    'not-segregated': () => 'Ein getrennter Lauf nimmt nur Chargen eines Vertrags und keinen anderen Zulauf.',
    'nothing-left': () => 'Von der Charge ist nichts übrig.',
    'nothing-pending': () => 'Hier wartet nichts auf eine Unterschrift.',
    'nothing-to-sign': () => 'Hier wartet nichts auf eine Unterschrift.',
    'out-of-order': (facts) => `${batchOf(facts)} hat schon ein späteres Ereignis. Bitte eine spätere Zeit angeben.`,
    'outlives-token': () => 'Ein Token kann keines erstellen, das länger gilt als es selbst.',
    'reference-taken': () => 'Diese Referenz ist zwischen den beiden Seiten schon vergeben.',
    'settlement-below-drawn': () =>
      'Nach dem, was abgelehnt und schon entnommen wurde, bliebe mit dieser Zahl weniger als nichts.',
    'shipment-state': (facts) => `Das geht beim jetzigen Stand der Sendung${stateOf(facts)} nicht.`,
    'signature-pending': () => 'Eine frühere Änderung des Vertrags wartet noch auf eine Unterschrift.',
    'trace-too-large': () => 'Die Herkunft umfasst zu viele Chargen, um sie zu zeigen.',
  },
  faults: [
    [/^must not be above 100 % together with the oil/, 'darf mit dem Öl zusammen höchstens 100 % sein'],
    [/^(must leave something dry|leaves no dry mass)/, 'lässt nichts Trockenes übrig'],
    [/^must be a percentage/, 'muss von 0 bis 100 % sein, mit höchstens vier Stellen'],
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
    [/^must have at most (\d+)/, 'darf höchstens $1 haben'],
    [/^must have at least (\d+)/, 'braucht mindestens $1'],
    [/^must be text that is not empty/, 'bitte ausfüllen'],
    [/^must be an e-mail address/, 'muss eine E-Mail-Adresse sein'],
    [/^must be (one of|an identifier|true or false|an object|a list)/, 'bitte wählen'],
    [/^must not lie more than 24 hours ahead/, 'darf nicht mehr als 24 Stunden voraus liegen'],
    [/^must not lie in the past/, 'darf nicht in der Vergangenheit liegen'],
    [/^must not be before from/, 'darf nicht vor dem Beginn liegen'],
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
    [/^is nobody with the role auditor/, 'ist niemand, der prüft'],
  ],
};
