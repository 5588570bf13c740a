import type { RefusalFacts } from '../../domain/measure/errors.js';
import { exactKg, shownDay, shownInstant } from './format.js';

type Name = keyof RefusalFacts;
type Words = Readonly<Record<string, string>>;

/** In which language and by which clock something is said, and what the service said itself, in English. */
interface Saying {
  readonly locale: string;
  readonly zone: string;
  readonly said: string;
}

/** What a problem document says beside its code, as the words of a sentence; what it leaves out is an empty text. */
export function factsReader(facts: RefusalFacts, { locale, zone, said }: Saying) {
  const of = (name: Name): unknown => facts[name];
  const text = (name: Name): string => {
    const fact = of(name);
    return typeof fact === 'string' ? fact : '';
  };
  const list = (name: Name): readonly unknown[] => {
    const fact = of(name);
    return Array.isArray(fact) ? fact : [];
  };
  const kg = (mass: unknown): string => (typeof mass === 'number' ? exactKg(mass, locale) : '');
  return {
    text,
    said,
    kg,
    count: (name: Name): string => (typeof facts[name] === 'number' ? String(facts[name]) : ''),
    mass: (name: Name): string => kg(facts[name]),
    day: (name: Name): string => (text(name) ? shownDay(text(name), locale) : ''),
    instant: (name: Name): string => (text(name) ? shownInstant(text(name), locale, zone) : ''),
    /** In the words of the screens. */
    word: (name: Name, words: Words): string => words[text(name)] ?? text(name),
    named: (name: Name, words: Words = {}): string =>
      list(name)
        .map((one) => words[String(one)] ?? String(one))
        .join(', '),
    /** Per element by how much more comes out than went in. */
    excess: (say: (element: string, mass: string) => string): string =>
      (facts.elements ?? [])
        .filter((one) => typeof one !== 'string')
        .map(({ element, excessKg }) => say(element, kg(excessKg)))
        .join(', '),
  };
}

export type FactsReader = ReturnType<typeof factsReader>;
