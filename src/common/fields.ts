import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { decimalsOf, KG_DECIMALS, MAX_MASS_KG, PCT_DECIMALS } from '../domain/measure/quantities.js';
import { said } from './said.js';

/*
 * Named decorators for the fields of requests: each carries the validation and the OpenAPI description together, since
 * the Swagger compiler plugin does not run under the tests, which check the document.
 */

/** One milligram. */
const LEAST_MASS_KG = 0.000001;
const INT4_MAX = 2_147_483_647;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** Anything but control characters; a NUL would not fit into PostgreSQL's text. */
const TEXT = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]*$/u;

export interface FieldOptions {
  readonly optional?: boolean;
  /** A flag beside it with which it may be left out, and only then. */
  readonly unless?: string;
  /** May be sent as `null`, for taking a value away. */
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

/** The base of every field: its place in the OpenAPI document, whether it may be left out, and its rules. */
export function field(
  options: FieldOptions,
  schema: ApiPropertyOptions,
  rules: PropertyDecorator[],
): PropertyDecorator {
  const { optional = false, nullable = false, unless, description, example } = options;
  const api = {
    ...schema,
    ...(nullable ? { nullable } : {}),
    ...(description ? { description } : {}),
    ...(example === undefined ? {} : { example }),
  };
  const absent: PropertyDecorator[] = nullable
    ? [ValidateIf((_, value) => value !== null && (!optional || value !== undefined))]
    : optional
      ? [ValidateIf((_, value) => value !== undefined)]
      : unless === undefined
        ? []
        : [ValidateIf((of: Record<string, unknown>, value) => value !== undefined || of[unless] !== true)];
  return applyDecorators(optional || unless ? ApiPropertyOptional(api) : ApiProperty(api), ...absent, ...rules);
}

/** `maxDecimalPlaces` of class-validator throws on 1e-7, so decimals are counted here. */
function MaxDecimals(
  most: number,
  code: 'finer-than-milligrams' | 'finer-than-ppm',
  options?: ValidationOptions,
): PropertyDecorator {
  return ValidateBy(
    {
      name: 'maxDecimals',
      validator: {
        validate: (value) => typeof value !== 'number' || !Number.isFinite(value) || decimalsOf(value) <= most,
        defaultMessage: () => said(code, { most }),
      },
    },
    options,
  );
}

/** A mass in kilograms with at most six decimals. */
export function IsMassKg(options: FieldOptions & { readonly positive?: boolean } = {}): PropertyDecorator {
  return field(options, { type: 'number', minimum: options.positive ? LEAST_MASS_KG : 0, maximum: MAX_MASS_KG }, [
    IsNumber({}, { message: said('not-kilograms') }),
    Min(options.positive ? LEAST_MASS_KG : 0, {
      message: options.positive ? said('not-above-zero') : said('negative'),
    }),
    Max(MAX_MASS_KG, { message: said('above-mass', { most: MAX_MASS_KG }) }),
    MaxDecimals(KG_DECIMALS, 'finer-than-milligrams'),
  ]);
}

/** A percentage from 0 to 100 with at most four decimals. */
export function IsPct(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'number', minimum: 0, maximum: 100 }, [
    IsNumber({}, { message: said('not-percent') }),
    Min(0, { message: said('negative') }),
    Max(100, { message: said('above-pct', { most: 100 }) }),
    MaxDecimals(PCT_DECIMALS, 'finer-than-ppm'),
  ]);
}

/** A whole number within bounds, never beyond what PostgreSQL's integer takes. */
export function IsWhole(least: number, most = INT4_MAX, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'integer', minimum: least, maximum: most }, [
    IsInt({ message: said('not-whole') }),
    Min(least, { message: said('below-least', { least }) }),
    Max(most, { message: said('above-most', { most }) }),
  ]);
}

/** Bounded text without control characters; not empty unless it may be. */
export function IsText(most: number, options: FieldOptions & { readonly empty?: boolean } = {}): PropertyDecorator {
  const least = options.empty ? 0 : 1;
  return field(options, { type: 'string', minLength: least, maxLength: most }, [
    ValidateBy({
      name: 'isText',
      validator: {
        validate: (value) => typeof value === 'string' && TEXT.test(value) && (least === 0 || value.trim().length > 0),
        defaultMessage: () => (least === 0 ? said('not-text') : said('blank')),
      },
    }),
    MaxCharacters(most),
  ]);
}

/**
 * Characters as the databases count them. `MaxLength` of class-validator does not count what only says how the character
 * before is drawn (U+FE0F), and would let twice as many through.
 */
function MaxCharacters(most: number): PropertyDecorator {
  return ValidateBy({
    name: 'maxCharacters',
    validator: {
      validate: (value) => typeof value !== 'string' || value.length <= most || [...value].length <= most,
      defaultMessage: () => said('too-long', { most }),
    },
  });
}

/** The identifier of something that exists: any UUID, in lower case. */
export function IsId(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'string', format: 'uuid' }, [Matches(UUID, { message: said('not-an-identifier') })]);
}

