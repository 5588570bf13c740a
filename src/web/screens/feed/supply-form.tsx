import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { ORIGINS } from '../../../domain/matter/holding.js';
import { sentMoment } from '../../../domain/measure/site-time.js';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf, type Schemas } from '../../api/client.js';
import { useCatalogue } from '../../data/catalogue.js';
import { useMessages } from './texts.js';
import { CompositionLines } from '../../forms/composition-lines.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';
import { DraftPlace, OfferedDrafts } from '../../forms/draft-place.js';
import { useDraft } from '../../forms/draft.js';
import { KgInput } from '../../units/kg-input.js';
import { MomentInput, momentNow } from '../../units/moment-input.js';
import { useZoneOf } from '../../data/sites.js';
import { PctInput } from '../../units/amount-input.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';
import { errorsIn } from '../../forms/errors-in.js';
import { assayBody, emptyAssay, type AssayValues } from '../../forms/assay-values.js';

interface SupplyValues {
  readonly code: string;
  readonly occurredAt: string;
  readonly product: string;
  readonly origin: NonNullable<Schemas['NewSupply']['origin']>;
  readonly supplierName: string;
  readonly originCountry: string;
  /** Empty where nobody knows. */
  readonly separationCountry: string;
  readonly metalCountry: string;
  readonly netKg: TypedAmount;
  readonly moisturePct: TypedAmount;
  readonly assay: AssayValues;
}

function supplyBody(values: SupplyValues, siteId: string, zone: string): Schemas['NewSupply'] {
  const { code, product, origin, supplierName, netKg, moisturePct, assay } = values;
  const occurredAt = sentMoment(values.occurredAt, zone);
  const moisture = sentNumber(moisturePct);
  return {
    siteId,
    code,
    occurredAt,
    origin,
    supplierName,
    ...countries(values),
    product: product as Schemas['NewSupply']['product'],
    netKg: sentNumber(netKg) ?? 0,
    ...(moisture === null ? {} : { moisturePct: moisture }),
    assay: assayBody(assay, occurredAt),
  };
}

/** Where it was mined, and where it was separated and made metal as far as that is known. */
function countries({
  originCountry,
  separationCountry,
  metalCountry,
}: SupplyValues): Pick<Schemas['NewSupply'], 'originCountry' | 'separationCountry' | 'metalCountry'> {
  const [separated, metal] = [separationCountry.toUpperCase(), metalCountry.toUpperCase()];
  return {
    originCountry: originCountry.toUpperCase(),
    ...(separated === '' ? {} : { separationCountry: separated }),
    ...(metal === '' ? {} : { metalCountry: metal }),
  };
}

/** Where faults are shown beside the field. */
const FIELDS = [
  ...['/code', '/occurredAt', '/product', '/origin', '/supplierName', '/originCountry', '/netKg', '/moisturePct'],
  ...['/separationCountry', '/metalCountry'],
  ...['/assay/laboratory', '/assay/method', '/assay/composition'],
];

interface SupplyFormProps {
  readonly siteId: string;
  readonly close: () => void;
}

/** Books material that was bought. */
export function SupplyForm(props: SupplyFormProps): ReactElement {
  return (
    <DraftPlace<SupplyValues>
      name="supply"
      isBegun={isSupplyBegun}
      describe={({ code, product, supplierName }) => [code, product, supplierName].filter(Boolean).join(' · ')}
      isWindow
    >
      <SupplyEntry {...props} />
    </DraftPlace>
  );
}

/** Whether anything has been typed that would be lost. */
function isSupplyBegun({ code, product, supplierName, netKg }: SupplyValues): boolean {
  return [code, product, supplierName, netKg].some((text) => text !== '');
}

function SupplyEntry({ siteId, close }: SupplyFormProps): ReactElement {
  const { feed } = useMessages();
  const booked = useBooked(close);
  const catalogue = useCatalogue();
  const draft = useDraft<SupplyValues>('supply');
  const zone = useZoneOf()(siteId);
  const form = useForm<SupplyValues>({
    onValuesChange: draft.keep,
    initialValues: {
      code: '',
      occurredAt: momentNow(),
      product: '',
      origin: 'primary',
      supplierName: '',
      originCountry: '',
      separationCountry: '',
      metalCountry: '',
      netKg: '',
      moisturePct: '',
      assay: emptyAssay(),
      // What an earlier version of this app kept has not all of it.
      ...draft.kept,
    },
  });
  const { header, onSettled } = useAttempt(draft.id);
  const supply = api.useMutation('post', '/api/v1/supplies', {
    onSettled,
    onError: (error) => form.setErrors(errorsIn(problemOf(error))),
    onSuccess: ({ code }) => {
      draft.forget();
      return booked(feed.supplied(code ?? ''));
    },
  });
  return (
    <ActModal
      title={feed.supply}
      onClose={close}
      onSubmit={form.onSubmit((values) =>
        supply.mutate({ body: supplyBody(values, siteId, zone), params: { header } }),
      )}
      isBusy={supply.isPending}
      problem={supply.error ? problemOf(supply.error) : null}
      fields={FIELDS}
      submit={feed.supply}
    >
      <OfferedDrafts />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label={feed.code} withAsterisk data-autofocus {...form.getInputProps('code')} />
        <Select
          label={feed.product}
          searchable
          withAsterisk
          data={(catalogue?.products ?? []).map(({ code }) => code)}
          {...form.getInputProps('product')}
          value={form.values.product || null}
          onChange={(code: string | null) => form.setFieldValue('product', code ?? '')}
        />
        <TextInput label={feed.supplier} withAsterisk {...form.getInputProps('supplierName')} />
        <TextInput label={feed.country} withAsterisk maxLength={2} {...form.getInputProps('originCountry')} />
        <TextInput label={feed.separationCountry} maxLength={2} {...form.getInputProps('separationCountry')} />
        <TextInput label={feed.metalCountry} maxLength={2} {...form.getInputProps('metalCountry')} />
        <Select
          label={feed.origin}
          allowDeselect={false}
          data={ORIGINS.map((value) => ({ value, label: feed.origins[value] }))}
          {...form.getInputProps('origin')}
        />
        <MomentInput label={feed.when} zone={zone} {...form.getInputProps('occurredAt')} />
        <KgInput label={feed.net} withAsterisk {...form.getInputProps('netKg')} />
        <PctInput label={feed.moisture} placeholder="0 %" {...form.getInputProps('moisturePct')} />
        <TextInput label={feed.laboratory} withAsterisk {...form.getInputProps('assay.laboratory')} />
        <TextInput label={feed.method} withAsterisk {...form.getInputProps('assay.method')} />
      </SimpleGrid>
      <CompositionLines
        of={feed.supply}
        lines={form.values.assay.composition}
        catalogue={catalogue}
        error={form.errors['assay.composition']}
        onChange={(lines) => form.setFieldValue('assay.composition', lines)}
      />
    </ActModal>
  );
}
