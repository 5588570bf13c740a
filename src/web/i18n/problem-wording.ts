import type { components } from '../api/schema.js';
import { textsNow } from './index.js';

type Problem = components['schemas']['Problem'];

/** A problem of the service in the reader's language; what that has no words for stays as the service said it. */
export function worded(problem: Problem): Problem {
  const { title, details, faults } = textsNow().problems;
  const detail = details[problem.code]?.(problem.facts ?? {});
  const errors = problem.errors?.map(({ pointer, message }) => {
    const found = faults.find(([pattern]) => pattern.test(message));
    // What stands behind the pattern belongs to the sentence that is replaced.
    return { pointer, message: found ? message.replace(new RegExp(`${found[0].source}.*`, 's'), found[1]) : message };
  });
  return { ...problem, ...(detail && { detail, ...(title !== null && { title }) }), ...(errors && { errors }) };
}

/** An answer of the service with its problem in the reader's language. */
export async function wordedAnswer(answer: Response): Promise<Response | undefined> {
  if (!answer.headers.get('Content-Type')?.startsWith('application/problem+json')) return undefined;
  const problem = (await answer.clone().json()) as Problem;
  const { status, statusText, headers } = answer;
  return new Response(JSON.stringify(worded(problem)), { status, statusText, headers });
}