/** An identifier made by the client: a UUIDv7. */
export function IsNewId(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'string', format: 'uuid' }, [Matches(ID, { message: said('not-a-new-identifier') })]);
}

/** Several identifiers, none of them twice. */
export function IsIds(
  options: FieldOptions & { readonly least?: number; readonly most?: number } = {},
): PropertyDecorator {
  const { least = 0, most = 1000 } = options;
  return field(options, { type: 'array', items: { type: 'string', format: 'uuid' }, minItems: least, maxItems: most }, [
    IsArray({ message: said('not-a-list') }),
    ArrayMinSize(least, { message: said('too-few', { least }) }),
    ArrayMaxSize(most, { message: said('too-many', { most }) }),
    ArrayUnique({ message: said('named-again') }),
    Matches(UUID, { each: true, message: said('not-identifiers') }),
  ]);
}

/** One of the named words. */
export function IsOneOf(words: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'string', enum: [...words] }, [
    IsIn([...words], { message: said('not-one-of', { words: words.join(', ') }) }),
  ]);
}

/** Several of the named words, none of them twice. */
export function AreOneOf(
  words: readonly string[],
  options: FieldOptions & { readonly least?: number } = {},
): PropertyDecorator {
  const { least = 0 } = options;
  return field(options, { type: 'array', items: { type: 'string', enum: [...words] }, minItems: least }, [
    IsArray({ message: said('not-a-list') }),
    ArrayMinSize(least, { message: said('too-few', { least }) }),
    ArrayUnique({ message: said('named-again') }),
    IsIn([...words], { each: true, message: said('not-only', { words: words.join(', ') }) }),
  ]);
}

/** An instant: RFC 3339 with offset. */
export function IsInstant(options: FieldOptions = {}): PropertyDecorator {
  return field({ example: '2026-03-02T09:30:00-05:00', ...options }, { type: 'string', format: 'date-time' }, [
    ValidateBy({
      name: 'isInstant',
      validator: {
        validate: (value) =>
          typeof value === 'string' &&
          INSTANT.test(value) &&
          isDay(value.slice(0, 10)) &&
          Number(value.slice(0, 4)) >= 1900,
        defaultMessage: () => said('not-a-time'),
      },
    }),
  ]);
}

/** A calendar day. */
export function IsOn(options: FieldOptions = {}): PropertyDecorator {
  return field({ example: '2026-03-02', ...options }, { type: 'string', format: 'date' }, [
    ValidateBy({
      name: 'isOn',
      validator: { validate: isDay, defaultMessage: () => said('not-a-day') },
    }),
  ]);
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !DAY.test(value) || Number(value.slice(0, 4)) < 1900) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

export function IsFlag(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'boolean' }, [IsBoolean({ message: said('not-a-flag') })]);
}

export function IsMailAddress(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'string', format: 'email', maxLength: 254 }, [
    IsEmail({}, { message: said('not-a-mail-address') }),
    MaxCharacters(254),
  ]);
}

const PART = 'loopbook:part';

/** Remembers the class of a field's parts where the check of names can find it. */
function Holds(type: () => new () => object): PropertyDecorator {
  return (target, name) => Reflect.defineMetadata(PART, type, target, name);
}

/** The class of what a field holds, where it holds an object of a class or a list of them. */
export function partOf(owner: new () => object, name: string): (new () => object) | null {
  const type = Reflect.getMetadata(PART, owner.prototype as object, name) as (() => new () => object) | undefined;
  return type?.() ?? null;
}

/** Nest's OpenAPI module tells a function that returns a class from a class by its name, which has to be `type`. */
function named(classOf: () => new () => object): () => new () => object {
  const type = (): new () => object => classOf();
  return type;
}

/** A nested object of a DTO class. */
export function IsPart(type: () => new () => object, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: named(type) }, [
    IsObject({ message: said('not-an-object') }),
    ValidateNested(),
    Holds(type),
    Type(type),
  ]);
}

/** A list of nested objects of a DTO class. */
export function AreParts(
  type: () => new () => object,
  options: FieldOptions & { readonly least?: number; readonly most?: number } = {},
): PropertyDecorator {
  const { least = 0, most = 1000 } = options;
  return field(options, { type: named(type), isArray: true, minItems: least, maxItems: most }, [
    IsArray({ message: said('not-a-list') }),
    ArrayMinSize(least, { message: said('too-few', { least }) }),
    ArrayMaxSize(most, { message: said('too-many', { most }) }),
    IsObject({ each: true, message: said('not-objects') }),
    ValidateNested({ each: true }),
    Holds(type),
    Type(type),
  ]);
}

/** An object whose keys are free and whose values the service checks itself, such as a composition. */
export function IsMapOfNumbers(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'object', additionalProperties: { type: 'number' } }, [
    IsObject({ message: said('not-an-object') }),
  ]);
}

/** A value of a query that may be left out; the empty string counts as left out. */
export function OptionalInQuery(): PropertyDecorator {
  return IsOptional();
}
