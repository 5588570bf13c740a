import { In } from 'typeorm';
import { signedVersions } from '../../domain/agreement/agreement.js';
import { groupsOf, type Holding } from '../../domain/matter/holding.js';
import { isMixed, membersOf, seersOf, type AgreementMembers, type WentLeg } from '../../domain/sight/seers.js';
import { type BatchRow } from '../batches/index.js';
import { contentsOfBatches } from '../ledger/index.js';
import { BatchPartyRow } from '../sight/index.js';
import { inChunks } from './chains.js';
import { grouped, type Facts } from './facts.js';
import type { FamilyCase, ToldLeg } from './families.js';

/** Who sees what of batches is what the rules give of where each of them has been. */
export async function verifySight(facts: Facts, families: readonly FamilyCase[]): Promise<void> {
  const members = families.flatMap(({ family }) => family.members);
  const ids = members.map(({ id }) => id);
  const rows = await inChunks(ids, (some) => facts.manager.findBy(BatchPartyRow, { batchId: In([...some]) }));
  const seen = grouped(rows, ({ batchId }) => batchId);
  const contents = await contentsOfBatches(
    facts.manager,
    members.filter(({ kind }) => isMixed(kind)),
  );
  for (const one of families) {
    for (const batch of one.family.members) {
      compareSight(facts, { one, batch, rows: seen.get(batch.id) ?? [], holding: contents.get(batch.id) ?? [] });
    }
  }
}

interface Seen {
  readonly one: FamilyCase;
  readonly batch: BatchRow;
  readonly rows: readonly BatchPartyRow[];
  /** What a recycled or intermediate batch was born with. */
  readonly holding: Holding;
}

function compareSight(facts: Facts, seen: Seen): void {
  const { batch, rows } = seen;
  const key = { batchId: batch.id, batch: batch.code };
  const rest = { code: 'sight-wrong', table: 'batch_party', key };
  for (const { partyId, kind, createdAt } of rows) {
    facts.findings.compare({
      ...rest,
      check: 'what is seen of a batch is listed with its kind and time',
      key: { ...key, partyId },
      expected: [batch.kind, batch.createdAt],
      found: [kind, createdAt],
    });
  }
  // What never came to be is seen by whoever saw it.
  if (batch.status === 'void') return;
  const found = rows.map(({ partyId, sees }) => `${partyId} ${sees}`).sort();
  const given = sightsOf(facts, seen);
  const fits = given.find((sight) => sight.join() === found.join());
  facts.findings.compare({
    ...rest,
    check: 'who sees what of a batch is what the rules give',
    expected: fits ?? given[0],
    found,
  });
}

/** What the rules give now; or gave before a later version named further processors, since nothing moved then. */
function sightsOf(facts: Facts, { one, batch, holding }: Seen): string[][] {
  const ids = new Set(isMixed(batch.kind) ? groupsOf(holding).flatMap(({ agreementId }) => agreementId ?? []) : []);
  const agreements = [...ids, ...(batch.agreementId ? [batch.agreementId] : [])].flatMap(
    (id) => facts.agreement(id) ?? [],
  );
  const most = Math.max(1, ...agreements.map((agreement) => signedVersions(agreement).length));
  const legs = wayOf(one, batch);
  return Array.from({ length: most }, (_, index) => {
    const members = new Map(agreements.map((agreement) => [agreement.id, membersOf(agreement, most - index)]));
    const known = (id: string): AgreementMembers[] => [members.get(id) ?? []].flat();
    const seers = seersOf({
      kind: batch.kind,
      originPartyId: batch.partyId,
      legs,
      covering: known(batch.agreementId ?? '')[0] ?? null,
      sharing: [...ids].flatMap(known),
    });
    return [...seers].map(([partyId, sees]) => `${partyId} ${sees}`).sort();
  });
}

/** The legs that a batch has begun, and before it was a part those of what it is a part of. */
function wayOf(one: FamilyCase, batch: BatchRow): WentLeg[] {
  const legs = begun(one, batch.id).map((leg) => legOf(leg, true));
  let part: BatchRow | undefined = batch;
  while (part?.parentId) {
    const { id: partId, parentId }: { id: string; parentId: string } = { id: part.id, parentId: part.parentId };
    // Shipments and parts get their identifiers in the order of time.
    const gone = begun(one, parentId).filter(
      ({ line, shipment }) => shipment.id < partId && line.refusedBatchId !== partId,
    );
    legs.unshift(...gone.map((leg) => legOf(leg, false)));
    part = one.family.members.find(({ id }) => id === parentId);
  }
  return legs;
}

function begun(one: FamilyCase, batchId: string): ToldLeg[] {
  const at = ({ shipment }: ToldLeg): string => `${String(shipment.dispatchedAt).padStart(16, '0')} ${shipment.id}`;
  return one
    .legsOf(batchId)
    .filter(({ shipment }) => shipment.dispatchedOn !== null)
    .sort((a, b) => (at(a) < at(b) ? -1 : 1));
}

function legOf({ line, shipment }: ToldLeg, isOwn: boolean): WentLeg {
  const { fromPartyId, toPartyId, agreementId, receivedOn } = shipment;
  const accepted = line.refusedBatchId === line.batchId ? 'refused-whole' : 'accepted';
  return { fromPartyId, toPartyId, agreementId, isOwn, ended: receivedOn === null ? null : accepted };
}
