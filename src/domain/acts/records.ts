import type { CarveOut } from '../agreement/agreement.js';
import type { EntryKind } from '../books/entry-kinds.js';
import type { BatchKind } from '../matter/batch-kind.js';
import type { Alloy } from '../matter/catalogue.js';
import type { BelowLimit, CompositionPpm } from '../matter/composition.js';
import type { Holding, Origin } from '../matter/holding.js';
import type { Day } from '../measure/time.js';
import type { GivenValue } from '../matter/composition-check.js';
import type { BatchStatus, RestingStatus } from './batch-life.js';
import type { DispositionKind } from './dispositions.js';

import type { CustodyModel, RunKind } from './run.js';
import type { RunWarningCode } from './run-warnings.js';
import type { LeakMeasure, ShipmentStatus, WeightFlag } from './shipment.js';
import type { Mg, Ppm } from '../measure/quantities.js';
import type { Stage } from '../production/measured.js';

/*
 * What the house keeps of an act beside the books, as plain values. The tables hold the same fields; masses are whole
 * milligrams, fractions whole parts per million, instants milliseconds since 1970.
 */

/** One act in the books. */
export interface Entry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly occurredAt: number;
  /** The event day. */
  readonly occurredOn: Day;
  /** The date at the event's site, where it is another than the event day. */
  readonly localOn: Day | null;
  readonly recordedAt: number;
  readonly partyId: string;
  readonly siteId: string;
  readonly userId: string | null;
  readonly reversesId: string | null;
  /** The reversal beneath an assay that made this entry say the assay's masses anew. */
  readonly becauseId: string | null;
  readonly reason: string | null;
}

/** One weighed, traceable quantity. What is left of it stands in the balances. */
export interface Batch {
  readonly id: string;
  readonly kind: BatchKind;
  readonly code: string;
  /** What makes it one with other codes: see the domain. */
  readonly codeKey: string;
  /** The key while the code is taken; a void batch gives it free. */
  readonly liveKey: string | null;
  readonly status: BatchStatus;
  /** What the status is between legs, and again when what drew the last of it is reversed. */
  readonly resting: RestingStatus;
  /** The party on whose side the batch arose. */
  readonly partyId: string;
  /** Where it arose. */
  readonly originSiteId: string;
  readonly holderId: string;
  /** Where it is, or was last. */
  readonly siteId: string;
  /** The shipment that it waits for or travels in. */
  readonly shipmentId: string | null;
  /** The run that it is an output of. */
  readonly runId: string | null;
  readonly parentId: string | null;
  readonly parentRelation: 'split' | 'refused' | null;
  /** The batch that this one is a part of, by any number of splits and refusals; often itself. */
  readonly rootId: string;
  /** Whether the recycler refused it, or what it is a part of. */
  readonly refused: boolean;
  readonly agreementId: string | null;
  readonly agreementVersion: number | null;
  readonly stream: string | null;
  readonly product: string | null;
  readonly alloy: Alloy | null;
  readonly grade: string | null;
  readonly pieces: number;
  readonly containerId: string | null;
  readonly grossMg: Mg | null;
  readonly tareMg: Mg | null;
  readonly netMg: Mg;
  readonly moisturePpm: Ppm;
  readonly oilPpm: Ppm;
  readonly dryMg: Mg;
  readonly estimated: boolean;
  /** Of a by-product or a supply; a run's output has one per group. */
  readonly origin: Origin | null;
  readonly reclaimableAnswer: 'yes' | 'no' | null;
  readonly reclaimableReason: string | null;
  readonly supplierName: string | null;
  readonly originCountry: string | null;
  /** Where what was supplied was separated, and where it was made metal; null where nobody said. */
  readonly separationCountry: string | null;
  readonly metalCountry: string | null;
  /** The country of its group; null of what a run made, and of what was booked before countries were kept. */
  readonly country: string | null;
  readonly note: string | null;
  /** The assay in force, of its own or of what it is a part of. */
  readonly assayId: string | null;
  readonly occurredAt: number;
  /** The event day of what brought it into being. */
  readonly occurredOn: Day;
  /** The date at the site, where it is another than the event day. */
  readonly localOn: Day | null;
  readonly createdAt: number;
  readonly userId: string | null;
  readonly version: number;
}

