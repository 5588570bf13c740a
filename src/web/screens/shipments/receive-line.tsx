import { Button, Group, SimpleGrid, Stack, Text, TextInput, type InputWrapperProps } from '@mantine/core';
import type { FormEvent, ReactElement } from 'react';
import { NO_WEIGHT_TERMS } from '../../../domain/acts/receipt.js';
import { MOST_PIECES, ppmToPct, type Ppm } from '../../../domain/measure/quantities.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { KgInput } from '../../units/kg-input.js';
import type { TypedAmount } from '../../units/amount.js';
import { CountInput, PctInput } from '../../units/amount-input.js';
import { exactKg, shownPct } from '../../i18n/format.js';
import {
  receiptFaultsOf,
  netKgOf,
  takenOver,
  type Incoming,
  type LineDraft,
  type LineField,
} from './receipt-figures.js';

interface ReceiveLineProps {
  readonly incoming: Incoming;
  readonly draft: LineDraft;
  readonly onChange: (batchId: string, more: Partial<LineDraft>) => void;
  /** The line is finished: on to the next. */
  readonly onDone: (batchId: string) => void;
  /** Whether what is missing is to be shown: not before somebody has tried to confirm. */
  readonly isChecked: boolean;
  /** What the service found fault with, by field. */
  readonly faults: Readonly<Record<string, string>>;
}

