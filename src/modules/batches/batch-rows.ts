import { kgToMg, dryMassMg, netMassMg, pctToPpm } from '../../domain/measure/quantities.js';
import { codeKey } from '../../domain/matter/code.js';
import { originOfByProduct } from '../../domain/acts/batch-life.js';
import { daysOf, type Moment } from '../../domain/measure/events.js';
import type { CoveringVersion } from '../agreements/index.js';
import { catalogue } from '../catalogue/index.js';
import type { SiteFacts } from '../parties/index.js';
import type { NewBatch, NewSupply } from './batch.dto.js';
import type { BatchRow } from './batch.entity.js';

export interface BirthFacts {
  readonly id: string;
  readonly code: string;
  readonly site: SiteFacts;
  readonly moment: Moment;
  readonly now: number;
  readonly userId: string;
}

/** A code that is taken, with its key. */
export function coded(code: string): Pick<BatchRow, 'code' | 'codeKey'> & { liveKey: string } {
  const key = codeKey(code);
  return { code, codeKey: key, liveKey: key };
}

/** The parts of a row that are the same for every batch that comes to be at a site. */
export function bornAt({ id, code, site, moment, now, userId }: BirthFacts): BatchRow {
  return {
    ...{ id, ...coded(code), rootId: id, userId },
    ...{ status: 'on-hand', resting: 'on-hand', kind: 'by-product' },
    ...{ partyId: site.partyId, holderId: site.partyId, originSiteId: site.id, siteId: site.id },
    ...{ shipmentId: null, runId: null, parentId: null, parentRelation: null, refused: false },
    ...{ agreementId: null, agreementVersion: null, stream: null, product: null, alloy: null, grade: null },
    ...{ pieces: 1, containerId: null, grossMg: null, tareMg: null, netMg: 0, moisturePpm: 0, oilPpm: 0, dryMg: 0 },
    ...{ estimated: false, origin: null, reclaimableAnswer: null, reclaimableReason: null },
    ...{ supplierName: null, originCountry: null, note: null, assayId: null },
    ...{ occurredAt: moment.at, ...daysOf(moment), createdAt: now, version: 1 },
  };
}

/** The weights of a by-product: what it was given, and net and dry mass from it. */
export function weightsOf(
  given: Pick<NewBatch, 'grossKg' | 'tareKg' | 'moisturePct' | 'oilPct'>,
): Pick<BatchRow, 'grossMg' | 'tareMg' | 'netMg' | 'moisturePpm' | 'oilPpm' | 'dryMg'> {
  const [grossMg, tareMg] = [kgToMg(given.grossKg), kgToMg(given.tareKg)];
  const [moisturePpm, oilPpm] = [pctToPpm(given.moisturePct), pctToPpm(given.oilPct ?? 0)];
  const netMg = netMassMg(grossMg, tareMg);
  return { grossMg, tareMg, netMg, moisturePpm, oilPpm, dryMg: dryMassMg(netMg, moisturePpm, oilPpm) };
}

/** The plant's answer, per batch or as the stream's default. */
export function reclaimableOf(
  given: NewBatch['reclaimableInProcess'] | null,
  stream: string,
): Pick<BatchRow, 'reclaimableAnswer' | 'reclaimableReason' | 'origin'> {
  const { answer, reason } = given ?? catalogue.stream(stream)?.reclaimableInProcess ?? { answer: null, reason: null };
  return { reclaimableAnswer: answer, reclaimableReason: answer ? reason : null, origin: originOfByProduct(answer) };
}

/** The agreement that covers a by-product, in the version that it keeps. */
export function stampOf(covering: CoveringVersion | null): Pick<BatchRow, 'agreementId' | 'agreementVersion'> {
  return { agreementId: covering?.agreementId ?? null, agreementVersion: covering?.version ?? null };
}

export function byProductRow(birth: BirthFacts, body: NewBatch, covering: CoveringVersion | null): BatchRow {
  return {
    ...bornAt(birth),
    ...weightsOf(body),
    ...reclaimableOf(body.reclaimableInProcess, body.stream),
    ...stampOf(covering),
    ...{ stream: body.stream, alloy: body.alloy, grade: body.grade ?? null, pieces: body.pieces ?? 1 },
    ...{ containerId: body.containerId ?? null, estimated: body.estimated ?? false, note: body.note ?? null },
  };
}

export function supplyRow(birth: BirthFacts, body: NewSupply): BatchRow {
  const [netMg, moisturePpm] = [kgToMg(body.netKg), pctToPpm(body.moisturePct ?? 0)];
  return {
    ...bornAt(birth),
    ...{ kind: 'primary', product: body.product, origin: body.origin ?? 'primary', note: body.note ?? null },
    ...{ netMg, moisturePpm, dryMg: dryMassMg(netMg, moisturePpm) },
    ...{ supplierName: body.supplierName, originCountry: body.originCountry },
  };
}
