import type { Fault, FaultWords } from '../../domain/measure/faults.js';

/** What is wrong with a field. A newer service may know of faults that this page does not: they stay as it said them. */
export function faultText({ code, params, message }: Omit<Fault, 'pointer'>, words: FaultWords): string {
  if (!(code in words)) return message;
  const say = words[code] as (given: object) => string;
  return say(params ?? {});
}
