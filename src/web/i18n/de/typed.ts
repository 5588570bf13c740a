import type { typed as english } from '../en/typed.js';

export const typed: typeof english = {
  readAs: (number) => `Gelesen als ${number}`,
  readBetween: (number, least, most) => `Gelesen als ${number}, mehr als ${least} und weniger als ${most}`,
  faults: {
    'not-a-number': (text, example) => `„${text}“ ist keine Zahl. Man schreibt sie wie ${example}.`,
    grouping: (text, example) =>
      `„${text}“ ist keine Zahl, wie man sie auf Deutsch schreibt: ${example}. Auf das Tausenderzeichen folgen drei Ziffern.`,
    decimals: (read, most) =>
      `Gelesen als ${read}: Das hat mehr Ziffern, als gebucht werden können (höchstens ${most} Nachkommastellen).`,
    below: (read, least) => `Gelesen als ${read}: Es müssen mindestens ${least} sein.`,
    above: (read, most) => `Gelesen als ${read}: Es dürfen höchstens ${most} sein.`,
  },
  timeIn: (zone) => `Zeit in ${zone}`,
  incomplete: 'Datum oder Uhrzeit sind nicht vollständig.',
  leftOut: (zone) =>
    `Diese Zeit gab es in ${zone} nicht: Die Uhren wurden über sie hinweg vorgestellt. Bitte die Zeit davor oder danach eingeben.`,
  twice: (zone) => `Die Uhren in ${zone} wurden zurückgestellt und zeigten diese Zeit zweimal`,
  whichTime: (n): string => (n === 1 ? 'Das erste Mal' : 'Das zweite Mal'),
};
