import { Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { codeKey, isSameCode } from '../../domain/matter/code.js';
import { useMaterial } from '../data/catalogue.js';
import type { Schemas } from '../api/client.js';
import { useMessages } from '../i18n/index.js';
import { readLabel } from './label.js';

export type StockBatch = Schemas['BatchAnswer'];

interface StockSearch {
  readonly found: readonly StockBatch[];
  /** What one searches by. */
  readonly fields: ReactElement;
}

/**
 * Looks through stock by code and material. A label that is scanned, a code that is typed whole and a search that finds one
 * batch alone lead with Enter to what is to be done with it.
 */
export function useStockSearch(stock: readonly StockBatch[], onFound: (batch: StockBatch) => void): StockSearch {
  const { shell, stock: words } = useMessages();
  const nameOf = useMaterial();
  const [text, setText] = useState('');
  const [missed, setMissed] = useState<string | null>(null);
  const [material, setMaterial] = useState<string | null>(null);
  const wanted = codeKey(text);
  const found = stock.filter(
    (batch) => (material === null || materialOf(batch) === material) && codeKey(batch.code ?? '').includes(wanted),
  );
  const materials = [...new Map(stock.map((batch) => [materialOf(batch), nameOf(batch)]))];
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // Within a form it would send the form.
    event.preventDefault();
    if (wanted === '') return;
    const named = namedBy(text, stock) ?? (found.length === 1 ? found[0] : undefined);
    setMissed(named || found.length > 0 ? null : text.trim());
    if (!named) return;
    setText('');
    onFound(named);
  };
  const fields = (
    <Group gap="sm" align="flex-start">
      <TextInput
        label={words.findCode}
        placeholder={words.findHint}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setMissed(null);
        }}
        onKeyDown={enter}
        error={missed === null ? undefined : words.notFound(missed)}
        autoComplete="off"
        spellCheck={false}
        maxLength={300}
        flex="1 1 240px"
      />
      <Select
        label={words.material}
        placeholder={shell.all}
        clearable
        value={material}
        onChange={setMaterial}
        data={materials.map(([value, label]) => ({ value, label }))}
        flex="1 1 220px"
      />
    </Group>
  );
  return { found, fields };
}

function materialOf({ stream, product, kind }: StockBatch): string {
  return stream ?? product ?? kind;
}

/** The batch that a label or a whole code names. */
function namedBy(text: string, stock: readonly StockBatch[]): StockBatch | undefined {
  const label = readLabel(text);
  if (label.kind !== 'code') return stock.find(({ id }) => id === label.id);
  const named = stock.filter(({ code }) => code !== null && isSameCode(code, label.code));
  return named.length === 1 ? named[0] : undefined;
}
