import { readLocalStorageValue, useLocalStorage } from '@mantine/hooks';

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

/** What a person has set on this device; a change reaches every screen at once. */
export function useLanguage() {
  return useLocalStorage<Language>({
    key: LANGUAGE_KEY,
    defaultValue: preferredLanguage(),
    getInitialValueInEffect: false,
  });
}

export function useMassUnit() {
  return useLocalStorage<MassUnit>({ key: 'loopbook-mass-unit', defaultValue: 'kg', getInitialValueInEffect: false });
}
