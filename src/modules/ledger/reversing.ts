import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, Ids } from '../../common/index.js';
import { decideReversal, type SetBack } from '../../domain/acts/reverse.js';
import type { EntryKind } from '../../domain/books/entry-kinds.js';
import { DomainError } from '../../domain/measure/errors.js';
import { Acts } from './apply.js';
import type { EntryRow } from './entry.entity.js';
import { Ledger } from './ledger.service.js';

/** Decides what an entry's reversal sets back beside the books. */
type SettingBack = (tx: EntityManager, entry: EntryRow) => Promise<SetBack>;

export interface ReversedBy {
  readonly userId: string;
  readonly reason: string | null;
}

/** Takes entries back, each with what it did beside the books, as the module says that knows its kind. */
@Injectable()
export class Reversing {
  private readonly ways = new Map<EntryKind, SettingBack>();

  constructor(
    readonly acts: Acts,
    readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A module says what is set back when entries of its kinds are reversed. */
  register(kinds: readonly EntryKind[], setBack: SettingBack): void {
    for (const kind of kinds) this.ways.set(kind, setBack);
  }

  /**
   * Reverses an entry on which nothing stands any more.
   *
   * @returns the identifier of the reversal
   * @throws DomainError `not-reversible`, `already-reversed`, and what the module throws
   */
  async reverse(tx: EntityManager, entry: EntryRow, by: ReversedBy): Promise<string> {
    const setBack = this.ways.get(entry.kind);
    if (!setBack) {
      throw new DomainError('not-reversible', 'What a signature has put under its agreement stays under it.');
    }
    return this.lift(tx, entry, by, await setBack(tx, entry));
  }

  /** Takes back what an entry booked, and nothing beside the books but what is given. */
  async lift(tx: EntityManager, entry: EntryRow, by: ReversedBy, setBack: SetBack = {}): Promise<string> {
    const id = this.ids.next();
    const postings = await this.ledger.postingsOf(tx, [entry.id]);
    const entering = { ...by, now: this.clock.now(), newId: () => id };
    await this.acts.apply(tx, decideReversal({ entry, postings }, entering, setBack));
    return id;
  }
}
