import { Text, TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { useFieldGuard } from './field-guard.js';

/** What a text in a field says. */
export interface TypedReading<Held> {
  /** What the field then holds: nothing, what was understood, or the text where it was not. */
  readonly held: Held | string;
  /** What was read, where that could be doubted. */
  readonly note?: string | undefined;
  /** Why it was not understood. */
  readonly fault?: string | undefined;
}

/** How texts are read and written in the language of the person. */
export interface TypedReader<Held> {
  readonly read: (text: string) => TypedReading<Held>;
  readonly write: (held: Held) => string;
}

export interface TypedFieldProps<Held> extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange'> {
  readonly value?: Held | string | undefined;
  readonly onChange?: (held: Held | string) => void;
}

interface TypedInputProps<Held> extends TypedFieldProps<Held> {
  readonly reader: TypedReader<Held>;
  readonly unit?: string | undefined;
}

/**
 * A field that understands what is typed or says that it does not. What is typed stays as it is; what it was read as is said
 * beside it wherever that could be doubted. What is there is replaced by what is typed.
 */
export function TypedInput<Held>(props: TypedInputProps<Held>): ReactElement {
  const { reader, unit, value = '', onChange, error, onFocus, onBlur, ...rest } = props;
  const [typed, setTyped] = useState('');
  const [isTyping, setTyping] = useState(false);
  // Others may have put something else there, or the language may have changed.
  const isAsTyped = JSON.stringify(reader.read(typed).held) === JSON.stringify(value);
  const text = isAsTyped ? typed : typeof value === 'string' ? value : reader.write(value);
  const { held, note, fault } = reader.read(text);
  // In another language what was not understood may be.
  const isUnderstood = typeof value === 'string' && typeof held !== 'string';
  useEffect(() => {
    if (isUnderstood) onChange?.(held);
  }, [isUnderstood]); // eslint-disable-line react-hooks/exhaustive-deps -- What was understood is told once, to whoever listens then.
  const field = useFieldGuard(fault, () => setTyping(false));
  const said = isTyping && fault !== undefined ? fault : note;
  return (
    <TextInput
      autoComplete="off"
      rightSection={
        unit && (
          <Text size="sm" c="dimmed" aria-hidden>
            {unit}
          </Text>
        )
      }
      inputContainer={(input) => (
        <>
          {input}
          <Text size="xs" c="dimmed" aria-live="polite" mt={said === undefined ? 0 : 2}>
            {said}
          </Text>
        </>
      )}
      {...rest}
      ref={field}
      error={(!isTyping && fault) || error}
      value={text}
      onChange={({ currentTarget }) => {
        setTyping(true);
        setTyped(currentTarget.value);
        onChange?.(reader.read(currentTarget.value).held);
      }}
      // At once: a scale that types fast would lose its first digit if it were selected a moment later.
      onFocus={(event) => {
        event.currentTarget.select();
        onFocus?.(event);
      }}
      onClick={({ currentTarget }) => currentTarget.select()}
      onBlur={(event) => {
        setTyping(false);
        onBlur?.(event);
      }}
    />
  );
}
