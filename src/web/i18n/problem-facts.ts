import { exactKg, shownDay, shownInstant } from './format.js';

type Facts = Readonly<Record<string, unknown>>;
type Words = Readonly<Record<string, string>>;

/** In which language and by which clock something is said, and what the service said itself, in English. */
interface Saying {
  readonly locale: string;
  readonly zone: string;
  readonly said: string;
}

/** What a problem document says beside its code, as the words of a sentence; what it leaves out is an empty text. */
export function factsReader(facts: Facts, { locale, zone, said }: Saying) {
  const text = (name: string): string => (typeof facts[name] === 'string' ? facts[name] : '');
  const list = (name: string): readonly unknown[] => (Array.isArray(facts[name]) ? facts[name] : []);
  const kg = (mass: unknown): string => (typeof mass === 'number' ? exactKg(mass, locale) : '');
  return {
    text,
    said,
    kg,
    count: (name: string): string => (typeof facts[name] === 'number' ? String(facts[name]) : ''),
    mass: (name: string): string => kg(facts[name]),
    day: (name: string): string => (text(name) ? shownDay(text(name), locale) : ''),
    instant: (name: string): string => (text(name) ? shownInstant(text(name), locale, zone) : ''),
    /** In the words of the screens. */
    word: (name: string, words: Words): string => words[text(name)] ?? text(name),
    named: (name: string, words: Words = {}): string =>
      list(name)
        .map((one) => words[String(one)] ?? String(one))
        .join(', '),
    /** Per element by how much more comes out than went in. */
    excess: (say: (element: string, mass: string) => string): string =>
      (list('elements') as readonly { readonly element: string; readonly excessKg: number }[])
        .map(({ element, excessKg }) => say(element, kg(excessKg)))
        .join(', '),
  };
}

export type FactsReader = ReturnType<typeof factsReader>;
