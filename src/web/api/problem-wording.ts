import type { components } from '../api/schema.js';
import { textsNow } from '../i18n/index.js';
import { factsReader } from '../i18n/problem-facts.js';

type Problem = components['schemas']['Problem'];

/** A problem of the service in the reader's language; what that has no words for stays as the service said it. */
function worded(problem: Problem, isRead: boolean): Problem {
  const { titles, locale, details, faulty, faults } = textsNow().problems;
  const errors = problem.errors?.map(({ pointer, message }) => {
    const found = faults.find(([pattern]) => pattern.test(message));
    // What stands behind the pattern belongs to the sentence that is replaced.
    return { pointer, message: found ? message.replace(new RegExp(`${found[0].source}.*`, 's'), found[1]) : message };
  });
  // The service names fields as programs do; a form has them beside its fields.
  const messages = [...new Set(errors?.map(({ message }) => message))].join('; ');
  const detail = messages ? faulty(messages) : details[problem.code]?.(factsReader(problem.facts ?? {}, locale));
  const title = isRead ? titles.read : titles.act;
  return { ...problem, title, ...(detail && { detail }), ...(errors && { errors }) };
}

/** An answer of the service with its problem in the reader's language. */
export async function wordedAnswer(answer: Response, method: string): Promise<Response | undefined> {
  if (!answer.headers.get('Content-Type')?.startsWith('application/problem+json')) return undefined;
  const problem = (await answer.clone().json()) as Problem;
  const { status, statusText, headers } = answer;
  return new Response(JSON.stringify(worded(problem, method === 'GET')), { status, statusText, headers });
}
