import { IsEmail, ValidateBy } from 'class-validator';
import { IsMailAddress, IsText } from './fields.js';
import { InputError } from './errors.js';
import { InputPipe } from './input-pipe.js';

/** Judges everything by failing, as some validators of the library do with what they do not expect. */
const Failing = (at: 'validate' | 'defaultMessage'): PropertyDecorator =>
  ValidateBy({
    name: `fails at ${at}`,
    validator: {
      validate: (): boolean => {
        if (at === 'validate') throw new URIError('URI malformed');
        return false;
      },
      defaultMessage: (): string => {
        if (at === 'defaultMessage') throw new TypeError('no message');
        return 'cannot be judged';
      },
    },
  });

class Sent {
  @IsText(10)
  name: string;

  @Failing('validate')
  judged?: string;

  @Failing('defaultMessage')
  worded?: string;

  @IsEmail()
  bare: string;

  @IsMailAddress()
  email: string;
}

describe('a validator that fails', () => {
  const faultsOf = async (body: object): Promise<unknown> =>
    new InputPipe().transform(body, { type: 'body', metatype: Sent }).then(
      () => [],
      (error: unknown) => {
        if (error instanceof InputError) return error.faults;
        throw error;
      },
    );

  it('has found a fault, beside those of the others', async () => {
    expect(await faultsOf({ name: '', bare: '\ud800@plant.test', email: '\udfff@plant.test' })).toEqual([
      { pointer: '/name', message: 'must be text that is not empty', code: 'blank' },
      { pointer: '/judged', message: 'cannot be judged', code: 'not-valid' },
      { pointer: '/worded', message: 'is not valid', code: 'not-valid' },
      { pointer: '/bare', message: 'must be an email', code: 'not-valid' },
      { pointer: '/email', message: 'must be an e-mail address', code: 'not-a-mail-address' },
    ]);
  });
});