/** What an entry does to a batch. */
export type BatchEventKind = 'dispatched' | 'received' | 'settled' | 'split' | 'charged' | 'run' | DispositionKind;

/** What an entry did to a batch, and how the batch stood before, so that a reversal can set it back. */
export interface BatchEvent {
  readonly entryId: string;
  readonly batchId: string;
  /** `dispatched`, `received`, `split`, `charged`, `run`, or the kind of a disposition. */
  readonly kind: BatchEventKind;
  /** What was drawn, or counted in a stock difference. */
  readonly dryMg: Mg | null;
  readonly carveOut: string | null;
  readonly breachReason: string | null;
  readonly reason: string | null;
  readonly destination: string | null;
  readonly statusBefore: BatchStatus;
  readonly restingBefore: RestingStatus;
  readonly siteBeforeId: string;
  /** Null of what was entered before this was kept. */
  readonly piecesBefore: number | null;
  readonly estimatedBefore: boolean | null;
  readonly createdAt: number;
}

/** What the laboratory wrote, where that is more than the figures that are counted with. */
export interface GivenAssay {
  readonly values: Readonly<Record<string, GivenValue>>;
  readonly basis: 'dry' | 'ignited';
  readonly speciated: boolean;
}

/** The composition of a batch, as one laboratory found it. */
export interface Assay {
  readonly id: string;
  readonly batchId: string;
  /** The side that had it made. */
  readonly partyId: string;
  readonly laboratory: string;
  readonly method: string;
  readonly reportNo: string | null;
  /** What makes it one report with others: the keys of laboratory and number. */
  readonly reportKey: string | null;
  readonly sampledAt: number;
  /** Whole parts per million of dry mass, by formula. */
  readonly compositionPpm: CompositionPpm;
  /** Null where the composition says it all. */
  readonly given: GivenAssay | null;
  /** What was below the limit of the laboratory, in 10^-10 of dry mass, by formula. */
  readonly belowLimit: BelowLimit | null;
  /** Expanded uncertainty (k = 2) in absolute parts per million, by formula. */
  readonly expandedUncertainty: Readonly<Record<string, Ppm>> | null;
  readonly createdAt: number;
  readonly userId: string | null;
  /** The entry that booked what it changed, where it came late. */
  readonly entryId: string | null;
  /** Taken back by the reversal of its entry. */
  readonly withdrawn: boolean;
}

/** That the side where a batch arose has put one of its assays in force by hand. */
export interface ForcedAssay {
  readonly id: string;
  readonly batchId: string;
  readonly assayId: string;
  readonly reason: string;
  readonly createdAt: number;
  readonly userId: string | null;
  /** The entry that booked what it changed; none where the assay was in force already. */
  readonly entryId: string | null;
  /** Taken back by the reversal of its entry. */
  readonly withdrawn: boolean;
}

/** Batches travelling from one site to another. */
export interface Shipment {
  readonly id: string;
  readonly code: string;
  /** What makes it one with other codes: see the domain. */
  readonly codeKey: string;
  readonly status: ShipmentStatus;
  readonly agreementId: string | null;
  readonly fromPartyId: string;
  readonly fromSiteId: string;
  readonly toPartyId: string;
  readonly toSiteId: string;
  readonly carrier: string | null;
  readonly documents: readonly { readonly type: string; readonly number: string }[];
  readonly plannedOn: Day | null;
  readonly carveOut: CarveOut | null;
  readonly breachReason: string | null;
  readonly reason: string | null;
  readonly seal: string | null;
  readonly dispatchedAt: number | null;
  /** The date of the dispatch at its site, by which clocks go. */
  readonly dispatchedOn: Day | null;
  /** The event day of the dispatch. */
  readonly dispatchEventOn: Day | null;
  readonly receivedAt: number | null;
  /** The date of the receipt at its site. */
  readonly receivedOn: Day | null;
  /** The event day of the receipt. */
  readonly receiptEventOn: Day | null;
  readonly createdAt: number;
  readonly userId: string | null;
  readonly version: number;
}

