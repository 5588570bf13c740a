import { said } from './said.js';
import { ValidateBy } from 'class-validator';

/**
 * The body of an action that takes no fields: `{}`, or none at all. A class without any rule would be refused as unknown
 * by class-validator, so it has one that no request can meet.
 */
export class NoFields {
  @ValidateBy({
    name: 'noField',
    validator: { validate: (value) => value === undefined, defaultMessage: () => said('unknown-field') },
  })
  protected readonly nothing?: never;
}
