import { In } from 'typeorm';
import { MOVEMENT_KINDS } from '../../domain/books/entry-kinds.js';
import { localDay, type Day } from '../../domain/measure/time.js';
import { EntryRow, EntrySubjectRow } from '../ledger/index.js';
import { readChains, standingOn } from './chains.js';
import { grouped, pagesOf, type Facts } from './facts.js';

const MOVEMENTS: readonly string[] = MOVEMENT_KINDS;

/** What stands before an entry on one of its subjects. */
interface Before {
  /** The latest event day of the movements; null where there is none. */
  readonly movedOn: Day | null;
  readonly last: EntryRow;
}

/**
 * Reads entries a few at a time: each has happened after what stands before it, and its event day is the latest of its local
 * date and the event days of the movements before it.
 */
export async function verifyDays(facts: Facts): Promise<void> {
  const { manager } = facts;
  for await (const ids of pagesOf(manager, 'entry', { where: `"kind" <> 'reversed'`, atOnce: 100 })) {
    const links = await manager.findBy(EntrySubjectRow, { entryId: In(ids) });
    const subjectIds = [...new Set(links.map(({ subjectId }) => subjectId))];
    const chains = await readChains(manager, subjectIds);
    const before = new Map(subjectIds.map((id) => [id, befores(standingOn(chains, [id]))]));
    const subjectsOf = grouped(links, ({ entryId }) => entryId);
    for (const id of ids) {
      const entry = chains.entries.get(id);
      if (!entry || chains.reversed.has(id)) continue;
      const subjects = subjectsOf.get(id) ?? [];
      compareDay(
        facts,
        entry,
        subjects.flatMap(({ subjectId }) => before.get(subjectId)?.get(id) ?? []),
      );
    }
  }
}

/** What stands before each entry of a chain; nothing before the first. */
function befores(chain: readonly EntryRow[]): ReadonlyMap<string, Before> {
  const before = new Map<string, Before>();
  let [movedOn, last]: [Day | null, EntryRow | null] = [null, null];
  for (const entry of chain) {
    if (last) before.set(entry.id, { movedOn, last });
    if (MOVEMENTS.includes(entry.kind) && (movedOn === null || entry.occurredOn > movedOn)) movedOn = entry.occurredOn;
    last = entry;
  }
  return before;
}

function compareDay(facts: Facts, entry: EntryRow, before: readonly Before[]): void {
  const { id, kind, occurredAt, occurredOn, localOn, siteId } = entry;
  const tell = (check: string, expected: unknown, found: unknown): void =>
    facts.findings.compare({ code: 'entry-day', check, table: 'entry', key: { id, kind }, expected, found });
  const local = localDay(occurredAt, facts.sites.get(siteId)?.timeZone ?? 'UTC');
  const eventDay = [local, ...before.flatMap(({ movedOn }) => movedOn ?? [])].sort().at(-1);
  tell('the local date stands where it is another than the event day', local === occurredOn ? null : local, localOn);
  const lastAt = Math.max(...before.map(({ last }) => last.occurredAt));
  if (MOVEMENTS.includes(kind)) {
    tell('an entry counts on its local date, or on that of what was moved before it', eventDay, occurredOn);
    tell('what is done to a batch goes forward in time', true, before.length === 0 || lastAt <= occurredAt);
    return;
  }
  if (before.length === 0) return;
  // What says anew what was moved happened with the last of it, at the latest.
  tell('what corrects the books happened with the last of what it corrects', lastAt, occurredAt);
  const days = [eventDay, ...before.map(({ last }) => last.occurredOn)];
  tell(
    'what corrects the books counts on the day of the last of what it corrects',
    occurredOn,
    days.find((day) => day === occurredOn) ?? eventDay,
  );
}
