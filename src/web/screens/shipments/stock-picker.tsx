import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useMaterial } from '../../api/catalogue.js';
import { useMessages } from '../../i18n/index.js';
import { ResourceTable, type Column } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty } from '../../parts/states.js';
import { Day, Mass } from '../../units/mass.js';
import type { Batch } from './shipment-data.js';
import type { Load } from './load.js';

interface StockPickerProps {
  readonly stock: readonly Load[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  readonly error?: string | undefined;
}

/** What may go, the oldest first; one picks what goes. */
export function StockPicker({ stock, chosen, onChange, error }: StockPickerProps): ReactElement {
  const { shell, shipments } = useMessages();
  const nameOf = useMaterial();
  const [material, setMaterial] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const shown = stock.filter(
    ({ batch }) =>
      (material === null || materialOf(batch) === material) &&
      (batch.code ?? '').toLowerCase().startsWith(code.trim().toLowerCase()),
  );
  const set = (ids: readonly string[], isIn: boolean) => {
    const next = new Set(chosen);
    for (const id of ids)
      if (isIn) next.add(id);
      else next.delete(id);
    onChange(next);
  };
  const ids = shown.map(({ batch }) => batch.id);
  const allIn = ids.length > 0 && ids.every((id) => chosen.has(id));
  const columns: readonly Column<Load>[] = [
    {
      title: shipments.batch,
      cell: ({ batch }) => (
        <Text fw={600} className="figure">
          {batch.code}
        </Text>
      ),
    },
    { title: shipments.material, cell: ({ batch }) => nameOf(batch) },
    {
      title: shipments.since,
      cell: ({ batch }) => <Day on={batch.occurredOn} />,
    },
    { title: shipments.dryMass, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} /> },
  ];
  const materials = [...new Map(stock.map(({ batch }) => [materialOf(batch), nameOf(batch)]))];
  return (
    <Section title={shipments.stock}>
      <Group gap="sm" align="flex-end">
        <Select
          label={shipments.material}
          placeholder={shell.all}
          clearable
          value={material}
          onChange={setMaterial}
          data={materials.map(([value, label]) => ({ value, label }))}
        />
        <TextInput
          label={shipments.findCode}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          w={180}
        />
        <Button variant="default" disabled={ids.length === 0} onClick={() => set(ids, !allIn)}>
          {allIn ? shipments.pickNone : shipments.pickAll}
        </Button>
      </Group>
      {error && (
        <Text c="red" size="sm" role="alert">
          {error}
        </Text>
      )}
      <ResourceTable
        caption={shipments.stock}
        rows={shown}
        columns={columns}
        rowId={({ batch }) => batch.id}
        empty={<Empty text={shipments.stockEmpty} />}
        selection={{
          chosen,
          toggle: (id) => set([id], !chosen.has(id)),
          label: (id) => shipments.pick(stock.find(({ batch }) => batch.id === id)?.batch.code ?? ''),
        }}
      />
    </Section>
  );
}

function materialOf({ stream, product, kind }: Batch): string {
  return stream ?? product ?? kind;
}
