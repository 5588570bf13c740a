import { useContainer, Validator, type ValidatorConstraintInterface } from 'class-validator';
import { said } from './said.js';

type Maker = new () => object;

/** What stands for the message of a validator that fails at making it. */
const NOT_VALID = said('not-valid');

/**
 * Has class-validator take every validator from here, with a guard around it. Some of the library's fail on what they do
 * not expect instead of refusing it (`isEmail` on half of a surrogate pair, `maxDecimalPlaces` on 1e-7), and that would be
 * our fault, not the sender's: what a validator cannot judge is not valid.
 */
export function guardValidators(): void {
  const made = new Map<Maker, object>([[Validator, new Validator()]]);
  useContainer({
    get: (type: Maker) => {
      const known = made.get(type);
      if (known) return known;
      const fresh = guarded(new type());
      made.set(type, fresh);
      return fresh;
    },
  });
}

function guarded(instance: object): object {
  const validator = instance as Partial<ValidatorConstraintInterface>;
  if (typeof validator.validate !== 'function') return instance;
  const { validate, defaultMessage } = validator;
  return {
    validate: (...given: Parameters<ValidatorConstraintInterface['validate']>) =>
      orElse(() => validate.apply(instance, given), false),
    defaultMessage: (...given: Parameters<NonNullable<ValidatorConstraintInterface['defaultMessage']>>) =>
      orElse(() => defaultMessage?.apply(instance, given) ?? NOT_VALID, NOT_VALID),
  };
}

function orElse<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