/** One batch of a shipment: what was announced, what the scale said, what both sides named and what holds. */
export interface ShipmentLine {
  readonly shipmentId: string;
  readonly batchId: string;
  readonly ordinal: number;
  /** Set on dispatch where the leg takes by-product out of its agreement. */
  readonly leak: LeakMeasure | null;
  /** Dry mass dispatched; none before the dispatch. */
  readonly announcedDryMg: Mg | null;
  readonly announcedPieces: number;
  /** Taken over from the announcement without weighing: then there is neither gross nor tare. Null before the receipt. */
  readonly asAnnounced: boolean | null;
  readonly grossMg: Mg | null;
  readonly tareMg: Mg | null;
  readonly netMg: Mg | null;
  readonly moisturePpm: Ppm | null;
  readonly oilPpm: Ppm | null;
  readonly pieces: number | null;
  /** What the receiver's scale said, dry, refused part included. */
  readonly receivedDryMg: Mg | null;
  readonly refusedNetMg: Mg | null;
  readonly refusedDryMg: Mg | null;
  readonly refusalReason: string | null;
  readonly refusedPieces: number | null;
  /** The batch that the refused part became: one of its own, or the same where all was refused. */
  readonly refusedBatchId: string | null;
  /** Whether the batch had been refused before this receipt: what its reversal sets back. */
  readonly refusedBefore: boolean;
  readonly note: string | null;
  readonly flag: WeightFlag | null;
  readonly settled: boolean;
  /** Dry mass of all that arrived, as it holds: refused part included. */
  readonly settledDryMg: Mg | null;
  /** In a dispute, the figure that the sender named last. */
  readonly senderNamedMg: Mg | null;
  readonly receiverNamedMg: Mg | null;
}

/** A transformation at a site, entered when it is over. */
export interface Run {
  readonly id: string;
  readonly kind: RunKind;
  readonly code: string;
  /** What makes it one with other codes: see the domain. */
  readonly codeKey: string;
  /** The key while the code is taken; a reversed run gives it free. */
  readonly liveKey: string | null;
  readonly status: 'closed' | 'reversed';
  readonly partyId: string;
  readonly siteId: string;
  readonly custodyModel: CustodyModel;
  readonly startedAt: number;
  /** When it ended. */
  readonly occurredAt: number;
  /** The event day. */
  readonly occurredOn: Day;
  /** The date at the site, where it is another than the event day. */
  readonly localOn: Day | null;
  readonly overrideReason: string | null;
  readonly entryId: string;
  readonly createdAt: number;
  readonly userId: string | null;
}

/** What a run drew of a batch. */
export interface DrawnInput {
  readonly runId: string;
  readonly batchId: string;
  readonly ordinal: number;
  readonly kind: BatchKind;
  readonly dryMg: Mg;
  /** The holding that was drawn: a trace reads thousands of inputs, and one text each is quicker than their postings. */
  readonly contents: Holding;
  /** The elements that its assay named. */
  readonly named: readonly string[];
  /** Milligrams by element that may be in it all the same, where its assay was below the limit of the laboratory. */
  readonly bounds: Readonly<Record<string, Mg>> | null;
}

/** Feed that is in nobody's books here. */
export interface RunFeed {
  readonly runId: string;
  readonly ordinal: number;
  readonly origin: Origin;
  /** Where it was mined; null where that is not known. */
  readonly originCountry: string | null;
  readonly description: string;
  readonly dryMg: Mg;
  readonly compositionPpm: CompositionPpm;
  readonly belowLimit: BelowLimit | null;
}

/** What a run left over beside its outputs. */
export interface RunResidue {
  readonly runId: string;
  readonly ordinal: number;
  readonly kind: string;
  readonly destination: string;
  readonly dryMg: Mg;
  readonly compositionPpm: CompositionPpm | null;
}

/** A batch that a run made, as it was entered. */
export interface EnteredOutput {
  readonly runId: string;
  readonly batchId: string;
  readonly ordinal: number;
  readonly dryMg: Mg;
}

