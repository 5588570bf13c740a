import { SegmentedControl, Text, TextInput, type TextInputProps } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { instantsAt, isLeftOut, shownMoment, siteInstant, type FormMoment } from '../../domain/measure/site-time.js';
import { useMessages } from '../i18n/index.js';
import { useFieldGuard } from './field-guard.js';
import { serviceNow } from '../device/service-clock.js';

/** The moment that it is, wherever that is: a field shows it by the clock of its site. */
export function momentNow(): FormMoment {
  return `${serviceNow().toISOString().slice(0, 19)}Z`;
}

interface MomentInputProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange'> {
  /** The time zone of the site where it happens. */
  readonly zone: string;
  readonly value?: FormMoment;
  readonly onChange?: (moment: FormMoment) => void;
}

/**
 * When something happened, by the clock of the site where it did, whatever clock the device goes by. A time that the clock
 * leaves out is refused in words; of one that comes twice one chooses which. The devices of the shop floor bring the picker
 * that people know.
 */
export function MomentInput({ zone, value = '', onChange, error, onBlur, ...rest }: MomentInputProps): ReactElement {
  const { typed: words } = useMessages();
  const [isIncomplete, setIncomplete] = useState(false);
  const [fault] = [isIncomplete && words.incomplete, isLeftOut(value, zone) && words.leftOut(zone)].filter(Boolean);
  const field = useFieldGuard(fault || undefined, () => undefined);
  const shown = shownMoment(value, zone);
  return (
    <TextInput
      type="datetime-local"
      step={1}
      required
      inputContainer={(input) => (
        <>
          {input}
          <Text size="xs" c="dimmed" mt={2}>
            {words.timeIn(zone)}
          </Text>
          <Twice shown={shown} value={value} zone={zone} onChange={onChange} />
        </>
      )}
      {...rest}
      ref={field}
      value={shown}
      error={fault || error}
      onChange={({ currentTarget }) => {
        setIncomplete(false);
        onChange?.(currentTarget.value);
      }}
      onBlur={(event) => {
        // What is typed half is no time to the browser, and would be lost without a word.
        setIncomplete(event.currentTarget.validity.badInput);
        onBlur?.(event);
      }}
    />
  );
}

interface TwiceProps extends Pick<MomentInputProps, 'zone' | 'onChange'> {
  readonly shown: string;
  readonly value: FormMoment;
}

/** The choice that a time asks for which the clock shows twice, when it is set back; the first unless one says otherwise. */
function Twice({ shown, value, zone, onChange }: TwiceProps): ReactElement | null {
  const { typed: words } = useMessages();
  const times = instantsAt(shown, zone);
  if (times.length < 2) return null;
  const choices = times.map((at, index) => ({ value: siteInstant(at, zone), label: words.whichTime(index + 1) }));
  const chosen = times.indexOf(Date.parse(value));
  return (
    <SegmentedControl
      mt={4}
      size="lg"
      aria-label={words.twice(zone)}
      data={choices}
      value={choices[Math.max(chosen, 0)]?.value ?? ''}
      onChange={(instant) => onChange?.(instant)}
    />
  );
}
