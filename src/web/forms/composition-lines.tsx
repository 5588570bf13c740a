import { Group, Select, Stack, Text } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Catalogue } from '../../domain/matter/catalogue.js';
import type { GivenValue } from '../../domain/matter/composition-check.js';
import { useMessages } from '../i18n/index.js';
import { PctInput } from '../units/amount-input.js';
import { givenIn, isUnread, sentNumber, type TypedAmount, type Given } from '../units/amount.js';
import { GivenInput } from '../units/given-input.js';
import { AddRow, RemoveRow } from '../parts/list-rows.js';

/** An element or an oxide, its percent of dry mass and, where it is asked for, how certain that is. */
export interface CompositionLine {
  readonly formula: string;
  readonly pct: Given;
  readonly uncertainty?: TypedAmount;
}

export const emptyLine = (): CompositionLine => ({ formula: '', pct: '' });

/** Figures by formula of the lines that have both. */
export function compositionIn(lines: readonly CompositionLine[]): Record<string, GivenValue> {
  return figuresBy(lines, ({ pct }) => givenIn(pct));
}

/** The same as a request takes it: what was not understood is sent as no number, to be refused. */
export function sentComposition(lines: readonly CompositionLine[]): Record<string, GivenValue> {
  return figuresBy(lines, ({ pct }) => (isUnread(pct) ? NaN : givenIn(pct)));
}

/** How certain the figures are, as a request takes it. */
export function sentUncertainty(lines: readonly CompositionLine[]): Record<string, number> {
  return figuresBy(lines, ({ uncertainty = '' }) => sentNumber(uncertainty));
}

function figuresBy<Figure>(
  lines: readonly CompositionLine[],
  figureOf: (line: CompositionLine) => Figure | null,
): Record<string, Figure> {
  return Object.fromEntries(
    lines.flatMap((line) => {
      const value = figureOf(line);
      return line.formula === '' || value === null ? [] : [[line.formula, value] as const];
    }),
  );
}

interface CompositionLinesProps {
  /** Whose composition it is, where there are several: tells the fields of one material from those of another. */
  readonly of?: string;
  readonly lines: readonly CompositionLine[];
  readonly catalogue: Catalogue | undefined;
  readonly onChange: (lines: CompositionLine[]) => void;
  readonly note?: ReactNode;
  /** What is wrong with the whole. */
  readonly error?: ReactNode;
  /** What is wrong with one line. */
  readonly faultOf?: (formula: string) => string | undefined;
  readonly withUncertainty?: boolean;
  /** The id of the button that adds a line. */
  readonly addId?: string;
}

/** A composition line by line. */
export function CompositionLines(props: CompositionLinesProps): ReactElement {
  const { of, lines, catalogue, onChange, note, error, faultOf, withUncertainty = false, addId } = props;
  const { assay } = useMessages();
  const [hasAdded, setAdded] = useState(false);
  const named = (text: string) => (of === undefined ? text : `${of}: ${text}`);
  const chosen = lines.map(({ formula }) => formula);
  return (
    <Stack gap="xs" role="group" aria-label={named(assay.composition)}>
      <Text size="sm" fw={500}>
        {assay.composition}
      </Text>
      {note && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
      {lines.map((line, index) => (
        <OneLine
          key={index}
          line={line}
          index={index}
          named={named}
          withUncertainty={withUncertainty}
          formulas={(catalogue?.formulas ?? []).filter(
            (formula) => formula === line.formula || !chosen.includes(formula),
          )}
          isNew={hasAdded && index === lines.length - 1}
          fault={line.formula === '' ? undefined : faultOf?.(line.formula)}
          onChange={(more) => onChange(lines.map((one, at) => (at === index ? { ...one, ...more } : one)))}
          onRemove={() => onChange(lines.filter((_, at) => at !== index))}
        />
      ))}
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" data-fault>
          {error}
        </Text>
      )}
      <AddRow
        text={assay.addElement}
        label={named(assay.addElement)}
        id={addId}
        onClick={() => {
          setAdded(true);
          onChange([...lines, emptyLine()]);
        }}
      />
    </Stack>
  );
}

interface OneLineProps {
  readonly line: CompositionLine;
  readonly index: number;
  readonly named: (text: string) => string;
  /** Those that may be chosen here: none is offered twice. */
  readonly formulas: readonly string[];
  readonly withUncertainty: boolean;
  /** A line that was asked for takes the cursor. */
  readonly isNew: boolean;
  readonly fault: string | undefined;
  readonly onChange: (more: Partial<CompositionLine>) => void;
  readonly onRemove: () => void;
}

function OneLine(props: OneLineProps): ReactElement {
  const { line, index, named, formulas, withUncertainty, isNew, fault, onChange, onRemove } = props;
  const { assay } = useMessages();
  const { formula, pct, uncertainty = '' } = line;
  const which = formula || String(index + 1);
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" maw={withUncertainty ? undefined : 520}>
      <Select
        aria-label={named(`${assay.formula} ${index + 1}`)}
        placeholder={assay.formula}
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        autoFocus={isNew}
        flex={1}
        miw={0}
        data={formulas}
        value={formula || null}
        onChange={(chosen) => onChange({ formula: chosen ?? '' })}
      />
      <GivenInput
        formula={formula}
        aria-label={named(`${assay.percent} ${which}`)}
        placeholder={assay.percent}
        {...(withUncertainty ? { flex: 1 } : { w: 140 })}
        miw={0}
        value={pct}
        error={fault}
        onChange={(typed) => onChange({ pct: typed })}
      />
      {withUncertainty && (
        <PctInput
          aria-label={named(`${assay.uncertainty} ${which}`)}
          placeholder={assay.uncertainty}
          flex={1}
          miw={0}
          value={uncertainty}
          onChange={(typed) => onChange({ uncertainty: typed })}
        />
      )}
      <RemoveRow label={named(assay.remove(which))} onClick={onRemove} />
    </Group>
  );
}
