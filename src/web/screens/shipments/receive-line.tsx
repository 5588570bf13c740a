import {
  Button,
  Group,
  NumberInput,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
  type InputWrapperProps,
} from '@mantine/core';
import { memo, type ReactElement } from 'react';
import { mgToKg, ppmToPct } from '../../../domain/quantities.js';
import type { ReceiptDecision } from '../../../domain/receipt.js';
import { useMaterial } from '../../api/catalogue.js';
import { useLocale, useMessages } from '../../i18n/index.js';
import { DifferenceBar } from '../../parts/difference-bar.js';
import { KgInput } from '../../parts/kg-input.js';
import { StatusTag } from '../../parts/status-tag.js';
import { PctInput } from '../../units/amount-input.js';
import { exactKg, shownPct } from '../../units/format.js';
import { Mass } from '../../units/mass.js';
import { decisionOf, faultsOf, netKgOf, type Incoming, type LineDraft, type LineField } from './receipt-figures.js';

interface ReceiveLineProps {
  readonly incoming: Incoming;
  readonly draft: LineDraft;
  readonly onChange: (batchId: string, more: Partial<LineDraft>) => void;
  /** Whether what is missing is to be shown: not before somebody has tried to confirm. */
  readonly isChecked: boolean;
  /** What the service found fault with, by field. */
  readonly faults: Readonly<Record<string, string>>;
}

/** One batch: the fields of the scale, what was announced beside each, and what follows. */
export const ReceiveLine = memo(function ReceiveLine(props: ReceiveLineProps): ReactElement {
  const { incoming, draft, onChange, faults } = props;
  const { shipments } = useMessages();
  const nameOf = useMaterial();
  const { line, grossKg, tareKg } = incoming;
  const change = (more: Partial<LineDraft>) => onChange(line.batchId, more);
  const decision = decisionOf(incoming, draft);
  const own = faultsOf(incoming, draft);
  const errorOf = (field: LineField): string | undefined => {
    const word = own[field];
    if (word !== undefined && (props.isChecked || word !== 'missing')) return shipments.faults[word];
    return faults[field];
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={line.code}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <Stack gap={0}>
            <Title order={2} size="h4">
              {line.code}
            </Title>
            <Text size="sm" c="dimmed">
              {nameOf(line)} · {shipments.announced}: <Mass kg={line.announcedDryKg} />
            </Text>
          </Stack>
          <Outcome incoming={incoming} decision={decision} />
        </Group>
        <Weights {...{ incoming, draft, change, errorOf }} />
        {draft.refuses && <Refusal {...{ incoming, draft, change, errorOf }} />}
        <Group gap="sm">
          <Button variant="default" onClick={() => change({ grossKg, tareKg })}>
            {shipments.asAnnounced}
          </Button>
          <Button variant="default" onClick={() => change({ refuses: !draft.refuses })} aria-expanded={draft.refuses}>
            {draft.refuses ? shipments.refuseNot : shipments.refuse}
          </Button>
          <Button variant="default" onClick={() => change({ grossKg: 0, tareKg: 0, refuses: false })}>
            {shipments.didNotArrive}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
});

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
  const pct = (ppm: number) => shipments.announcedAs(shownPct(ppmToPct(ppm), locale));
  const field = (name: LineField, label: string, description: string) => ({
    ...{ label, description, value: draft[name], error: errorOf(name), inputWrapperOrder: ANNOUNCED_BELOW },
    onChange: (value: string | number) => change({ [name]: typeof value === 'number' ? value : '' }),
  });
  return (
    <SimpleGrid cols={{ base: 2, sm: announced.oilPpm > 0 ? 5 : 4 }} spacing="md">
      <KgInput
        id={`gross-${line.batchId}`}
        {...field('grossKg', shipments.grossKg, shipments.announcedAs(exactKg(grossKg, locale)))}
      />
      <KgInput {...field('tareKg', shipments.tareKg, shipments.announcedAs(exactKg(tareKg, locale)))} />
      <PctInput {...field('moisturePct', shipments.moisturePct, pct(announced.moisturePpm))} />
      {announced.oilPpm > 0 && <PctInput {...field('oilPct', shipments.oilPct, pct(announced.oilPpm))} />}
      <NumberInput
        {...field('pieces', shipments.piecesCount, shipments.announcedAs(String(announced.pieces)))}
        allowDecimal={false}
        allowNegative={false}
        max={1_000_000}
      />
    </SimpleGrid>
  );
}

/** What goes back to the sender, as a batch of its own or as the whole one. */
function Refusal({ incoming, draft, change, errorOf }: FieldsProps): ReactElement {
  const { shipments } = useMessages();
  const { batchId } = incoming.line;
  const typed = (value: string | number) => (typeof value === 'number' ? value : '');
  return (
    <Stack gap="xs">
      <Group gap="md" align="flex-start">
        <KgInput
          label={shipments.refusedKg}
          value={draft.refusedKg}
          onChange={(value) => change({ refusedKg: typed(value) })}
          error={errorOf('refusedKg')}
        />
        <Button variant="subtle" mt={28} onClick={() => change({ refusedKg: netKgOf(draft) })}>
          {shipments.refuseAll}
        </Button>
        {incoming.announced.pieces > 1 && (
          <NumberInput
            label={shipments.refusedPieces}
            allowDecimal={false}
            allowNegative={false}
            value={draft.refusedPieces}
            onChange={(value) => change({ refusedPieces: typed(value) })}
            error={errorOf('refusedPieces')}
            w={160}
          />
        )}
        <TextInput
          id={`refusal-${batchId}`}
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

/** The difference and its flag while one types, exactly as they will be booked. */
function Outcome({ incoming, decision }: { incoming: Incoming; decision: ReceiptDecision | null }): ReactElement {
  const { shipments } = useMessages();
  const locale = useLocale();
  const { announced, line, terms } = incoming;
  if (!decision) {
    return (
      <Text size="sm" c="dimmed">
        {terms
          ? `${shipments.tolerance(shownPct(ppmToPct(terms.tolerancePpm), locale))}, ${shipments.settleOn[terms.settleOn] ?? ''}`
          : shipments.toleranceUnknown}
      </Text>
    );
  }
  const { receivedDryMg, flag, settledDryMg, allRefused } = decision;
  const fate = allRefused
    ? shipments.goesBack
    : settledDryMg === null
      ? shipments.goesToDispute
      : shipments.settlesItself;
  return (
    <Group gap="md" align="center" role="status">
      <DifferenceBar
        differenceKg={mgToKg(receivedDryMg - announced.dryMg)}
        announcedKg={line.announcedDryKg}
        tolerancePct={terms && ppmToPct(terms.tolerancePpm)}
        flag={terms ? flag : null}
      />
      {terms && (
        <Stack gap={2} align="flex-start">
          <StatusTag status={flag} />
          <Text size="xs" c="dimmed">
            {fate}
          </Text>
        </Stack>
      )}
    </Group>
  );
}
