import { Select, type SelectProps } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMessages } from './texts.js';
import { useCountries } from '../../i18n/countries.js';

/** A country by its name; what is sent is its code. */
export function CountrySelect(props: Omit<SelectProps, 'data' | 'label'>): ReactElement {
  const { settings } = useMessages();
  return (
    <Select
      label={settings.country}
      required
      searchable
      // What is brought to hand because of a fault is read before it is opened.
      openOnFocus={false}
      allowDeselect={false}
      autoComplete="off"
      data={[...useCountries()]}
      {...props}
    />
  );
}
