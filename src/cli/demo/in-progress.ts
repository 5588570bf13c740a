/** Kilograms by element. */
export type Kg = Readonly<Record<string, number>>;

/** What is really in progress at a site, whether anybody has written it down or not; in kilograms of elements. */
export class InProgress {
  private readonly moves: { readonly at: string; readonly kg: Kg }[] = [];

  constructor(opening: Kg) {
    this.moves.push({ at: '', kg: opening });
  }

  /** Goes in, or, with a factor of -1, comes out. */
  move(at: string, kg: Kg, factor: 1 | -1 = 1): void {
    this.moves.push({ at, kg: times(kg, factor) });
  }

  /** What is there once all has happened that happens until an instant, that included. */
  until(at: string): Kg {
    return added(this.moves.filter((move) => move.at <= at).map(({ kg }) => kg));
  }
}

export function added(parts: readonly Kg[]): Kg {
  const sum: Record<string, number> = {};
  for (const part of parts) for (const [element, kg] of Object.entries(part)) sum[element] = (sum[element] ?? 0) + kg;
  return sum;
}

export function times(kg: Kg, factor: number): Kg {
  return Object.fromEntries(Object.entries(kg).map(([element, one]) => [element, one * factor]));
}

/** Of some elements, together. */
export function sumKg(kg: Kg, elements: readonly string[]): number {
  return elements.reduce((sum, element) => sum + (kg[element] ?? 0), 0);
}
