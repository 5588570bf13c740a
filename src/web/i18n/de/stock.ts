import type { stock as english } from '../en/stock.js';

export const stock: typeof english = {
  findCode: 'Kennung oder Etikett',
  findHint: 'Enter wählt die einzige',
  material: 'Material',
  batch: 'Charge',
  since: 'Seit',
  left: 'Übrig, trocken',
  noneFound: 'Nichts im Bestand passt zu dieser Suche.',
  notFound: (text) => `${text} ist nicht in diesem Bestand.`,
  pickAll: (n) => (n === 1 ? 'Die gefundene wählen' : `Alle ${n} gefundenen wählen`),
  pickNone: (n) => (n === 1 ? 'Die gefundene weglassen' : `Alle ${n} gefundenen weglassen`),
  pickedOf: (picked, all) => `${picked} von ${all} gewählt`,
  pickedOnly: 'Nur gewählte',
  gone: (n) =>
    n === 1
      ? 'Eine der gewählten Chargen fehlt hier: Sie liegt nicht an diesem Standort.'
      : `${n} der gewählten Chargen fehlen hier: Sie liegen nicht an diesem Standort.`,
  camera: 'Kamera benutzen',
  cameraOff: 'Kamera aus',
  cameraPicture: 'Bild der Kamera',
  cameraNeedsHttps:
    'Die Kamera geht nur, wo Loopbook über HTTPS aufgerufen wird. Bitte die Kennung eintippen oder einen Handscanner benutzen.',
  cameraRefused: 'Die Kamera ist hier nicht zu benutzen. Im Browser erlauben oder die Kennung eintippen.',
};
