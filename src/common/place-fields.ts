import { said } from './said.js';
import { ValidateBy } from 'class-validator';
import { COUNTRIES } from '../domain/measure/countries.js';
import { field, IsId, type FieldOptions } from './fields.js';

/** The identifier in a path. */
export class IdParam {
  @IsId()
  id: string;
}

/** A country by its ISO 3166-1 alpha-2 code. */
export function IsCountry(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { description: 'ISO 3166-1 alpha-2', example: 'US', ...options },
    { type: 'string', minLength: 2, maxLength: 2, pattern: '^[A-Z]{2}$' },
    [
      ValidateBy({
        name: 'isCountry',
        validator: {
          validate: (value) => typeof value === 'string' && COUNTRIES.has(value),
          defaultMessage: () => said('not-a-country'),
        },
      }),
    ],
  );
}

/** A time zone by its IANA name, as far as this runtime's time zone data knows it: local dates are computed with the same data. */
export function IsTimeZone(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { description: 'Name in the IANA time zone database.', example: 'America/New_York', ...options },
    { type: 'string', minLength: 1, maxLength: 64 },
    [
      ValidateBy({
        name: 'isTimeZone',
        validator: {
          validate: isTimeZone,
          defaultMessage: () => said('not-a-time-zone'),
        },
      }),
    ],
  );
}

/** Newer runtimes also take bare offsets such as `+05:00`, which are no names; a name begins with a letter. */
function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[A-Za-z][\w+/-]{0,63}$/.test(value)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
