import { v7 } from 'uuid';
import { assertPostings, balanceDeltas, type BalanceDelta, type Posting } from '../../src/domain/books/ledger.js';
import type { Day } from '../../src/domain/measure/time.js';
import { EntryRow, EntrySubjectRow, PostingRow } from '../../src/modules/ledger/entry.entity.js';
import type { Act } from '../../src/modules/ledger/index.js';
import { writeCounts } from '../../src/modules/ledger/posting-text.js';
import { BalanceRow } from '../../src/modules/ledger/total.entity.js';
import { Rows } from './rows.js';
import { Totals } from './totals.js';

/** An act is in the books so long after it happened. */
const RECORDED_AFTER_MS = 10 * 60_000;

/** Running numbers keep identifiers apart, so that their random end may be the same for all. */
const TAIL = new Uint8Array(16);

const POSTING_COLUMNS = [
  ...(['entryId', 'ordinal', 'day', 'fromAccount', 'toAccount', 'fromBatchId', 'toBatchId', 'partyId'] as const),
  ...(['commodity', 'agreementKey', 'origin', 'massMg', 'counts', 'usabilityPpm'] as const),
];

const BALANCE_COLUMNS = ['account', 'batchKey', 'commodity', 'agreementKey', 'origin', 'massMg'] as const;

/**
 * Books as the service keeps them, gathered in memory. One story is played at a time: its batches, shipments and runs are
 * never booked on again once it is {@link close}d, so that their chains and balances are final.
 */
export class Books {
  readonly rows = new Rows();
  private readonly totals = new Totals();
  private postings: Posting[] = [];
  private links: EntrySubjectRow[] = [];
  private readonly heads = new Map<string, EntrySubjectRow>();
  private readonly balances = new Map<string, { readonly first: BalanceDelta; massMg: number }>();
  private sequence = 0;

  /** When what was entered about an instant is in the books. */
  recordedAt(at: number): number {
    return at + RECORDED_AFTER_MS;
  }

  /** An identifier as it would have been made when it was recorded. */
  idAt(at: number): string {
    this.sequence = (this.sequence + 1) % 0x7fff_ffff;
    return v7({ msecs: this.recordedAt(at), seq: this.sequence, random: TAIL });
  }

  /** Adds an entry, and everything that follows from it. */
  book({ kind, occurredAt, occurredOn, localOn = null, ...act }: Act, enteredAt: number): EntryRow {
    assertPostings(act.postings);
    const { partyId, siteId, userId, reason = null } = act;
    const entry: EntryRow = {
      ...{ id: this.idAt(enteredAt), kind, occurredAt, occurredOn, localOn, recordedAt: this.recordedAt(enteredAt) },
      ...{ partyId, siteId, userId, reversesId: null, becauseId: null, reason },
    };
    this.rows.add(EntryRow, entry);
    this.rows.addValues(PostingRow, POSTING_COLUMNS, postingValues(entry.id, act.postings));
    for (const subjectId of new Set(act.subjectIds)) this.chain(entry.id, subjectId);
    for (const delta of balanceDeltas(act.postings)) this.balance(delta);
    this.postings.push(...act.postings);
    return entry;
  }

  /** Ends a story. */
  close(): void {
    for (const link of this.links) this.rows.add(EntrySubjectRow, link);
    const balances = [...this.balances.values()].map(({ first, massMg }) => {
      const { account, batchId, commodity, agreementId, origin } = first;
      return [account, batchId ?? '', commodity, agreementId ?? '', origin, massMg];
    });
    this.rows.addValues(BalanceRow, BALANCE_COLUMNS, balances);
    this.totals.add(this.postings);
    this.links = [];
    this.postings = [];
    this.heads.clear();
    this.balances.clear();
  }

  /** No story will be told any more of the days before one, or none at all. */
  closeDays(before: Day | null): void {
    this.totals.close(this.rows, before);
  }

  private chain(entryId: string, subjectId: string): void {
    const head = this.heads.get(subjectId);
    if (head) head.latest = false;
    const link: EntrySubjectRow = { entryId, subjectId, previousEntryId: head?.entryId ?? null, latest: true };
    this.heads.set(subjectId, link);
    this.links.push(link);
  }

  private balance(delta: BalanceDelta): void {
    const { account, batchId, commodity, agreementId, origin, deltaMg } = delta;
    const key = `${account}|${batchId}|${commodity}|${agreementId}|${origin}`;
    const known = this.balances.get(key);
    if (known) known.massMg += deltaMg;
    else this.balances.set(key, { first: delta, massMg: deltaMg });
  }
}

function postingValues(entryId: string, postings: readonly Posting[]) {
  return postings.map((posting, ordinal) => [
    ...[entryId, ordinal, posting.day, posting.from, posting.to, posting.fromBatchId, posting.toBatchId],
    ...[posting.partyId, posting.commodity, posting.agreementId ?? '', posting.origin, posting.massMg],
    ...[writeCounts(posting.counts), posting.usabilityPpm],
  ]);
}
