import { Input, SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useId, type ReactElement } from 'react';
import { LANGUAGES, MASS_UNITS, useLanguage, useMassUnit } from '../../device/settings.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';

const SCHEMES = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];

/** How the app looks and speaks on this device; every change shows at once. */
export function Display(): ReactElement {
  const { settings } = useMessages();
  const [language, setLanguage] = useLanguage();
  const [unit, setUnit] = useMassUnit();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={settings.display} note={settings.displayLead}>
      <Choice
        label={settings.language}
        options={LANGUAGES}
        words={settings.languages}
        value={language}
        onChange={setLanguage}
      />
      <Choice
        label={settings.units}
        note={settings.unitsNote}
        options={MASS_UNITS}
        words={settings.unitNames}
        value={unit}
        onChange={setUnit}
      />
      <Choice
        label={settings.colours}
        options={SCHEMES}
        words={settings.schemes}
        value={colorScheme}
        onChange={setColorScheme}
      />
    </Section>
  );
}

interface ChoiceProps<Option extends string> {
  readonly label: string;
  readonly note?: string;
  readonly options: readonly Option[];
  readonly words: Readonly<Record<Option, string>>;
  readonly value: Option;
  readonly onChange: (option: Option) => void;
}

/** One of a few, all in sight. */
function Choice<Option extends string>(props: ChoiceProps<Option>): ReactElement {
  const { label, note, options, words, value, onChange } = props;
  const id = useId();
  return (
    <Input.Wrapper label={label} description={note} labelElement="div" size="md" labelProps={{ id }}>
      <SegmentedControl
        aria-labelledby={id}
        fullWidth
        size="md"
        mt={6}
        withItemsBorders={false}
        styles={{ label: { minHeight: 44, display: 'grid', placeItems: 'center' } }}
        data={options.map((option) => ({ value: option, label: words[option] }))}
        value={value}
        onChange={(chosen) => onChange(options.find((option) => option === chosen) ?? value)}
      />
    </Input.Wrapper>
  );
}
