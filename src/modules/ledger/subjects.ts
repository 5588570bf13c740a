import { In, type EntityManager } from 'typeorm';
import { EntrySubjectRow } from './entry.entity.js';

/** The batches, shipment and run that an entry stands on. */
export async function subjectsOf(manager: EntityManager, entryId: string): Promise<string[]> {
  return (await manager.findBy(EntrySubjectRow, { entryId })).map(({ subjectId }) => subjectId);
}

/** The last entry on each subject that was not reversed; a subject without any is not in the answer. */
export async function latestEntries(
  manager: EntityManager,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const heads = await manager.findBy(EntrySubjectRow, { subjectId: In([...subjectIds]), latest: true });
  return new Map(heads.map(({ subjectId, entryId }) => [subjectId, entryId]));
}

/** That an entry moves something of a batch: by the two indexes of postings, so that its few entries are found quickly. */
export function onBatchSql(entry: string, batch: string): string {
  return `"${entry}"."id" IN (SELECT "f"."entryId" FROM "posting" "f" WHERE "f"."fromBatchId" = ${batch}
    UNION SELECT "t"."entryId" FROM "posting" "t" WHERE "t"."toBatchId" = ${batch})`;
}
