import { IsText } from '../../common/index.js';
import { IsTypedPassword } from './passwords.js';

export class SignIn {
  /** Any text is taken: an address that cannot exist is answered like one that does not. */
  @IsText(254, { example: 'ada@plant.example' })
  email: string;

  @IsTypedPassword()
  password: string;
}
