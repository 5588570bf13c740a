import { ValidateBy } from 'class-validator';
import { field, said, type FieldOptions } from '../../common/index.js';

function identifier(
  rule: {
    readonly name: string;
    readonly valid: (text: string) => boolean;
    readonly code: 'not-a-gln' | 'not-an-lei' | 'not-an-epa-id';
  },
  options: FieldOptions,
): PropertyDecorator {
  return field(options, { type: 'string' }, [
    ValidateBy({
      name: rule.name,
      validator: {
        validate: (value) => typeof value === 'string' && rule.valid(value),
        defaultMessage: () => said(rule.code),
      },
    }),
  ]);
}

/** Global Location Number: 13 digits, the last of which checks the others (GS1 General Specifications, 7.9.1). */
export function IsGln(options: FieldOptions = {}): PropertyDecorator {
  return identifier(
    { name: 'isGln', valid: isGln, code: 'not-a-gln' },
    { description: 'GS1 Global Location Number', example: '4000001000005', ...options },
  );
}

function isGln(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false;
  const sum = [...text].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** Legal Entity Identifier: 18 letters or digits and two check digits; modulo 97 it leaves 1 (ISO 17442-1, ISO/IEC 7064). */
export function IsLei(options: FieldOptions = {}): PropertyDecorator {
  return identifier(
    { name: 'isLei', valid: isLei, code: 'not-an-lei' },
    { description: 'Legal Entity Identifier (ISO 17442)', example: 'HWUPKR0MPOU8FGXBT394', ...options },
  );
}

function isLei(text: string): boolean {
  if (!/^[0-9A-Z]{18}\d{2}$/.test(text)) return false;
  const digits = [...text].map((character) => parseInt(character, 36).toString()).join('');
  return BigInt(digits) % 97n === 1n;
}

/** Identifier of a handler of hazardous waste with the US EPA: 12 capital letters and digits (EPA form 8700-12). */
export function IsEpaId(options: FieldOptions = {}): PropertyDecorator {
  return identifier(
    {
      name: 'isEpaId',
      valid: (text) => /^[A-Z0-9]{12}$/.test(text),
      code: 'not-an-epa-id',
    },
    { description: 'US EPA identification number', example: 'SCR000012345', ...options },
  );
}
