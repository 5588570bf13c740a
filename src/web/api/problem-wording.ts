import type { components } from './schema.js';
import { timeZoneNow } from '../device/service-clock.js';
import { faultText } from '../i18n/fault-text.js';
import { textsNow } from '../i18n/index.js';
import { refusalText } from '../i18n/refusal-text.js';

type Problem = components['schemas']['Problem'];

export function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'detail' in answer;
}

/** A problem of the service in the reader's language. */
function worded(problem: Problem, isRead: boolean): Problem {
  const words = textsNow().problems;
  const { titles, faulty, faults } = words;
  const errors = problem.errors?.map((fault) => ({ ...fault, message: faultText(fault, faults) }));
  // The service names fields as programs do; a form has them beside its fields.
  const messages = [...new Set(errors?.map(({ message }) => message))].join('; ');
  const detail = messages
    ? faulty(messages)
    : refusalText({ ...problem, zone: timeZoneNow(), said: problem.detail }, words);
  const title = isRead ? titles.read : titles.act;
  return { ...problem, title, detail, ...(errors && { errors }) };
}

/** An answer of the service with its problem in the reader's language. */
export async function wordedAnswer(answer: Response, method: string): Promise<Response | undefined> {
  if (!answer.headers.get('Content-Type')?.startsWith('application/problem+json')) return undefined;
  const problem: unknown = await answer.clone().json();
  if (!isProblem(problem)) return undefined;
  const { status, statusText, headers } = answer;
  return new Response(JSON.stringify(worded(problem, method === 'GET')), { status, statusText, headers });
}
