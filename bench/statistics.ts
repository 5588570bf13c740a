/** What repeated measurements of one thing came to. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), least: at(0), most: at(1) };
}

/** Three digits are more than a noisy machine can tell. */
export function digits(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 3 });
}

/** `12 (11 to 30)`: a median between the least and the most. */
export function withRange({ median, least, most }: Spread, unit: string): string {
  return `${digits(median)} ${unit} (${digits(least)} to ${digits(most)})`;
}

export function medianOf(values: readonly number[]): number {
  return spreadOf(values).median;
}