/** That material of an agreement went into a run. */
export interface RunShare {
  readonly runId: string;
  readonly agreementId: string;
  /** Whether all of the agreement's material that went in had been recovered before. */
  readonly recovered: boolean;
}

/** What does not close in a run, of all (under an empty agreement) or of one agreement's part. */
export interface KeptWarning {
  readonly runId: string;
  readonly agreementKey: string;
  readonly code: RunWarningCode;
  readonly element: string;
  readonly occurredOn: Day;
  /** Signed: positive is missing, negative came from nowhere. */
  readonly massMg: Mg;
  /** Whose run it is. */
  readonly partyId: string;
}

/** Material consumed in magnet production. */
export interface Charge {
  readonly id: string;
  readonly siteId: string;
  readonly partyId: string;
  readonly batchId: string;
  readonly entryId: string;
  readonly occurredAt: number;
  /** The event day. */
  readonly occurredOn: Day;
  /** The date at the site, where it is another than the event day. */
  readonly localOn: Day | null;
  readonly dryMg: Mg;
  /** The melt that it went into, where that is known: lots of the same heat are made of it. */
  readonly heat: string | null;
  readonly status: 'booked' | 'reversed';
  readonly createdAt: number;
  readonly userId: string | null;
}

/** Whether magnets that a customer sent back had been in use. */
export type ReturnedUse = 'used' | 'unused';

/** What is kept of a magnet lot beside its batch. */
export interface MagnetLot {
  /** The batch. */
  readonly id: string;
  readonly siteId: string;
  readonly partyId: string;
  readonly gradeId: string;
  /** The day from which the version holds that it was booked by. */
  readonly gradeFromOn: Day;
  /** What was taken off of the weighed mass: nothing where it was weighed before coating. */
  readonly coatingPpm: Ppm;
  /** Whether it was weighed before coating. */
  readonly uncoated: boolean;
  /** The melt that it is of, where that is known. */
  readonly heat: string | null;
  /** The assay that stands for what the grade says; null where the lot came with one of its own. */
  readonly gradeAssayId: string | null;
  /** The customer that sent it back; null of what was made. */
  readonly returnedFrom: string | null;
  readonly returnedUse: ReturnedUse | null;
  /** What shows that it had been in use. */
  readonly useEvidence: string | null;
  readonly entryId: string;
  readonly createdAt: number;
  readonly userId: string | null;
}

/** What left production otherwise: deposits in furnaces, vapour, effluent. */
export interface ProcessLoss {
  readonly id: string;
  readonly siteId: string;
  readonly partyId: string;
  readonly entryId: string;
  readonly occurredAt: number;
  /** The event day. */
  readonly occurredOn: Day;
  /** The date at the site, where it is another than the event day. */
  readonly localOn: Day | null;
  /** Milligrams by element. */
  readonly elementsMg: Readonly<Record<string, Mg>>;
  readonly basis: 'measured' | 'estimated';
  readonly reason: string;
  /** Where it is written down. */
  readonly document: string;
  readonly status: 'booked' | 'reversed';
  readonly createdAt: number;
  readonly userId: string | null;
}

/** A physical count of a site's work in progress. It stands at the end of its day, and books nothing. */
export interface WipCount {
  readonly id: string;
  readonly siteId: string;
  readonly partyId: string;
  readonly countedOn: Day;
  /** Whether no later count of the day has taken its place. */
  readonly inForce: boolean;
  readonly replacesId: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly createdAt: number;
  readonly userId: string | null;
}

/** What was counted of one stage. */
export interface WipCountLine {
  readonly countId: string;
  readonly ordinal: number;
  readonly stage: Stage;
  readonly dryMg: Mg;
  readonly estimated: boolean;
  /** Relative standard uncertainty of the mass. */
  readonly relativePpm: Ppm;
  /** Null, like all below, where nobody analysed it. */
  readonly laboratory: string | null;
  readonly method: string | null;
  readonly compositionPpm: CompositionPpm | null;
  readonly given: GivenAssay | null;
  readonly belowLimit: BelowLimit | null;
  readonly expandedUncertainty: Readonly<Record<string, Ppm>> | null;
}
