import { ValidateBy } from 'class-validator';
import { field, nestedFaults, type Fault, type FieldOptions, faultAt, said } from '../../common/index.js';
import { checkComposition, type StatedBasis } from '../../domain/matter/composition-check.js';
import { catalogue } from './catalogue-file.js';

/** A number in percent, or a text. */
const VALUE_SCHEMA = { oneOf: [{ type: 'number' }, { type: 'string', maxLength: 40 }] };

/** A composition in percent of dry mass, by element or oxide. Every fault is named under its key. */
export function IsComposition(options: FieldOptions = {}): PropertyDecorator {
  return field(
    {
      example: { Nd: 24.1, Pr6O11: '7.2 %', Fe: 60, Dy: '<0.05' },
      description:
        'Percent of dry mass by element, oxide or compound: a number or a text with at most eight decimals of a percent; `<` says that it is below the limit of the laboratory.',
      ...options,
    },
    { type: 'object', additionalProperties: VALUE_SCHEMA },
    [
      ValidateBy({
        name: 'nestedFaults',
        validator: {
          validate: (value, args) => compositionFaults(value, args?.object).length === 0,
          defaultMessage: (args) => nestedFaults(compositionFaults(args?.value, args?.object)),
        },
      }),
    ],
  );
}

/** The validator looks once for whether there are faults, and once for which. */
const found = new WeakMap<object, readonly Fault[]>();

function compositionFaults(value: unknown, stated: object = {}): readonly Fault[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [faultAt('', 'not-a-composition')];
  }
  const { basis } = stated as { basis?: unknown };
  const of: StatedBasis = basis === 'ignited' ? { basis } : {};
  const faults = found.get(value) ?? checkComposition(value as Record<string, unknown>, catalogue, '', of).faults;
  found.set(value, faults);
  return faults;
}

/** A stream of the catalogue, by its code. */
export function IsStream(options: FieldOptions = {}): PropertyDecorator {
  const codes = catalogue.streams.map(({ code }) => code);
  return field({ example: codes[0], ...options }, { type: 'string', enum: codes }, [
    ValidateBy({
      name: 'isStream',
      validator: {
        validate: (value) => typeof value === 'string' && catalogue.stream(value) !== undefined,
        defaultMessage: () => said('not-a-stream'),
      },
    }),
  ]);
}

/** A product of the catalogue, by its code. */
export function IsProduct(options: FieldOptions = {}): PropertyDecorator {
  const codes = catalogue.products.map(({ code }) => code);
  return field({ example: codes[0], ...options }, { type: 'string', enum: codes }, [
    ValidateBy({
      name: 'isProduct',
      validator: {
        validate: (value) => typeof value === 'string' && catalogue.product(value) !== undefined,
        defaultMessage: () => said('not-a-product'),
      },
    }),
  ]);
}
