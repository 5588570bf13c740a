import { useForm, type UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';
import type { Problem } from '../../api/client.js';
import { useDraft } from '../../parts/draft.js';
import { emptyRun, type RunValues } from './values.js';

export type RunForm = UseFormReturnType<RunValues>;

/** The run as it is typed: kept on this device for this person until it is booked. */
export function useRunForm(siteId: string) {
  const { kept, keep, forget, id: draftId } = useDraft<RunValues>('run');
  const form = useForm<RunValues>({ initialValues: kept ?? emptyRun(siteId), onValuesChange: keep });
  // What was picked from the stock of one site stays a run of that site.
  useEffect(() => {
    const { inputs, siteId: before } = form.getValues();
    if (inputs.length === 0 && before !== siteId) form.setFieldValue('siteId', siteId);
  }, [siteId]);
  return { form, forget, draftId };
}

/** The faults of a refused request by the path of their field; those within a composition go to the composition. */
export function errorsIn(problem: Problem): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { pointer, message } of problem.errors ?? []) {
    const [, whole = '', formula] = /^(.*?\/composition)\/(.+)$/.exec(pointer) ?? [];
    const path = (whole || pointer).slice(1).replaceAll('/', '.');
    const text = formula === undefined ? message : `${formula} ${message}`;
    errors[path] = errors[path] === undefined ? text : `${errors[path]}; ${text}`;
  }
  return errors;
}
