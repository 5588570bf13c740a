/** What a field for numbers or times says of what was typed into it. */
export const typed = {
  readAs: (number: string) => `Read as ${number}`,
  readBetween: (number: string, least: string, most: string) =>
    `Read as ${number}, more than ${least} and less than ${most}`,
  faults: {
    'not-a-number': (text: string, example: string) => `“${text}” is not a number. It is written like ${example}.`,
    grouping: (text: string, example: string) =>
      `“${text}” is not a number as English writes it: ${example}. Three digits follow the sign between thousands.`,
    decimals: (read: string, most: string) =>
      `Read as ${read}: that has more digits than can be kept (decimals: at most ${most}).`,
    below: (read: string, least: string) => `Read as ${read}: it must be at least ${least}.`,
    above: (read: string, most: string) => `Read as ${read}: it must be at most ${most}.`,
  },
  timeIn: (zone: string) => `Time in ${zone}`,
  incomplete: 'The date or the time is not complete.',
  leftOut: (zone: string) =>
    `There was no such time in ${zone}: the clocks were set forward over it. Enter the time before or after.`,
  twice: (zone: string) => `The clocks in ${zone} were set back and showed this time twice`,
  whichTime: (n: number): string => (n === 1 ? 'The first time' : 'The second time'),
};
