import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { faultAt, InputError, MOST_FAULTS, pointerTo, type Fault } from './errors.js';
import { unknownNames } from './field-names.js';
import { guardValidators } from './guarded-validators.js';
import { shapeFaults } from './json-shape.js';
import { faultsIn } from './said.js';

const PRIMITIVES: readonly unknown[] = [String, Number, Boolean, Array, Object, undefined];

/** Checks bodies, queries and parameters against their DTO class and names every fault by its field, all at once. */
@Injectable()
export class InputPipe implements PipeTransform {
  constructor() {
    guardValidators();
  }

  async transform(value: unknown, { metatype, type }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom' || PRIMITIVES.includes(metatype)) return value;
    const given = value ?? {};
    if (typeof given !== 'object' || Array.isArray(given)) {
      throw new InputError([faultAt('', 'not-an-object')]);
    }
    const dto = metatype as new () => object;
    refuseAtOnce(given, dto, type);
    const instance = plainToInstance(dto, given, { exposeUnsetFields: false });
    const errors = await validate(instance, {
      whitelist: true,
      forbidNonWhitelisted: true,
      // A request that takes no fields has a class without rules; the whitelist still refuses what it does not know.
      forbidUnknownValues: false,
      validationError: { target: false, value: false },
    });
    const faults = errors.flatMap((error) => faultsOf(error, ''));
    if (faults.length > 0) throw new InputError(faults);
    return instance;
  }
}

/**
 * What is refused before anything is made of it: in queries and parameters what their shape forbids, which bodies were
 * looked at for when they were read, and more unknown names than are told one by one.
 *
 * @throws InputError
 */
function refuseAtOnce(given: object, dto: new () => object, type: ArgumentMetadata['type']): void {
  const shape = type === 'body' ? [] : shapeFaults(given);
  if (shape.length > 0) throw new InputError(shape);
  const { told, count } = unknownNames(given, dto);
  if (count > MOST_FAULTS) throw new InputError(told, count - told.length);
}

/** What the library says of parts that are no objects, beside what their own rule says. */
const OF_PARTS = 'nestedValidation';

function faultsOf(error: ValidationError, parent: string): Fault[] {
  const pointer = pointerTo(parent, error.property);
  const own = Object.entries(error.constraints ?? {}).flatMap(([rule, message]) => {
    if (rule === OF_PARTS) return [];
    if (rule === 'whitelistValidation') return [faultAt(pointer, 'unknown-field')];
    return faultsIn(message).map((fault) => ({ ...fault, pointer: pointer + fault.pointer }));
  });
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
}
