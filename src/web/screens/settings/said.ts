import { faultAt } from '../../../domain/measure/faults.js';
import { faultOf, problemOf, type ApiProblem } from '../../api/client.js';
import { useMessages } from './texts.js';

/** Refusals that are about one field, by their code. */
const PLACES: Readonly<Partial<Record<ApiProblem['code'], string>>> = {
  'code-taken': '/code',
  'email-taken': '/email',
};

interface Said {
  readonly problem: ApiProblem | null;
  /** What is wrong with a field, by its JSON pointer. */
  readonly fault: (pointer: string) => string | undefined;
}

/** What the service said to a form, in the reader's language and at the fields that it is about. */
export function useSaid(error: unknown): Said {
  const { settings } = useMessages();
  if (!error) return { problem: null, fault: () => undefined };
  const raw = problemOf(error);
  const { [raw.code]: place } = PLACES;
  const errors = place
    ? [{ ...faultAt(place, 'not-valid'), message: raw.detail }]
    : raw.errors?.map((fault) => ({
        ...fault,
        message:
          fault.pointer in settings.faults
            ? settings.faults[fault.pointer as keyof typeof settings.faults]
            : fault.message,
      }));
  const isOvertaken = raw.code === 'stale-version';
  const problem = { ...raw, ...(isOvertaken && { detail: settings.overtaken }), ...(errors && { errors }) };
  return { problem, fault: (pointer) => faultOf(problem, pointer) };
}