/** The open line: the fields of the scale, and what was announced beside each. Enter leads on to what is missing next. */
export function ReceiveLine(props: ReceiveLineProps): ReactElement {
  const { incoming, draft, onChange, onDone, faults } = props;
  const { shipments } = useMessages();
  const { line } = incoming;
  const change = (more: Partial<LineDraft>) => onChange(line.batchId, more);
  const own = receiptFaultsOf(incoming, draft);
  const errorOf = (field: LineField): string | undefined => {
    const word = own[field];
    if (word !== undefined && (props.isChecked || word !== 'missing')) return shipments.faults[word];
    return faults[field];
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [missing] = Object.keys(own);
    if (missing === undefined) onDone(line.batchId);
    else document.getElementById(fieldId(missing, line.batchId))?.focus();
  };
  return (
    <section aria-label={line.code} id={`line-${line.batchId}`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Weights incoming={incoming} draft={draft} change={change} errorOf={errorOf} />
          {draft.asAnnounced && <Text size="sm">{shipments.takenOver}</Text>}
          {draft.refuses && <Refusal incoming={incoming} draft={draft} change={change} errorOf={errorOf} />}
          <Group gap="sm">
            <Button type="submit">{shipments.nextOne}</Button>
            <Button variant="default" onClick={() => change(takenOver(incoming))}>
              {shipments.asAnnounced}
            </Button>
            <Button variant="default" onClick={() => change({ refuses: !draft.refuses })} aria-expanded={draft.refuses}>
              {draft.refuses ? shipments.refuseNot : shipments.refuse}
            </Button>
            <Button variant="default" onClick={() => change({ grossKg: 0, tareKg: 0, refuses: false })}>
              {shipments.didNotArrive}
            </Button>
          </Group>
          <Terms incoming={incoming} />
        </Stack>
      </form>
    </section>
  );
}

/** Where a line's field is found: by what is missing, and by a label. */
function fieldId(field: string, batchId: string): string {
  return `${field}-${batchId}`;
}

/** Brings the fields of a batch to hand: the first one at fault, else the weight. */
export function bringToHand(batchId: string): void {
  const atFault = document.querySelector<HTMLElement>(`#line-${batchId} [aria-invalid='true']`);
  const field = atFault ?? document.getElementById(fieldId('grossKg', batchId));
  field?.scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}

/** What was announced stands below its field, so that fields stand in line. */
const ANNOUNCED_BELOW: InputWrapperOrder[] = ['label', 'input', 'description', 'error'];
type InputWrapperOrder = NonNullable<InputWrapperProps['inputWrapperOrder']>[number];

interface FieldsProps {
  readonly incoming: Incoming;
  readonly draft: LineDraft;
  readonly change: (more: Partial<LineDraft>) => void;
  readonly errorOf: (field: LineField) => string | undefined;
}

function Weights({ incoming, draft, change, errorOf }: FieldsProps): ReactElement {
  const { shipments } = useMessages();
  const locale = useLocale();
  const { line, announced, grossKg, tareKg } = incoming;
  const pct = (ppm: Ppm) => shipments.announcedAs(shownPct(ppmToPct(ppm), locale));
  const field = (name: LineField, label: string, description: string) => ({
    label,
    description,
    value: draft[name],
    error: errorOf(name),
    inputWrapperOrder: ANNOUNCED_BELOW,
    id: fieldId(name, line.batchId),
    onChange: (value: TypedAmount) => change({ [name]: value }),
  });
  return (
    <SimpleGrid cols={{ base: 2, sm: announced.oilPpm > 0 ? 5 : 4 }} spacing="md">
      <KgInput {...field('grossKg', shipments.grossKg, shipments.announcedAs(exactKg(grossKg, locale)))} />
      <KgInput {...field('tareKg', shipments.tareKg, shipments.announcedAs(exactKg(tareKg, locale)))} />
      <PctInput {...field('moisturePct', shipments.moisturePct, pct(announced.moisturePpm))} />
      {announced.oilPpm > 0 && <PctInput {...field('oilPct', shipments.oilPct, pct(announced.oilPpm))} />}
      <CountInput
        {...field('pieces', shipments.piecesCount, shipments.announcedAs(String(announced.pieces)))}
        max={MOST_PIECES}
      />
    </SimpleGrid>
  );
}

/** What goes back to the sender, as a batch of its own or as the whole one. */
function Refusal({ incoming, draft, change, errorOf }: FieldsProps): ReactElement {
  const { shipments } = useMessages();
  const { batchId } = incoming.line;
  return (
    <Stack gap="xs">
      <Group gap="md" align="flex-start">
        <KgInput
          id={fieldId('refusedKg', batchId)}
          label={shipments.refusedKg}
          value={draft.refusedKg}
          onChange={(value) => change({ refusedKg: value })}
          error={errorOf('refusedKg')}
        />
        <Button variant="subtle" mt={28} onClick={() => change({ refusedKg: netKgOf(draft) })}>
          {shipments.refuseAll}
        </Button>
        {incoming.announced.pieces > 1 && (
          <CountInput
            id={fieldId('refusedPieces', batchId)}
            label={shipments.refusedPieces}
            max={MOST_PIECES}
            value={draft.refusedPieces}
            onChange={(value) => change({ refusedPieces: value })}
            error={errorOf('refusedPieces')}
            w={160}
          />
        )}
        <TextInput
          id={fieldId('refusalReason', batchId)}
          label={shipments.refusalReason}
          required
          maxLength={500}
          flex="1 1 260px"
          value={draft.refusalReason}
          onChange={({ currentTarget }) => change({ refusalReason: currentTarget.value })}
          error={errorOf('refusalReason')}
        />
      </Group>
      <Text size="sm" c="dimmed">
        {shipments.refusalHint}
      </Text>
    </Stack>
  );
}

/** Within which difference the line settles itself, and on whose figure. */
function Terms({ incoming: { terms } }: { readonly incoming: Incoming }): ReactElement {
  const { shipments } = useMessages();
  const locale = useLocale();
  return (
    <Text size="sm" c="dimmed">
      {terms
        ? `${terms === NO_WEIGHT_TERMS ? `${shipments.noAgreement}: ` : ''}${shipments.tolerance(shownPct(ppmToPct(terms.tolerancePpm), locale))}, ${shipments.settleOn[terms.settleOn] ?? ''}`
        : shipments.toleranceUnknown}
    </Text>
  );
}
