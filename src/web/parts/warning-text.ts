import type { WarningCode } from '../../domain/matter/warning-codes.js';
import { useMessages } from '../i18n/index.js';

interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

/** What looks odd about a batch, in the reader's language. */
export function useWarningText(): (warning: Warning) => string {
  const { warnings } = useMessages();
  return ({ code, message }) => warnings[code](message);
}
