import type { ProblemTexts } from '../en/problems.js';
import type { FactsReader } from '../problem-facts.js';
import { books } from './books.js';
import { faults } from './faults.js';
import { status } from './status.js';

const batchOf = ({ text }: FactsReader): string => (text('batch') ? `Charge ${text('batch')}` : 'Die Charge');

/** What the service refuses, in German. */
export const problems: ProblemTexts = {
  locale: 'de-DE',
  titles: { read: 'Das lässt sich nicht zeigen', act: 'Das wurde nicht ausgeführt' },
  details: {
    'invalid-input': () => 'Etwas an den Angaben fehlt oder ist falsch.',
    unauthenticated: () => 'Ihre Anmeldung ist abgelaufen. Bitte neu anmelden und noch einmal senden.',
    forbidden: () => 'Ihre Rolle oder Ihre Seite darf das nicht.',
    'foreign-origin': () => 'Das geht nur von den Seiten dieses Dienstes aus.',
    'not-found': () => 'Das gibt es nicht, oder Sie dürfen es nicht sehen.',
    'stale-version': () =>
      'Jemand anderes hat dies inzwischen geändert. Bitte noch einmal ansehen und die Eingabe wiederholen.',
    'payload-too-large': () => 'Das ist zu groß, um es auf einmal zu senden.',
    'idempotency-key-reused': () =>
      'Was hier zuerst gesendet wurde, ist gebucht; was seither geändert wurde, nicht. Bitte ansehen, was gebucht ist, und für Weiteres neu beginnen.',
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
    'import-state': () => 'Der Import ist inzwischen weiter. Bitte die Seite neu laden.',
    'rows-wrong': () => 'Einige Zeilen sind falsch: berichtigen oder nur die richtigen buchen.',
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
    'magnet-lot': () =>
      'Ein Magnetlos wird ausgeliefert, geht zurück in die Produktion oder wird gezählt: anderes geschieht damit nicht.',
    'completeness-of-others': () =>
      'Für Nebenprodukte dieser Standorte gibt es einen Vertrag mit einem anderen Recycler: Die Zahlen verrieten dem einen etwas vom anderen. Geben Sie nur das Urteil weiter.',
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
  faults,
};
