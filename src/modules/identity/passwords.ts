import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { randomBytes } from 'node:crypto';
import { field, HashCost, type FieldOptions, said } from '../../common/index.js';
import { Turns } from './turns.js';

/** Hashing occupies threads that the embedded database needs too, and memory: two at a time leave room for the rest. */
const AT_A_TIME = 2;
/** Some seconds of hashing. */
const MOST_WAITING = 100;

/** Hashes and checks passwords, with argon2id (the library's default kind). */
@Injectable()
export class Passwords {
  private readonly turns = new Turns({ atATime: AT_A_TIME, mostWaiting: MOST_WAITING });
  private nobodys: Promise<string> | undefined;

  constructor(private readonly cost: HashCost) {}

  /** @throws DomainError `service-busy` */
  hash(password: string): Promise<string> {
    return this.turns.take(() => hash(normal(password), this.cost));
  }

  /**
   * Runs what checks a password when it is its turn. What it reads before the check is then as new as can be, so that
   * many guesses sent at once do not all pass the brake before the first of them has failed.
   *
   * @throws DomainError `service-busy`
   */
  inTurn<T>(check: () => Promise<T>): Promise<T> {
    return this.turns.take(check);
  }

  /** The hash that a guess at nobody's password is checked against: as costly as anyone's. */
  hashOfNobody(): Promise<string> {
    this.nobodys ??= hash(randomBytes(32), this.cost);
    return this.nobodys;
  }

  /** Whether the password is right; takes as long where there is nobody (`null`), so that the time tells nothing. */
  async isRight(passwordHash: string | null, password: string): Promise<boolean> {
    const right = await verify(passwordHash ?? (await this.hashOfNobody()), normal(password));
    return right && passwordHash !== null;
  }
}

/** The same characters may be typed as different code points on different keyboards (NIST SP 800-63B, 5.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC');
}

/** A new password: 12 to 200 characters of any kind. */
export function IsPassword(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { example: 'correct horse battery', ...options },
    { type: 'string', format: 'password', minLength: 12, maxLength: 200 },
    [
      ValidateBy({
        name: 'isPassword',
        validator: {
          validate: (value) => typeof value === 'string' && [...value].length >= 12 && [...value].length <= 200,
          defaultMessage: () => said('password-length', { least: 12, most: 200 }),
        },
      }),
    ],
  );
}

/** A password as someone types it: whether it is right is for the check to say, not for the form. */
export function IsTypedPassword(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { example: 'correct horse battery', ...options },
    { type: 'string', format: 'password', minLength: 1, maxLength: 1000 },
    [
      ValidateBy({
        name: 'isTypedPassword',
        validator: {
          validate: (value) => typeof value === 'string' && value.length >= 1 && value.length <= 1000,
          defaultMessage: () => said('typed-password-length', { least: 1, most: 1000 }),
        },
      }),
    ],
  );
}
