import createClient from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';
import { isProblem, wordedAnswer } from './problem-wording.js';
import type { RefusalCode } from '../../domain/measure/refusals.js';
import { useOnce } from './once.js';
import { compareClocks } from '../device/service-clock.js';
import type { components, paths } from './schema.js';

export type Schemas = components['schemas'];
/** What went wrong: as the service says it, or what this app has noticed itself. */
export type ApiProblem = Omit<Schemas['Problem'], 'code'> & { readonly code: RefusalCode | 'network' | 'app' };

/** Nothing was heard of the service: no network, a broken answer, or a page that somebody else put in its place. */
class LostNetwork extends Error {}

/** Answers are read to their end here, so that one that breaks off counts as lost as well. */
async function fetchWhole(request: Request): Promise<Response> {
  const answer = await fetch(request).catch(asLost);
  if (answer.headers.get('Content-Type')?.startsWith('text/html')) throw new LostNetwork('Another page answered.');
  await answer.clone().arrayBuffer().catch(asLost);
  return answer;
}

/** A request that its asker has called off is not lost. */
function asLost(error: unknown): never {
  throw error instanceof TypeError ? new LostNetwork(error.message) : error;
}

/** What screens read; the report as CSV goes straight into a file. */
type Answers = 'application/json' | 'application/problem+json';

/** The HTTP API, typed by its own document. The session's cookie goes along by itself. */
export const http = createClient<paths, Answers>({ baseUrl: '/', credentials: 'same-origin', fetch: fetchWhole });
http.use({ onResponse: ({ response }) => compareClocks(response) });
http.use({ onResponse: ({ response, request }) => wordedAnswer(response, request.method) });

const queries = createQueryClient(http);

/** The same for screens: `api.useQuery('get', '/api/v1/batches', ...)`; a button that is pressed twice acts once. */
export const api = {
  ...queries,
  useMutation: ((...act: Parameters<typeof queries.useMutation>) =>
    useOnce(queries.useMutation(...act))) as unknown as typeof queries.useMutation,
};

/**
 * What went wrong, as a problem document: a lost network becomes one too, with the code `network`, and so does an error of
 * this app, with the code `app`. An answer that is no problem document is not the service's own but that of a gateway that
 * did not reach it.
 */
export function problemOf(error: unknown): ApiProblem {
  if (isProblem(error)) return error;
  const isApp = error instanceof Error && !(error instanceof LostNetwork) && error.name !== 'TimeoutError';
  const code = isApp ? 'app' : 'network';
  return { type: `/problems/${code}`, title: isApp ? 'App' : 'Network', status: 0, code, detail: String(error) };
}

/** The message about one field, by its JSON pointer, among the faults of a refused request. */
export function faultOf(problem: ApiProblem | null, pointer: string): string | undefined {
  return problem?.errors?.find((fault) => fault.pointer === pointer)?.message;
}
