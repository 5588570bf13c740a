import { said } from './said.js';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { IsText, type FieldOptions } from './fields.js';

/** Line breaks and the like, which scanners and pasted cells bring; control characters of the first row are refused. */
const BREAKS = /[\t\n\r\u007f-\u009f\p{Zl}\p{Zp}]+/gu;
const SEEN = /[^\s\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/**
 * A code that people give: kept as typed, but without blanks at its ends and without line breaks. What makes two codes one
 * is for the domain to say.
 */
export function IsCode(most: number, options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    IsText(most, options),
    ValidateBy({
      name: 'isCode',
      validator: {
        validate: (value) => typeof value !== 'string' || value === '' || SEEN.test(value),
        defaultMessage: () => said('invisible'),
      },
    }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.replace(BREAKS, ' ').trim() : value,
    ),
  );
}
