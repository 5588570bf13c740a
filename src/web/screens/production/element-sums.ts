interface WithElements {
  readonly elements: Readonly<Record<string, { readonly kg: number }>>;
}

/** Whole milligrams are added, so that a sum of kilograms has no more digits than its parts. */
const MG_PER_KG = 1_000_000;

/** The masses of elements of several things together. */
export function sumOfElements(parts: readonly WithElements[]): Record<string, { readonly kg: number }> {
  const sums = new Map<string, number>();
  for (const { elements } of parts)
    for (const [element, { kg }] of Object.entries(elements))
      sums.set(element, (sums.get(element) ?? 0) + Math.round(kg * MG_PER_KG));
  return Object.fromEntries([...sums].map(([element, mg]) => [element, { kg: mg / MG_PER_KG }]));
}
