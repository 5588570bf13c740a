import { useMemo } from 'react';
import { COUNTRIES } from '../../domain/measure/countries.js';
import { useLocale } from './index.js';

/** What countries are called in the reader's language. */
export function useCountryName(): (code: string) => string {
  const locale = useLocale();
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region' });
    return (code) => names.of(code) ?? code;
  }, [locale]);
}

/** All countries to choose from, by name. */
export function useCountries(): readonly { readonly value: string; readonly label: string }[] {
  const name = useCountryName();
  return useMemo(
    () =>
      [...COUNTRIES]
        .map((value) => ({ value, label: `${name(value)} (${value})` }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [name],
  );
}
