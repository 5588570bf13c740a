import { Check, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import {
  DayColumn,
  FractionColumn,
  FlagColumn,
  IdColumn,
  InstantColumn,
  MassColumn,
  RefColumn,
  TextColumn,
} from '../../database/index.js';
import type { EntryKind } from '../../domain/books/entry-kinds.js';
import type { Mg, Ppm } from '../../domain/measure/quantities.js';

/** One act in the books. Never changed once it is stored. */
@Entity({ name: 'entry' })
@Unique('UQ_entry_reversesId', ['reversesId'])
@Index('IX_entry_recordedAt_id', ['recordedAt', 'id'])
@Index('IX_entry_partyId_recordedAt_id', ['partyId', 'recordedAt', 'id'])
@Index('IX_entry_siteId', ['siteId'])
export class EntryRow {
  @IdColumn()
  id: string;

  @TextColumn(16)
  kind: EntryKind;

  @InstantColumn()
  occurredAt: number;

  /** The event day. */
  @DayColumn()
  occurredOn: string;

  /** The date at the event's site, where it is another than the event day. */
  @DayColumn({ nullable: true })
  localOn: string | null;

  @InstantColumn()
  recordedAt: number;

  @RefColumn()
  partyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_entry_partyId' })
  party?: object;

  @RefColumn()
  siteId: string;

  @ManyToOne('site')
  @JoinColumn({ name: 'siteId', foreignKeyConstraintName: 'FK_entry_siteId' })
  site?: object;

  @RefColumn({ nullable: true })
  userId: string | null;

  @RefColumn({ nullable: true })
  reversesId: string | null;

  @ManyToOne('entry')
  @JoinColumn({ name: 'reversesId', foreignKeyConstraintName: 'FK_entry_reversesId' })
  reverses?: object;

  /** The reversal beneath an assay that made this entry say the assay's masses anew. */
  @RefColumn({ nullable: true })
  becauseId: string | null;

  @TextColumn(500, { nullable: true })
  reason: string | null;
}

/** One side of the books giving to another: the unit of which everything else is a sum. */
@Entity({ name: 'posting' })
@Index('IX_posting_fromBatchId', ['fromBatchId'])
@Index('IX_posting_toBatchId', ['toBatchId'])
@Index('IX_posting_agreementKey_day', ['agreementKey', 'day'])
@Index('IX_posting_dry_counts', ['fromBatchId', 'day', 'counts', 'massMg', 'agreementKey', 'commodity'], {
  where: `"commodity" = 'dry-mass' AND "counts" <> ''`,
})
@Check('CK_posting_positive', '"massMg" > 0')
@Check('CK_posting_moves', `"fromAccount" <> "toAccount" OR COALESCE("fromBatchId", '') <> COALESCE("toBatchId", '')`)
export class PostingRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  entryId: string;

  @ManyToOne('entry')
  @JoinColumn({ name: 'entryId', foreignKeyConstraintName: 'FK_posting_entryId' })
  entry?: object;

  @PrimaryColumn({ type: 'integer' })
  ordinal: number;

  @DayColumn()
  day: string;

  @TextColumn(50)
  fromAccount: string;

  @TextColumn(50)
  toAccount: string;

  @RefColumn({ nullable: true })
  fromBatchId: string | null;

  @RefColumn({ nullable: true })
  toBatchId: string | null;

  @RefColumn()
  partyId: string;

  @TextColumn(12)
  commodity: string;

  /** The agreement of the group, or the empty text: part of keys, which cannot hold a null. */
  @TextColumn(36)
  agreementKey: string;

  @TextColumn(16)
  origin: string;

  @MassColumn()
  massMg: Mg;

  /** The figures that it counts to, as `sent-` or `confirmed+`, separated by spaces. */
  @TextColumn(60)
  counts: string;

  @FractionColumn()
  usabilityPpm: Ppm;
}

/** Which batches, shipment or run an entry stands on, and what stood there before: the chain that a reversal follows. */
@Entity({ name: 'entry_subject' })
@Index('IX_entry_subject_subjectId_latest', ['subjectId', 'latest'])
@Index('UX_entry_subject_subjectId', ['subjectId'], { unique: true, where: '"latest"' })
export class EntrySubjectRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  entryId: string;

  @ManyToOne('entry')
  @JoinColumn({ name: 'entryId', foreignKeyConstraintName: 'FK_entry_subject_entryId' })
  entry?: object;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  subjectId: string;

  @RefColumn({ nullable: true })
  previousEntryId: string | null;

  @ManyToOne('entry')
  @JoinColumn({ name: 'previousEntryId', foreignKeyConstraintName: 'FK_entry_subject_previousEntryId' })
  previousEntry?: object;

  /** Whether nothing later stands on the subject. */
  @FlagColumn()
  latest: boolean;
}
