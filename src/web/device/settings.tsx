import { readLocalStorageValue, useLocalStorage } from '@mantine/hooks';
import { createContext, useContext, useMemo, type ReactElement, type ReactNode } from 'react';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** `kg` shows tonnes from 10,000 kg on. */
export const MASS_UNITS = ['kg', 't', 'lb'] as const;
export type MassUnit = (typeof MASS_UNITS)[number];

function preferredLanguage(): Language {
  return navigator.language.startsWith('de') ? 'de' : 'en';
}

const LANGUAGE_KEY = 'loopbook-language';

/** The language of this device, outside of components. */
export function languageNow(): Language {
  return readLocalStorageValue<Language>({ key: LANGUAGE_KEY, defaultValue: preferredLanguage() });
}

type Setting<Value> = readonly [value: Value, set: (value: Value) => void];

interface DeviceSettings {
  readonly language: Setting<Language>;
  readonly massUnit: Setting<MassUnit>;
}

const SettingsContext = createContext<DeviceSettings | null>(null);

/**
 * What a person has set on this device; a change reaches every screen at once. Read here once for all of them: every
 * reader of its own would write what it has read, and tell all others of it.
 */
export function SettingsProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [language, setLanguage] = useLocalStorage<Language>({
    key: LANGUAGE_KEY,
    defaultValue: preferredLanguage(),
    getInitialValueInEffect: false,
  });
  const [massUnit, setMassUnit] = useLocalStorage<MassUnit>({
    key: 'loopbook-mass-unit',
    defaultValue: 'kg',
    getInitialValueInEffect: false,
  });
  const settings = useMemo<DeviceSettings>(
    () => ({ language: [language, setLanguage], massUnit: [massUnit, setMassUnit] }),
    [language, setLanguage, massUnit, setMassUnit],
  );
  return <SettingsContext value={settings}>{children}</SettingsContext>;
}

function useSettings(): DeviceSettings {
  const settings = useContext(SettingsContext);
  if (!settings) throw new Error('There are no settings here.');
  return settings;
}

export const useLanguage = (): Setting<Language> => useSettings().language;

export const useMassUnit = (): Setting<MassUnit> => useSettings().massUnit;
