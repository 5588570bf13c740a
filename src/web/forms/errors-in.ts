import type { ApiProblem } from '../api/client.js';

/** The faults of a refused request by the path of their field; those within a composition go to the composition. */
export function errorsIn(problem: ApiProblem): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { pointer, message } of problem.errors ?? []) {
    const [, whole = '', formula] = /^(.*?\/composition)\/(.+)$/.exec(pointer) ?? [];
    const path = (whole || pointer).slice(1).replaceAll('/', '.');
    const text = formula === undefined ? message : `${formula} ${message}`;
    errors[path] = errors[path] === undefined ? text : `${errors[path]}; ${text}`;
  }
  return errors;
}
