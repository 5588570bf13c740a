import { ScrollArea, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCheck, IconHelp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { RARE_EARTHS } from '../../../domain/matter/catalogue.js';
import { ELEMENT_COLOURS } from '../../parts/element-colours.js';
import { useMessages } from './texts.js';
import { Tag } from '../../parts/status-tag.js';
import { Mass, Pct } from '../../units/mass.js';

export interface ClosureLine {
  readonly element: string;
  readonly inKg: number;
  readonly outKg: number;
  readonly residueKg: number;
  readonly unaccountedKg: number;
  readonly closurePct: number | null;
  /** The code of its warning, or `closed`. */
  readonly state: keyof typeof LOOKS;
}

interface ClosureTableProps {
  readonly lines: readonly ClosureLine[];
  readonly dry?: {
    readonly inKg: number;
    readonly outKg: number;
    readonly residueKg: number;
    readonly massChangeKg: number;
  };
}

/** What the loop is about stands above what comes along. */
function rareEarthsFirst(lines: readonly ClosureLine[]): readonly ClosureLine[] {
  const isRare = ({ element }: ClosureLine) => RARE_EARTHS.has(element);
  return [...lines.filter(isRare), ...lines.filter((line) => !isRare(line))];
}

/** How every element of a run balances, and its dry mass below. The same for what is typed and for what is booked. */
export function ClosureTable({ lines, dry }: ClosureTableProps): ReactElement {
  const { runs } = useMessages();
  const heads = [runs.in, runs.out, runs.inResidue, runs.unaccounted, runs.closure];
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': runs.balance }}>
      <Table verticalSpacing="xs" miw={620}>
        <Table.Caption className="visually-hidden">{runs.balance}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{runs.element}</Table.Th>
            {heads.map((head) => (
              <Table.Th key={head} scope="col" ta="right">
                {head}
              </Table.Th>
            ))}
            <Table.Th scope="col">{runs.status}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rareEarthsFirst(lines).map(({ element, inKg, outKg, residueKg, unaccountedKg, closurePct, state }) => (
            <Table.Tr key={element} data-element={element}>
              <Table.Th scope="row" style={{ borderLeft: `4px solid ${ELEMENT_COLOURS[element] ?? 'gray'}` }}>
                {element}
              </Table.Th>
              {[inKg, outKg, residueKg, unaccountedKg].map((kg, index) => (
                <Table.Td key={heads[index]} ta="right">
                  <Mass kg={kg} />
                </Table.Td>
              ))}
              <Table.Td ta="right">
                <Pct pct={closurePct} />
              </Table.Td>
              <Table.Td>
                <StateTag state={state} />
              </Table.Td>
            </Table.Tr>
          ))}
          {dry && (
            <Table.Tr data-element="dry-mass">
              <Table.Th scope="row">{runs.dryMass}</Table.Th>
              {[dry.inKg, dry.outKg, dry.residueKg, dry.massChangeKg].map((kg, index) => (
                <Table.Td key={heads[index]} ta="right">
                  <Mass kg={kg} />
                </Table.Td>
              ))}
              <Table.Td />
              <Table.Td>
                <Text size="sm" c="dimmed">
                  {runs.massChange}
                </Text>
              </Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

const LOOKS = {
  closed: ['teal', IconCheck],
  'open-balance': ['orange', IconAlertTriangle],
  'matter-created': ['red', IconBan],
  'element-not-assayed': ['yellow', IconHelp],
} as const;

function StateTag({ state }: { readonly state: keyof typeof LOOKS }): ReactElement {
  const { runs } = useMessages();
  const [colour, icon] = LOOKS[state];
  return (
    <Tag colour={colour} icon={icon}>
      {runs.states[state]}
    </Tag>
  );
}
