import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import type { Posting } from '../../domain/books/ledger.js';
import { idBehind, type Sight } from '../../domain/sight/sight.js';
import { BatchVisibility } from '../batches/index.js';
import type { EntryRow } from '../ledger/index.js';
import { wholeEntries } from './entry-visibility.js';
import { eyesSeeShipment, knowsAnywhere, knowsParty, positional, type BatchEyes } from '../sight/index.js';

/** What postings or balances name, and a reader may have to be told nothing of. */
interface Named {
  readonly accounts: readonly string[];
  readonly siteIds?: readonly string[];
  readonly batchIds?: readonly (string | null)[];
}

/** An entry with those of its postings that are of the reader's agreements. */
interface PartlySeen {
  readonly row: EntryRow;
  readonly own: readonly Posting[];
}

/** Finds out which of the things that the books name the eyes may see. */
@Injectable()
export class SightQueries {
  constructor(private readonly visibility: BatchVisibility) {}

  async of(manager: EntityManager, eyes: BatchEyes, named: Named): Promise<Sight> {
    const idsBehind = (kind: 'stock' | 'transit' | 'process'): string[] =>
      named.accounts.flatMap((account) => idBehind(account, kind) ?? []);
    const siteIds = [...(named.siteIds ?? []), ...idsBehind('stock')];
    const batchIds = (named.batchIds ?? []).flatMap((id) => id ?? []);
    const runs = await partiesOf(manager, 'run', idsBehind('process'));
    return {
      agreementIds: eyes.agreementIds,
      batchIds: new Set((await this.visibility.sightAmong(manager, eyes, batchIds)).keys()),
      shipmentIds: await this.visibility.shipmentsAmong(manager, eyes, idsBehind('transit')),
      knowsSite: await sitesKnown(manager, eyes, siteIds),
      knowsRun: (id, agreementId) => worksUnder(eyes, runs.get(id) ?? '', agreementId) || !runs.has(id),
    };
  }

  /**
   * Of entries, those of which one may be told who booked them and when: those that one sees whole, and those that a member of
   * the agreement of their postings booked, on no shipment that one does not see.
   */
  async openAmong(
    manager: EntityManager,
    eyes: BatchEyes,
    entries: readonly PartlySeen[],
  ): Promise<ReadonlySet<string>> {
    const whole = await wholeEntries(
      manager,
      eyes,
      entries.map(({ row }) => row.id),
    );
    const partly = entries.filter(({ row }) => !whole.has(row.id));
    return new Set([...whole, ...(await this.openOfMembers(manager, eyes, partly))]);
  }

  private async openOfMembers(
    manager: EntityManager,
    eyes: BatchEyes,
    entries: readonly PartlySeen[],
  ): Promise<readonly string[]> {
    const known = entries.filter(({ row, own }) =>
      own.some(({ agreementId }) => knowsParty(eyes, row.partyId, agreementId)),
    );
    if (known.length === 0) return [];
    const standing = known.map(({ row }) => row.reversesId ?? row.id);
    const rows = await runSql<{ entryId: string; id: string }>(
      manager,
      `SELECT "u"."entryId", "h"."id" FROM "entry_subject" "u" JOIN "shipment" "h" ON "h"."id" = "u"."subjectId"
        WHERE "u"."entryId" IN ${listOf(standing)}`,
      standing,
    );
    const seen = await this.visibility.shipmentsAmong(
      manager,
      eyes,
      rows.map(({ id }) => id),
    );
    const hidden = new Set(rows.filter(({ id }) => !seen.has(id)).map(({ entryId }) => entryId));
    return known.filter(({ row }) => !hidden.has(row.reversesId ?? row.id)).map(({ row }) => row.id);
  }
}

/** Whether a party is who looks, or works under the agreement; without an agreement of theirs, under any that they see. */
function worksUnder(eyes: BatchEyes, partyId: string, agreementId: string | null): boolean {
  const isTheirs = agreementId !== null && eyes.agreementIds.has(agreementId);
  return isTheirs ? knowsParty(eyes, partyId, agreementId) : knowsAnywhere(eyes, partyId);
}

/**
 * The sites of those who work under the agreement, and the ends of shipments that one sees. For a generator only of those that
 * go under the agreement: the recycler may have a customer that it knows from elsewhere.
 */
async function sitesKnown(
  manager: EntityManager,
  eyes: BatchEyes,
  siteIds: readonly string[],
): Promise<Sight['knowsSite']> {
  const parties = await partiesOf(manager, 'site', siteIds);
  const strange = [...parties].filter(([, partyId]) => partyId !== eyes.partyId).map(([id]) => id);
  const ends = await endsAmong(manager, eyes, strange);
  return (siteId, agreementId) => {
    if (worksUnder(eyes, parties.get(siteId) ?? '', agreementId)) return true;
    const isGenerator = agreementId !== null && eyes.agreementIds.has(agreementId) && !eyes.recyclerOf.has(agreementId);
    return ends.some((end) => end.siteId === siteId && (!isGenerator || end.agreementId === agreementId));
  };
}

/** The sites at the ends of shipments that the eyes see, with the agreements under which those go. */
async function endsAmong(
  manager: EntityManager,
  eyes: BatchEyes,
  siteIds: readonly string[],
): Promise<readonly { readonly siteId: string; readonly agreementId: string | null }[]> {
  if (siteIds.length === 0) return [];
  const { listed, values } = positional();
  const sql = `SELECT DISTINCT "t"."id" AS "siteId", "h"."agreementId" FROM "site" "t"
    JOIN "shipment" "h" ON "t"."id" IN ("h"."fromSiteId", "h"."toSiteId")
    WHERE "t"."id" IN ${listed(siteIds)} AND ${eyesSeeShipment(eyes, 'h', listed)}`;
  return runSql(manager, sql, values);
}

/** In whose hands sites or runs are. */
async function partiesOf(
  manager: EntityManager,
  table: 'site' | 'run',
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await runSql<{ id: string; partyId: string }>(
    manager,
    `SELECT "id", "partyId" FROM "${table}" WHERE "id" IN ${listOf(unique)}`,
    unique,
  );
  return new Map(rows.map(({ id, partyId }) => [id, partyId]));
}
