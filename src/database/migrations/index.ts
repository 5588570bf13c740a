import { Foundation1790000000000 } from './1790000000000-foundation.js';
import { PartiesAndIdentity1790000100000 } from './1790000100000-parties-and-identity.js';
import { Agreements1790000200000 } from './1790000200000-agreements.js';
import { Ledger1790000300000 } from './1790000300000-ledger.js';
import { Batches1790000400000 } from './1790000400000-batches.js';
import { Movements1790000500000 } from './1790000500000-movements.js';
import { NoTruncate1790000600000 } from './1790000600000-no-truncate.js';
import { ReportIndices1790000700000 } from './1790000700000-report-indices.js';
import { YearTotals1790000800000 } from './1790000800000-year-totals.js';
import { MigrationChange1790000900000 } from './1790000900000-migration-change.js';
import { RecoveredRuns1790001000000 } from './1790001000000-recovered-runs.js';
import { LadderCounts1790001010000 } from './1790001010000-ladder-counts.js';
import { EventDays1790001100000 } from './1790001100000-event-days.js';
import { Counts1790001110000 } from './1790001110000-counts.js';
import { WhatActsKeep1790001150000 } from './1790001150000-what-acts-keep.js';
import { CodeKeys1790001200000 } from './1790001200000-code-keys.js';
import { AssaysAsGiven1790001210000 } from './1790001210000-assays-as-given.js';
import { Sight1790001300000 } from './1790001300000-sight.js';
import { SignedDocuments1790001400000 } from './1790001400000-signed-documents.js';
import { NoWriteGate1790001500000 } from './1790001500000-no-write-gate.js';
import { WarningsByParty1790001510000 } from './1790001510000-warnings-by-party.js';
import { WorkInProgress1790001600000 } from './1790001600000-work-in-progress.js';
import { DryPostings1790001610000 } from './1790001610000-dry-postings.js';
import { Magnets1790170000000 } from './1790170000000-magnets.js';
import { CountsOfWip1790171000000 } from './1790171000000-counts-of-wip.js';
import { Country1790172000000 } from './1790172000000-country.js';
import { Imports1790173000000 } from './1790173000000-imports.js';
import { PlantMonths1790181000000 } from './1790181000000-plant-months.js';
import { PlantYears1790181100000 } from './1790181100000-plant-years.js';
import { TroublesOfFiles1790182000000 } from './1790182000000-troubles-of-files.js';
import { ChargesBySite1790183000000 } from './1790183000000-charges-by-site.js';
import { NamesOfFiles1790184000000 } from './1790184000000-names-of-files.js';

/** All migrations, in their order. One that has landed is never edited. */
export const migrations = [
  Foundation1790000000000,
  PartiesAndIdentity1790000100000,
  Agreements1790000200000,
  Ledger1790000300000,
  Batches1790000400000,
  Movements1790000500000,
  NoTruncate1790000600000,
  ReportIndices1790000700000,
  YearTotals1790000800000,
  MigrationChange1790000900000,
  RecoveredRuns1790001000000,
  LadderCounts1790001010000,
  EventDays1790001100000,
  Counts1790001110000,
  WhatActsKeep1790001150000,
  CodeKeys1790001200000,
  AssaysAsGiven1790001210000,
  Sight1790001300000,
  SignedDocuments1790001400000,
  NoWriteGate1790001500000,
  WarningsByParty1790001510000,
  WorkInProgress1790001600000,
  DryPostings1790001610000,
  Magnets1790170000000,
  CountsOfWip1790171000000,
  Country1790172000000,
  Imports1790173000000,
  PlantMonths1790181000000,
  PlantYears1790181100000,
  TroublesOfFiles1790182000000,
  ChargesBySite1790183000000,
  NamesOfFiles1790184000000,
] as const;
