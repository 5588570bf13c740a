import { digits } from './statistics.js';

/** One line of what the bench prints. */
export interface Figure {
  readonly what: string;
  readonly figure: string;
  /** What was set out to be reached, and whether it was; left out where a figure only explains another one. */
  readonly goal?: string;
  readonly met?: boolean;
}

/** A ratio that is to be small. */
export function atMost(what: string, ratio: number, most: number, detail = ''): Figure {
  return { what, figure: withDetail(ratio, detail), goal: `at most ${most}`, met: ratio <= most };
}

/** A ratio that is to be large. */
export function atLeast(what: string, ratio: number, least: number, detail = ''): Figure {
  return { what, figure: withDetail(ratio, detail), goal: `at least ${least}`, met: ratio >= least };
}

function withDetail(ratio: number, detail: string): string {
  return detail ? `${digits(ratio)} (${detail})` : digits(ratio);
}

/** The figures as a table, and below it what was not met. */
export function figuresText(figures: readonly Figure[]): string {
  const head = ['what', 'figure', 'goal', 'met'];
  const rows = figures.map(({ what, figure, goal, met }) => [what, figure, goal ?? '', metText(met)]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const missed = figures.filter(({ met }) => met === false);
  const verdict = missed.map(({ what, figure, goal }) => `NOT MET: ${what}: ${figure}, wanted ${goal ?? ''}`);
  return [
    line(head),
    rule,
    ...rows.map(line),
    '',
    ...(missed.length > 0 ? verdict : ['Every goal above is met.']),
  ].join('\n');
}

function metText(met: boolean | undefined): string {
  if (met === undefined) return '';
  return met ? 'yes' : 'NO';
}
