import type { RefusalFacts } from '../../domain/measure/errors.js';
import type { RefusalCode } from '../../domain/measure/refusals.js';
import type { ProblemTexts } from './en/problems.js';
import { factsReader } from './problem-facts.js';

interface Refusal {
  readonly code: RefusalCode;
  readonly facts?: RefusalFacts;
  /** By the clock of which time zone times are told. */
  readonly zone: string;
  /** The sentence of the service, in English. */
  readonly said: string;
}

/** Why something was refused. A newer service may know of refusals that this page does not: they stay as it said them. */
export function refusalText({ code, facts = {}, zone, said }: Refusal, words: ProblemTexts): string {
  const { details, locale } = words;
  return code in details ? details[code](factsReader(facts, { locale, zone, said })) : said;
}
