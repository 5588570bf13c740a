import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import {
  DayColumn,
  FlagColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  MassColumn,
  RefColumn,
  TextColumn,
} from '../../database/index.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import type { BelowLimit, CompositionPpm } from '../../domain/matter/composition.js';
import type { Holding, Origin } from '../../domain/matter/holding.js';
import type { RunWarningCode } from '../../domain/acts/run-warnings.js';
import type { CustodyModel, RunKind } from '../../domain/acts/run.js';
import type { Mg } from '../../domain/measure/quantities.js';

/** A transformation at a site. It is entered when it is over: a run is closed, or reversed. */
@Entity({ name: 'run' })
@Unique('UQ_run_siteId_liveKey', ['siteId', 'liveKey'])
@Index('IX_run_partyId_createdAt_id', ['partyId', 'createdAt', 'id'])
@Index('IX_run_entryId', ['entryId'])
export class RunRow {
  @IdColumn()
  id: string;

  @TextColumn(12)
  kind: RunKind;

  @TextColumn(60)
  code: string;

  /** What makes it one with other codes: see the domain. */
  @TextColumn(255)
  codeKey: string;

  /** The key while the code is taken; a reversed run gives it free. */
  @TextColumn(255, { nullable: true })
  liveKey: string | null;

  @TextColumn(10)
  status: 'closed' | 'reversed';

  @RefColumn()
  partyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_run_partyId' })
  party?: object;

  @RefColumn()
  siteId: string;

  @ManyToOne('site')
  @JoinColumn({ name: 'siteId', foreignKeyConstraintName: 'FK_run_siteId' })
  site?: object;

  @TextColumn(20)
  custodyModel: CustodyModel;

  @InstantColumn()
  startedAt: number;

  /** When it ended. */
  @InstantColumn()
  occurredAt: number;

  /** The event day. */
  @DayColumn()
  occurredOn: string;

  /** The date at the site, where it is another than the event day. */
  @DayColumn({ nullable: true })
  localOn: string | null;

  @TextColumn(500, { nullable: true })
  overrideReason: string | null;

  @RefColumn()
  entryId: string;

  @ManyToOne('entry')
  @JoinColumn({ name: 'entryId', foreignKeyConstraintName: 'FK_run_entryId' })
  entry?: object;

  @InstantColumn()
  createdAt: number;

  @RefColumn({ nullable: true })
  userId: string | null;
}

/** What a run drew of a batch. A drawn batch is sealed, so that this never changes. */
@Entity({ name: 'run_input' })
@Index('IX_run_input_batchId', ['batchId'])
export class RunInputRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  runId: string;

  @ManyToOne('run')
  @JoinColumn({ name: 'runId', foreignKeyConstraintName: 'FK_run_input_runId' })
  run?: object;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  batchId: string;

  @ManyToOne('batch')
  @JoinColumn({ name: 'batchId', foreignKeyConstraintName: 'FK_run_input_batchId' })
  batch?: object;

  @IntegerColumn()
  ordinal: number;

  @TextColumn(16)
  kind: BatchKind;

  @MassColumn()
  dryMg: Mg;

  /** The holding that was drawn: a trace reads thousands of inputs, and one text each is quicker than their postings. */
  @JsonColumn()
  contents: Holding;

  /** The elements that its assay named. */
  @JsonColumn()
  named: readonly string[];

  /** Milligrams by element that may be in it all the same, where its assay was below the limit of the laboratory. */
  @JsonColumn({ nullable: true })
  bounds: Readonly<Record<string, Mg>> | null;
}

/** Feed that is in nobody's books here. */
@Entity({ name: 'run_feed' })
export class RunFeedRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  runId: string;

  @ManyToOne('run')
  @JoinColumn({ name: 'runId', foreignKeyConstraintName: 'FK_run_feed_runId' })
  run?: object;

  @PrimaryColumn({ type: 'integer' })
  ordinal: number;

  @TextColumn(16)
  origin: Origin;

  @TextColumn(200)
  description: string;

  @MassColumn()
  dryMg: Mg;

  @JsonColumn({ name: 'composition' })
  compositionPpm: CompositionPpm;

  @JsonColumn({ nullable: true })
  belowLimit: BelowLimit | null;
}

/** What a run left over beside its outputs. */
@Entity({ name: 'run_residue' })
export class RunResidueRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  runId: string;

  @ManyToOne('run')
  @JoinColumn({ name: 'runId', foreignKeyConstraintName: 'FK_run_residue_runId' })
  run?: object;

  @PrimaryColumn({ type: 'integer' })
  ordinal: number;

  @TextColumn(60)
  kind: string;

  @TextColumn(200)
  destination: string;

  @MassColumn()
  dryMg: Mg;

  @JsonColumn({ name: 'composition', nullable: true })
  compositionPpm: CompositionPpm | null;
}

/** The batches that a run made, in the order in which they were entered. */
@Entity({ name: 'run_output' })
@Index('IX_run_output_batchId', ['batchId'])
export class RunOutputRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  runId: string;

  @ManyToOne('run')
  @JoinColumn({ name: 'runId', foreignKeyConstraintName: 'FK_run_output_runId' })
  run?: object;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  batchId: string;

  @ManyToOne('batch')
  @JoinColumn({ name: 'batchId', foreignKeyConstraintName: 'FK_run_output_batchId' })
  batch?: object;

  @IntegerColumn()
  ordinal: number;

  @MassColumn()
  dryMg: Mg;
}

/** That material of an agreement went into a run: its sides may see their own part of it. */
@Entity({ name: 'run_share' })
@Index('IX_run_share_agreementId_runId', ['agreementId', 'runId'])
export class RunShareRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  runId: string;

  @ManyToOne('run')
  @JoinColumn({ name: 'runId', foreignKeyConstraintName: 'FK_run_share_runId' })
  run?: object;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  agreementId: string;

  @ManyToOne('agreement')
  @JoinColumn({ name: 'agreementId', foreignKeyConstraintName: 'FK_run_share_agreementId' })
  agreement?: object;

  /** Whether all of the agreement's material that went in had been recovered before, so that what came out is recovered. */
  @FlagColumn()
  recovered: boolean;
}

/**
 * What does not close in a run: once for the whole run, under an empty agreement, and once for each agreement in it with
 * that one's part of the mass, so that a report finds its own by one look into an index.
 */
@Entity({ name: 'run_warning' })
@Index('IX_run_warning_agreementKey_code_element_occurredOn_massMg', [
  ...['agreementKey', 'code', 'element', 'occurredOn', 'massMg'],
])
export class RunWarningRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  runId: string;

  @ManyToOne('run')
  @JoinColumn({ name: 'runId', foreignKeyConstraintName: 'FK_run_warning_runId' })
  run?: object;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  agreementKey: string;

  @PrimaryColumn({ type: 'varchar', length: 30 })
  code: RunWarningCode;

  @PrimaryColumn({ type: 'varchar', length: 12 })
  element: string;

  @DayColumn()
  occurredOn: string;

  /** Signed as everywhere: positive is missing, negative came from nowhere. */
  @MassColumn()
  massMg: Mg;
}
