import type { ReactElement } from 'react';
import { useLocale } from '../../i18n/index.js';

/** A number of rows as the reader writes it. */
export function Count({ n }: { readonly n: number }): ReactElement {
  return <span className="figure">{n.toLocaleString(useLocale())}</span>;
}
