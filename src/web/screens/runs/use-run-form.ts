import { useForm, type UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';
import { useDraft } from '../../forms/draft.js';
import { emptyRun } from './values.js';
import { type RunValues } from '../../forms/run-draft.js';

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
