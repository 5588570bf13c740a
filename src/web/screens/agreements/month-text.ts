import { useCallback } from 'react';
import { useLocale } from '../../i18n/index.js';

/** A calendar month (`YYYY-MM`) as the reader writes it. */
export function useMonthText(): (month: string) => string {
  const locale = useLocale();
  return useCallback(
    (month) => {
      if (month === '') return '';
      const format = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
      return format.format(new Date(`${month}-01T00:00:00Z`));
    },
    [locale],
  );
}
