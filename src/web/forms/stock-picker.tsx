import { Alert, Box, Button, Chip, Group, Text } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { addedUp, kgToMg, mgToKg } from '../../domain/measure/quantities.js';
import { useMaterial } from '../data/catalogue.js';
import { useMessages } from '../i18n/index.js';
import { Day, Mass } from '../units/mass.js';
import { ResourceTable, type Column } from '../parts/resource-table.js';
import { Section } from '../parts/section.js';
import { Empty } from '../parts/states.js';
import classes from './stock-picker.module.css';
import { useStockSearch, type StockBatch } from './stock-search.js';
import { useTellingCodes } from '../data/telling-codes.js';
import { usePieces } from '../parts/use-pieces.js';

interface StockPickerProps {
  readonly title: string;
  readonly note?: string;
  readonly stock: readonly StockBatch[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  /** What picking a batch is called. */
  readonly pick: (code: string) => string;
  /** How much of a picked batch is meant; all that is left unless it is said. */
  readonly massOf?: (batch: StockBatch) => number;
  readonly columns?: readonly Column<StockBatch>[];
  readonly empty: string;
  readonly error?: ReactNode;
}

/** Picks from stock, the oldest first, one by one or all that a search finds; what is picked stays in sight. */
export function StockPicker(props: StockPickerProps): ReactElement {
  const { title, note, stock, chosen, onChange, pick, massOf = leftOf, columns = [], empty, error } = props;
  const { stock: words } = useMessages();
  const [isPickedOnly, setPickedOnly] = useState(false);
  const set = (ids: readonly string[], isIn: boolean) => {
    const others = [...chosen].filter((id) => !ids.includes(id));
    onChange(new Set(isIn ? [...others, ...ids] : others));
  };
  const { found, fields } = useStockSearch(stock, ({ id }) => set([id], true));
  const picked = stock.filter(({ id }) => chosen.has(id));
  const listed = isPickedOnly ? found.filter(({ id }) => chosen.has(id)) : found;
  const ids = listed.map(({ id }) => id);
  const allIn = ids.length > 0 && ids.every((id) => chosen.has(id));
  const gone = chosen.size - picked.length;
  const sumMg = addedUp(picked.map((batch) => kgToMg(massOf(batch))));
  const codeOf = useTellingCodes(stock);
  const pieces = usePieces(listed);
  const common = useColumns(codeOf);
  return (
    <Section title={title} note={note}>
      {stock.length > 0 && (
        <>
          {fields}
          <Box className={classes.picked}>
            <Text fw={600} role="status" flex="1 1 200px">
              {words.pickedOf(picked.length, stock.length)} · <Mass kg={mgToKg(sumMg)} data-figure="picked" />
            </Text>
            <Group gap="sm">
              <Chip checked={isPickedOnly} onChange={setPickedOnly} size="md" styles={{ label: { height: 44 } }}>
                {words.pickedOnly}
              </Chip>
              <Button variant="default" disabled={ids.length === 0} onClick={() => set(ids, !allIn)}>
                {allIn ? words.pickNone(ids.length) : words.pickAll(ids.length)}
              </Button>
            </Group>
          </Box>
        </>
      )}
      {gone > 0 && (
        <Alert color="yellow" variant="light" role="alert">
          {words.gone(gone)}
        </Alert>
      )}
      {error && (
        <Text c="var(--mantine-color-error)" size="sm" role="alert" data-fault>
          {error}
        </Text>
      )}
      <ResourceTable
        caption={title}
        {...pieces}
        columns={[...common, ...columns]}
        rowId={({ id }) => id}
        empty={<Empty text={stock.length === 0 ? empty : words.noneFound} />}
        selection={{ chosen, toggle: (id) => set([id], !chosen.has(id)), label: (id) => pick(codeOf.get(id) ?? '') }}
      />
    </Section>
  );
}

const leftOf = ({ remainingDryKg }: StockBatch): number => remainingDryKg ?? 0;

function useColumns(codeOf: ReadonlyMap<string, string>): readonly Column<StockBatch>[] {
  const { stock } = useMessages();
  const nameOf = useMaterial();
  return [
    {
      title: stock.batch,
      cell: (batch) => (
        <>
          <Text fw={600} className="figure">
            {codeOf.get(batch.id) ?? batch.code}
          </Text>
          <Text size="xs" c="dimmed">
            {nameOf(batch)}
          </Text>
        </>
      ),
    },
    { title: stock.since, cell: ({ occurredOn }) => <Day on={occurredOn} /> },
    { title: stock.left, numeric: true, cell: (batch) => <Mass kg={leftOf(batch)} /> },
  ];
}
