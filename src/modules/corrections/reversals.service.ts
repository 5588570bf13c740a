import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Clock, DomainError, NotFoundError, type Caller } from '../../common/index.js';
import { insertRows, UnitOfWork } from '../../database/index.js';
import { isBeyond } from '../../domain/acts/count-guard.js';
import { FREE_MS, batchesById } from '../batches/index.js';
import { EntryRow, Ledger, Reversing, entryWith, holdEntry } from '../ledger/index.js';
import type { NewReversal, ReversalAnswer } from './reversal.dto.js';
import { ReversalRequestRow } from './reversal-request.entity.js';
import { Undoing, type StandsOn } from './undoing.js';

/** Takes entries back: the books get the same postings the other way, and what they stood for is set back. */
@Injectable()
export class ReversalsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly ledger: Ledger,
    private readonly reversing: Reversing,
    private readonly undoing: Undoing,
    private readonly clock: Clock,
  ) {}

  /**
   * Reverses an entry that the caller's party booked. What both sides settled is reversed by a call of each. Assays do not
   * stand in the way, whosever they are: they are reversed with it, and said anew of what is left.
   *
   * @throws NotFoundError; DomainError `forbidden`, `built-upon`, `already-reversed`, `is-reversal`, `not-reversible`,
   * `batch-state`
   */
  reverse(caller: Caller, entryId: string, { reason }: NewReversal): Promise<ReversalAnswer> {
    return this.work.run(async (tx) => {
      const entry = await entryWith(tx, entryId);
      const standing = entry && (await this.undoing.standingOf(tx, entry));
      if (!entry || !standing) throw new NotFoundError('entry');
      requireOwn(caller, entry, standing);
      const seen = await this.ledger.requireReversible(tx, entry);
      await this.undoing.hold(tx, await this.undoing.standingOf(tx, entry, seen));
      await holdEntry(tx, entry.id);
      if (entry.kind === 'logged') await this.requireFresh(tx, caller, standing);
      const above = await this.ledger.requireReversible(tx, entry);
      if (!(await this.areAllAgreed(tx, caller, { entry, standing, reason }))) {
        return { entryId, status: 'awaiting-other-side', reversalId: null };
      }
      const by = { userId: caller.userId, reason };
      // Why is said of the caller's own entry: those of the assays may be of another party.
      for (const assayed of above) await this.reversing.lift(tx, assayed, { ...by, reason: null });
      const reversalId = await this.reversing.reverse(tx, entry, by);
      await this.undoing.assayAnew(tx, {
        reversed: entry,
        entries: above,
        becauseId: reversalId,
        userId: caller.userId,
      });
      return { entryId, status: 'reversed', reversalId };
    });
  }

  /** After the first day only an admin makes undone that a batch was logged. @throws DomainError `forbidden` */
  private async requireFresh(tx: EntityManager, caller: Caller, { batchIds }: StandsOn): Promise<void> {
    if (caller.role === 'admin') return;
    for (const { createdAt, dryMg } of (await batchesById(tx, batchIds)).values()) {
      if (this.clock.now() - createdAt <= FREE_MS || !isBeyond({ baseMg: dryMg, tolerancePpm: null }, dryMg)) continue;
      throw new DomainError('forbidden', 'Logged more than a day ago: an admin of the party takes it back.');
    }
  }

  /** Keeps the caller's word, and says whether every side that has to has given its own. */
  private async areAllAgreed(
    tx: EntityManager,
    caller: Caller,
    { entry, standing, reason }: { entry: EntryRow; standing: StandsOn; reason: string },
  ): Promise<boolean> {
    if (entry.kind !== 'settled') return true;
    await insertRows(tx, {
      table: 'reversal_request',
      columns: ['entryId', 'partyId', 'userId', 'reason', 'createdAt'],
      rows: [[entry.id, caller.partyId, caller.userId, reason, this.clock.now()]],
      suffix: 'ON CONFLICT ("entryId", "partyId") DO NOTHING',
    });
    const sides = [...new Set(standing.endIds)];
    const given = await tx.countBy(ReversalRequestRow, { entryId: entry.id, partyId: In(sides) });
    return given === sides.length;
  }
}

/** @throws NotFoundError where the caller does not see the entry whole; DomainError `forbidden` where another booked it */
function requireOwn({ partyId }: Caller, entry: EntryRow, { endIds }: StandsOn): void {
  const isEnd = partyId !== null && endIds.includes(partyId);
  if (entry.partyId !== partyId && !isEnd) throw new NotFoundError('entry');
  if (entry.kind === 'settled' && isEnd) return;
  if (entry.partyId === partyId) return;
  throw new DomainError('forbidden', 'Only the party that booked an entry reverses it.');
}
