import { useCallback } from 'react';
import type { RefusalFacts } from '../../../domain/measure/errors.js';
import type { FaultCode } from '../../../domain/measure/faults.js';
import type { RefusalCode } from '../../../domain/measure/refusals.js';
import type { Schemas } from '../../api/client.js';
import { timeZoneNow } from '../../device/service-clock.js';
import { faultText } from '../../i18n/fault-text.js';
import { refusalText } from '../../i18n/refusal-text.js';
import { useMessages } from './texts.js';

type ToldFault = Pick<Schemas['ImportFault'], 'code' | 'message'> & {
  readonly params?: Schemas['ImportFault']['params'];
};

/** What is wrong with a cell, a row or a column, and what to do, in the reader's language. */
export function useFaultWords(): (fault: ToldFault) => string {
  const { problems, imports } = useMessages();
  const names: Readonly<Record<string, string>> = imports.fields;
  return useCallback(
    ({ code, message, params = {} }) => {
      if (!(code in problems.faults)) {
        const facts: RefusalFacts = params;
        return refusalText({ code: code as RefusalCode, facts, zone: timeZoneNow(), said: message }, problems);
      }
      const { field } = params;
      const known = typeof field === 'string' ? { ...params, field: names[field] ?? field } : params;
      return faultText({ code: code as FaultCode, message, params: known }, problems.faults);
    },
    [problems, names],
  );
}
