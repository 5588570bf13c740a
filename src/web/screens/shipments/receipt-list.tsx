import { Group, Paper, SegmentedControl, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPencil } from '@tabler/icons-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import { mgToKg, minus, ppmToPct } from '../../../domain/measure/quantities.js';
import { useMaterial } from '../../data/catalogue.js';
import { useMessages } from './texts.js';
import { DifferenceBar } from '../../parts/difference-bar.js';
import { ResourceTable, type Column } from '../../parts/resource-table.js';
import { Empty } from '../../parts/states.js';
import { StatusTag, Tag } from '../../parts/status-tag.js';
import { Mass, useExactMassText } from '../../units/mass.js';
import type { LineStanding } from './receipt-figures.js';

const FILTERS = {
  all: () => true,
  toWeigh: ({ isWeighed }) => !isWeighed,
  weighed: ({ isWeighed }) => isWeighed,
  refused: ({ draft }) => draft.refuses,
} satisfies Record<string, (line: LineStanding) => boolean>;
type Filter = keyof typeof FILTERS;

interface ReceiptListProps {
  readonly lines: readonly LineStanding[];
  /** The batch whose line is open, one at a time. */
  readonly opened: string | null;
  readonly onOpen: (batchId: string | null) => void;
  readonly fields: (line: LineStanding) => ReactNode;
}

/** All that arrives, a line each, so that thirty batches can be overseen; one of them is open for weighing. */
export function ReceiptList({ lines, opened, onOpen, fields }: ReceiptListProps): ReactElement {
  const { shipments } = useMessages();
  const [filter, setFilter] = useState<Filter>('all');
  const columns = useColumns(opened, onOpen);
  // What is open stays where it is while its figures make it one of the others.
  const shown = lines.filter((line) => FILTERS[filter](line) || idOf(line) === opened);
  const count = (name: Filter) => lines.filter(FILTERS[name]).length;
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={shipments.show}
        size="md"
        value={filter}
        onChange={setFilter}
        styles={{ root: { alignSelf: 'flex-start' } }}
        data={[
          { value: 'all', label: shipments.showAll(count('all')) },
          { value: 'toWeigh', label: shipments.showToWeigh(count('toWeigh')) },
          { value: 'weighed', label: shipments.showWeighed(count('weighed')) },
          { value: 'refused', label: shipments.showRefused(count('refused')) },
        ]}
      />
      <ResourceTable
        isSheet
        caption={shipments.arriving}
        rows={shown}
        columns={columns}
        rowId={idOf}
        empty={
          <Paper withBorder>
            <Empty text={shipments.noneOfThese} />
          </Paper>
        }
        detail={(line) => (idOf(line) === opened ? fields(line) : null)}
      />
    </Stack>
  );
}

const idOf = ({ incoming }: LineStanding): string => incoming.line.batchId;

function useColumns(opened: string | null, onOpen: ReceiptListProps['onOpen']): readonly Column<LineStanding>[] {
  const { shipments } = useMessages();
  const nameOf = useMaterial();
  return [
    {
      title: shipments.batch,
      cell: (line) => {
        const isOpen = idOf(line) === opened;
        const Chevron = isOpen ? IconChevronDown : IconChevronRight;
        return (
          <>
            <UnstyledButton
              className="covers-row"
              aria-expanded={isOpen}
              onClick={() => onOpen(isOpen ? null : idOf(line))}
            >
              <Group gap={6} wrap="nowrap">
                <Chevron size={18} aria-hidden />
                <Text span fw={600} className="figure">
                  {line.incoming.line.code}
                </Text>
              </Group>
            </UnstyledButton>
            <Text size="xs" c="dimmed" pl={24}>
              {nameOf(line.incoming.line)}
            </Text>
          </>
        );
      },
    },
    {
      title: shipments.announced,
      numeric: true,
      cell: ({ incoming }) => <Mass kg={incoming.line.announcedDryKg} exact />,
    },
    {
      title: shipments.weighed,
      numeric: true,
      cell: ({ decision }) => <Mass kg={decision && mgToKg(decision.receivedDryMg)} exact />,
    },
    { title: shipments.difference, cell: (line) => <Difference line={line} /> },
    {
      title: shipments.flag,
      cell: (line) => (
        <div role={idOf(line) === opened ? 'status' : undefined}>
          <State line={line} />
        </div>
      ),
    },
  ];
}

/** By how much the scale differs from what was announced, exactly as it will be booked. */
function Difference({ line: { incoming, decision } }: { readonly line: LineStanding }): ReactElement | null {
  const { announced, line, terms } = incoming;
  if (!decision) return null;
  return (
    <DifferenceBar
      differenceKg={mgToKg(minus(decision.receivedDryMg, announced.dryMg))}
      announcedKg={line.announcedDryKg}
      tolerancePct={terms && ppmToPct(terms.tolerancePpm)}
      flag={terms ? decision.flag : null}
    />
  );
}

/** Whether it is weighed, the flag that it bears, and what becomes of it. */
function State({ line: { incoming, draft, decision, isWeighed } }: { readonly line: LineStanding }): ReactElement {
  const { shipments } = useMessages();
  const text = useExactMassText();
  const isBegun = draft.grossKg !== '' || draft.tareKg !== '' || draft.refuses;
  if (!isBegun) {
    return (
      <Text size="sm" c="dimmed">
        {shipments.notYet}
      </Text>
    );
  }
  return (
    <Stack gap={2} align="flex-start" miw="max-content">
      {decision && incoming.terms && <StatusTag status={decision.flag} />}
      {!isWeighed && (
        <Tag colour="orange" icon={IconPencil}>
          {shipments.incompleteLine}
        </Tag>
      )}
      {decision && incoming.terms && (
        <Text size="xs" c="dimmed" maw={190}>
          {fateOf(decision, shipments)}
        </Text>
      )}
      {decision && decision.refusedDryMg > 0 && (
        <Text size="xs" fw={600}>
          {shipments.refusedOf(text(mgToKg(decision.refusedDryMg)))}
        </Text>
      )}
    </Stack>
  );
}

type Words = ReturnType<typeof useMessages>['shipments'];

function fateOf({ allRefused, settledDryMg }: NonNullable<LineStanding['decision']>, words: Words): string {
  if (allRefused) return words.goesBack;
  return settledDryMg === null ? words.goesToDispute : words.settlesItself;
}
