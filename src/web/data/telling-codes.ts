import { tellingCodes } from '../../domain/matter/code.js';
import { useSites } from './names.js';

interface CodedBatch {
  readonly id: string;
  readonly code: string | null;
  readonly originSiteId: string | null;
}

/**
 * Codes of batches that stand together, by id: where two at one site have the same, the site of origin stands before it.
 *
 * @param siteOf where a batch is; left out, all are taken to be at one site
 */
export function useTellingCodes<Batch extends CodedBatch>(
  batches: readonly Batch[],
  siteOf: (batch: Batch) => string | null = () => null,
): ReadonlyMap<string, string> {
  const sites = useSites();
  const codeOfSite = (id: string | null): string | null => sites.find((site) => site.id === id)?.code ?? null;
  const there = new Map<string | null, Batch[]>();
  for (const batch of batches) there.set(siteOf(batch), [...(there.get(siteOf(batch)) ?? []), batch]);
  const told = [...there.values()].flatMap((together) => [
    ...tellingCodes(
      together.flatMap(({ id, code, originSiteId }) =>
        code === null ? [] : [{ id, code, originSite: codeOfSite(originSiteId) }],
      ),
    ),
  ]);
  return new Map(told);
}
