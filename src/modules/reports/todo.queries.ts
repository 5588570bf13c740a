import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, type Caller, type Page, type Role } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { latestSigned, versionOn } from '../../domain/agreement/agreement.js';
import { localDay, shiftedDay } from '../../domain/measure/time.js';
import { AgreementsQueries } from '../agreements/index.js';
import { countsDue } from './todo-counts.js';
import { breaches, differences, MOST_TODOS, toAssay, toDispatch, toReceive, toSettle } from './todo-rows.js';
import type { TodoItem } from './todo.dto.js';

/** Who acts on material, and who answers for what happens under an agreement. */
const WORKERS: readonly Caller['role'][] = ['admin', 'plant-operator', 'recycler-operator'] satisfies Role[];
/** Those who may count what is in progress. */
const COUNTERS: readonly Caller['role'][] = ['admin', 'plant-operator'] satisfies Role[];
const MANAGERS: readonly Caller['role'][] = ['admin', 'sustainability'] satisfies Role[];

/** What waits for a party, for the person who asks: what one may not act on does not wait for one. */
@Injectable()
export class TodoQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly agreements: AgreementsQueries,
  ) {}

  /** Oldest first. @throws DomainError `mass-too-large` */
  async list(caller: Caller): Promise<Page<TodoItem>> {
    const { partyId, role } = caller;
    // An auditor reads: nothing waits for it.
    if (partyId === null || role === 'auditor') return { items: [], nextCursor: null };
    const items = await this.database.snapshot(async (manager) => [
      ...(WORKERS.includes(role) ? await this.work(manager, caller, partyId) : []),
      ...(COUNTERS.includes(role) ? await countsDue(manager, partyId, this.clock.now()) : []),
      ...(role === 'admin' ? await this.signatures(manager, caller) : []),
      ...(MANAGERS.includes(role) ? await this.breaches(manager, caller) : []),
    ]);
    return { items: items.sort(oldestFirst).slice(0, MOST_TODOS), nextCursor: null };
  }

  private async work(manager: EntityManager, caller: Caller, partyId: string): Promise<TodoItem[]> {
    const seen = await this.agreements.allSeenBy(caller, manager);
    const generatorOf = seen.filter(({ side }) => side === 'generator').map(({ agreementId }) => agreementId);
    const known = new Set(seen.map(({ agreementId }) => agreementId));
    const items = [
      ...(await toReceive(manager, partyId)),
      ...(await toDispatch(manager, partyId)),
      ...(await toSettle(manager, partyId, 'sender')),
      ...(await toSettle(manager, partyId, 'receiver')),
      ...(await toAssay(manager, partyId, generatorOf)),
    ];
    // What goes under an agreement of others comes without its name and its terms.
    return this.withDueDays(
      manager,
      items.map((item) => ({ ...item, agreementId: known.has(item.agreementId ?? '') ? item.agreementId : null })),
    );
  }

  /** A receipt is due so many days after the dispatch as the agreement said on that day. */
  private async withDueDays(manager: EntityManager, items: readonly TodoItem[]): Promise<TodoItem[]> {
    const ids = items.flatMap(({ kind, agreementId }) => (kind === 'receive' && agreementId ? [agreementId] : []));
    const agreements = await this.agreements.factsOf(manager, [...new Set(ids)]);
    return items.map((item) => {
      if (item.kind !== 'receive') return item;
      const facts = agreements.get(item.agreementId ?? '');
      const version = facts && (versionOn(facts, item.since) ?? latestSigned(facts));
      return version ? { ...item, dueOn: shiftedDay(item.since, version.terms.confirmWithinDays) } : item;
    });
  }

  private async signatures(manager: EntityManager, caller: Caller): Promise<TodoItem[]> {
    const awaited = await this.agreements.awaitingSignature(caller, manager);
    return awaited.map(({ id, reference, proposedAt }) => ({
      kind: 'sign',
      subject: { type: 'agreement', id, code: reference },
      since: localDay(proposedAt, 'UTC'),
      dueOn: null,
      dryKg: null,
      count: null,
      agreementId: id,
      siteId: null,
    }));
  }

  private async breaches(manager: EntityManager, caller: Caller): Promise<TodoItem[]> {
    const seen = await this.agreements.allSeenBy(caller, manager);
    const ids = seen.map(({ agreementId }) => agreementId);
    const items = await breaches(manager, ids, this.clock.now());
    for (const facts of (await this.agreements.factsOf(manager, ids)).values()) {
      items.push(...(await differences(manager, facts, this.clock.now())));
    }
    return items;
  }
}

function oldestFirst(a: TodoItem, b: TodoItem): number {
  const key = ({ since, kind, subject }: TodoItem): string => [since, kind, subject.id].join('|');
  return key(a) < key(b) ? -1 : 1;
}
