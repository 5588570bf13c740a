import type { Alloy, Catalogue } from '../matter/catalogue.js';
import { codeKey } from '../matter/code.js';
import type { Origin } from '../matter/holding.js';
import { daysOf, type Moment } from '../measure/events.js';
import { dryMassMg, netMassMg, type Mg, type Ppm } from '../measure/quantities.js';
import type { Entering } from './act.js';
import { originOfByProduct } from './batch-life.js';
import type { Batch } from './records.js';

/** A site, as far as what comes to be there depends on it. */
export interface BirthPlace {
  readonly id: string;
  readonly partyId: string;
  readonly code: string;
  readonly country: string;
}

/** What every batch that comes to be at a site has. */
export interface Birth {
  readonly id: string;
  /** Null where nobody typed one. */
  readonly code: string | null;
  readonly site: BirthPlace;
  readonly moment: Moment;
  readonly by: Entering;
}

/** A code that is taken, with its key. */
export function coded(code: string): Pick<Batch, 'code' | 'codeKey'> & { liveKey: string } {
  const key = codeKey(code);
  return { code, codeKey: key, liveKey: key };
}

/** The parts of a batch that are the same for every one that comes to be at a site. */
export function bornAt({ id, code, site, moment, by }: Birth): Batch {
  return {
    id,
    ...coded(code ?? ''),
    rootId: id,
    userId: by.userId,
    status: 'on-hand',
    resting: 'on-hand',
    kind: 'by-product',
    partyId: site.partyId,
    holderId: site.partyId,
    originSiteId: site.id,
    siteId: site.id,
    shipmentId: null,
    runId: null,
    parentId: null,
    parentRelation: null,
    refused: false,
    agreementId: null,
    agreementVersion: null,
    stream: null,
    product: null,
    alloy: null,
    grade: null,
    pieces: 1,
    containerId: null,
    grossMg: null,
    tareMg: null,
    netMg: 0,
    moisturePpm: 0,
    oilPpm: 0,
    dryMg: 0,
    estimated: false,
    origin: null,
    reclaimableAnswer: null,
    reclaimableReason: null,
    supplierName: null,
    originCountry: null,
    separationCountry: null,
    metalCountry: null,
    country: null,
    note: null,
    assayId: null,
    occurredAt: moment.at,
    ...daysOf(moment),
    createdAt: by.now,
    version: 1,
  };
}

/** The weights of a by-product, in milligrams and parts per million. */
export interface GrossWeights {
  readonly grossMg: Mg;
  readonly tareMg: Mg;
  readonly moisturePpm: Ppm;
  readonly oilPpm: Ppm;
}

/** The weights that it was given, with net and dry mass from them. */
export function weightsOf(given: GrossWeights): GrossWeights & Pick<Batch, 'netMg' | 'dryMg'> {
  const { grossMg, tareMg, moisturePpm, oilPpm } = given;
  const netMg = netMassMg(grossMg, tareMg);
  return { grossMg, tareMg, moisturePpm, oilPpm, netMg, dryMg: dryMassMg(netMg, moisturePpm, oilPpm) };
}

/** Whether a by-product could have gone back into the process that it came from. */
export interface ReclaimableGiven {
  readonly answer: 'yes' | 'no' | null;
  readonly reason: string | null;
}

/** The plant's answer, per batch or as the stream's default, and the origin that follows from it. */
export function reclaimableOf(
  given: ReclaimableGiven | null,
  stream: string,
  catalogue: Catalogue,
): Pick<Batch, 'reclaimableAnswer' | 'reclaimableReason' | 'origin'> {
  const { answer, reason } = given ?? catalogue.stream(stream)?.reclaimableInProcess ?? { answer: null, reason: null };
  return { reclaimableAnswer: answer, reclaimableReason: answer ? reason : null, origin: originOfByProduct(answer) };
}

/** The version of an agreement that a by-product comes under, and its sides. */
export interface Covering {
  readonly agreementId: string;
  readonly version: number;
  readonly generatorId: string;
  readonly recyclerId: string;
}

/** The agreement that covers a by-product, in the version that it keeps. */
export function stampOf(covering: Covering | null): Pick<Batch, 'agreementId' | 'agreementVersion'> {
  return { agreementId: covering?.agreementId ?? null, agreementVersion: covering?.version ?? null };
}

/** What is said of a by-product that is logged. */
export interface GivenByProduct extends GrossWeights {
  readonly stream: string;
  readonly alloy: Alloy;
  readonly grade: string | null;
  readonly pieces: number;
  readonly containerId: string | null;
  readonly estimated: boolean;
  readonly reclaimable: ReclaimableGiven | null;
  readonly note: string | null;
}

/** What is said of material that is supplied. */
export interface GivenSupply {
  readonly product: string;
  readonly origin: Origin;
  readonly netMg: Mg;
  readonly moisturePpm: Ppm;
  readonly supplierName: string;
  /** Where it was mined, separated and made metal, as far as that is known. */
  readonly originCountry: string | null;
  readonly separationCountry: string | null;
  readonly metalCountry: string | null;
  readonly note: string | null;
}

export function byProductOf(
  birth: Birth,
  given: GivenByProduct,
  { covering, catalogue }: { readonly covering: Covering | null; readonly catalogue: Catalogue },
): Batch {
  return {
    ...bornAt(birth),
    ...weightsOf(given),
    ...reclaimableOf(given.reclaimable, given.stream, catalogue),
    ...stampOf(covering),
    country: birth.site.country,
    stream: given.stream,
    alloy: given.alloy,
    grade: given.grade,
    pieces: given.pieces,
    containerId: given.containerId,
    estimated: given.estimated,
    note: given.note,
  };
}

export function supplyOf(birth: Birth, given: GivenSupply): Batch {
  const { product, origin, netMg, moisturePpm, supplierName, note } = given;
  const { originCountry, separationCountry, metalCountry } = given;
  const dryMg = dryMassMg(netMg, moisturePpm);
  return {
    ...bornAt(birth),
    kind: 'primary',
    product,
    origin,
    netMg,
    moisturePpm,
    dryMg,
    supplierName,
    originCountry,
    separationCountry,
    metalCountry,
    country: originCountry,
    note,
  };
}
