import type { CompletenessShared } from '../../../domain/agreement/agreement.js';
import type { FormErrors, UseFormReturnType } from '@mantine/form';
import { EVERY_STREAM, type CarveOut, type SettleOn } from '../../../domain/agreement/agreement.js';
import { pointerTo } from '../../../domain/measure/errors.js';
import type { ApiProblem, Schemas } from '../../api/client.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';
import type { Agreement, Content } from './model.js';

export type DraftSide = Agreement['side'];
type Stated = Omit<Schemas['NewAgreement'], 'reference' | 'generatorId' | 'recyclerId'> & {
  readonly terms: Required<Schemas['NewAgreement']['terms']>;
};
type Stream = Stated['scope']['streams'][number];

/** What one fills in to draft, edit or amend an agreement. */
export interface DraftValues {
  readonly reference: string;
  readonly title: string;
  /** As what the own party signs. */
  readonly side: DraftSide;
  readonly otherId: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly exclusive: boolean;
  readonly coverageTargetPct: TypedAmount;
  readonly siteIds: readonly string[];
  readonly isEveryStream: boolean;
  readonly streams: readonly Stream[];
  readonly weightTolerancePct: TypedAmount;
  readonly settleOn: SettleOn;
  readonly confirmWithinDays: TypedAmount;
  readonly carveOuts: readonly CarveOut[];
  readonly processorIds: readonly string[];
  readonly completenessShared: CompletenessShared;
  readonly factors: readonly { readonly product: string | null; readonly factor: TypedAmount; readonly key: string }[];
}

export type DraftFields = UseFormReturnType<DraftValues>;
export type DraftKind = 'new' | 'edit' | 'amend';

/** What most agreements begin with: everything goes to the recycler, whose scale holds. */
export function emptyDraft(side: DraftSide): DraftValues {
  return {
    reference: '',
    title: '',
    side,
    otherId: null,
    startsOn: '',
    endsOn: '',
    exclusive: true,
    coverageTargetPct: 100,
    siteIds: [],
    isEveryStream: true,
    streams: [],
    weightTolerancePct: 0.5,
    settleOn: 'receiver',
    confirmWithinDays: 10,
    carveOuts: ['recycler-refused'],
    processorIds: [],
    completenessShared: 'verdict',
    factors: [],
  };
}

/** A version as the form shows it. */
export function draftValuesOf(agreement: Agreement, { scope, terms, ...content }: Content): DraftValues {
  const { reference, side, generatorId, recyclerId } = agreement;
  const { title, startsOn, endsOn, exclusive, coverageTargetPct } = content;
  const { usabilityFactors, ...rest } = terms;
  const isEveryStream = scope.streams.includes(EVERY_STREAM);
  return {
    reference,
    title,
    side,
    otherId: side === 'generator' ? recyclerId : generatorId,
    startsOn,
    endsOn,
    exclusive,
    coverageTargetPct,
    siteIds: scope.siteIds,
    isEveryStream,
    streams: isEveryStream ? [] : scope.streams,
    ...rest,
    settleOn: rest.settleOn,
    factors: Object.entries(usabilityFactors).map(([product, factor]) => ({ product, factor, key: product })),
  };
}

/** An empty field is sent as nothing; the form has asked for it before. */
const amount = (value: TypedAmount): number => sentNumber(value) ?? 0;

/** What the form says, in the shape of the service; lists in one order, so that they can be compared. */
export function contentOf(values: DraftValues): Stated {
  const { title, startsOn, endsOn, exclusive, siteIds, isEveryStream, streams, settleOn, carveOuts } = values;
  return {
    title: title.trim(),
    startsOn,
    endsOn,
    exclusive,
    coverageTargetPct: amount(values.coverageTargetPct),
    scope: { siteIds: [...siteIds].sort(), streams: isEveryStream ? [EVERY_STREAM] : [...streams].sort() },
    terms: {
      weightTolerancePct: amount(values.weightTolerancePct),
      settleOn,
      confirmWithinDays: amount(values.confirmWithinDays),
      carveOuts: [...carveOuts].sort(),
      processorIds: [...values.processorIds].sort(),
      completenessShared: values.completenessShared,
      usabilityFactors: Object.fromEntries(
        values.factors
          .map(({ product, factor }) => [product ?? '', amount(factor)] as const)
          .sort(([a], [b]) => a.localeCompare(b)),
      ),
    },
  };
}

export function newAgreement(values: DraftValues, partyId: string): Schemas['NewAgreement'] {
  const otherId = values.otherId ?? '';
  const [generatorId, recyclerId] = values.side === 'generator' ? [partyId, otherId] : [otherId, partyId];
  return { ...contentOf(values), reference: values.reference.trim(), generatorId, recyclerId };
}

type Changes = Omit<Schemas['NewAmendment'], 'startsOn'>;

/** What the form says otherwise than it said at first, the first day left out. */
export function draftChangesOf(before: DraftValues, after: DraftValues): Changes {
  const [was, is] = [contentOf(before), contentOf(after)];
  const changed = <T extends object>(old: T, now: T): Partial<T> =>
    Object.fromEntries(
      Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as keyof T])),
    ) as Partial<T>;
  const { scope: _, terms: __, startsOn: ___, ...plain } = changed(was, is);
  const [scope, terms] = [changed(was.scope, is.scope), changed(was.terms, is.terms)];
  return { ...plain, ...(Object.keys(scope).length > 0 && { scope }), ...(Object.keys(terms).length > 0 && { terms }) };
}

/** What has to be there before the service is asked; whether it is right, the service says. */
export function missingIn(values: DraftValues, needed: string): FormErrors {
  const empty: readonly (keyof DraftValues)[] = [
    ...(['reference', 'title', 'otherId', 'startsOn', 'endsOn'] as const),
    ...(['coverageTargetPct', 'weightTolerancePct', 'confirmWithinDays'] as const),
  ];
  const isEmpty = (value: unknown) => value === null || (typeof value === 'string' && value.trim() === '');
  const errors: FormErrors = Object.fromEntries(
    empty.filter((name) => isEmpty(values[name])).map((name) => [name, needed]),
  );
  if (values.siteIds.length === 0) errors['siteIds'] = needed;
  if (!values.isEveryStream && values.streams.length === 0) errors['streams'] = needed;
  for (const [index, { product, factor }] of values.factors.entries()) {
    if (product === null) errors[`factors.${index}.product`] = needed;
    if (isEmpty(factor)) errors[`factors.${index}.factor`] = needed;
  }
  return errors;
}

/** What the service finds fault with, by the fields of the form: `/scope/siteIds/0` is `siteIds`. */
export function draftErrorsOf(problem: ApiProblem, values: DraftValues): FormErrors {
  return Object.fromEntries(
    (problem.errors ?? []).map(({ pointer, message }) => {
      const index = values.factors.findIndex(
        ({ product }) => product !== null && pointer === pointerTo('/terms/usabilityFactors', product),
      );
      if (index >= 0) return [`factors.${index}.factor`, message];
      const name = pointer.split('/').find((part) => part !== '' && part !== 'scope' && part !== 'terms') ?? '';
      return [name === 'generatorId' || name === 'recyclerId' ? 'otherId' : name, message];
    }),
  );
}

/** Whether everything that the service finds fault with is shown at a field. */
export function isAtFields(problem: ApiProblem, values: DraftValues): boolean {
  const places = Object.keys(draftErrorsOf(problem, values));
  return places.length > 0 && places.every((place) => place in values || place.startsWith('factors.'));
}
