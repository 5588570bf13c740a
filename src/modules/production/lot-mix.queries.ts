import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { NotFoundError, type Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { DRY_MASS, sumOf, totalMg, type Holding } from '../../domain/matter/holding.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { producersSeenBy } from '../../domain/sight/viewer.js';
import { windowBefore } from '../../domain/production/grade.js';
import { mixOf } from '../../domain/production/mix.js';
import { batchesById } from '../batches/index.js';
import { ChargesService } from '../charges/index.js';
import { Ledger } from '../ledger/index.js';
import { Viewers } from '../sight/index.js';
import { GradeVersionRow } from './grade.entity.js';
import type { LotMixAnswer } from './lot-mix.dto.js';
import { MagnetLotRow } from './magnet-lot.entity.js';

/** What a lot was made of: worked out when it is read, since nobody follows a grain through a furnace. */
@Injectable()
export class LotMixQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
    private readonly charges: ChargesService,
    private readonly ledger: Ledger,
  ) {}

  /** @throws NotFoundError */
  mix(caller: Caller, id: string): Promise<LotMixAnswer> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const lot = await manager.findOneBy(MagnetLotRow, { id, partyId: In(producersSeenBy(viewer)) });
      const batch = (await batchesById(manager, [id])).get(id);
      if (!lot || !batch) throw new NotFoundError('magnet lot');
      // Of the agreements of other parties an auditor learns nothing by way of this one.
      const host = viewer.only?.find(({ partyId }) => partyId === lot.partyId);
      const agreementIds = host ? new Set(host.agreementIds) : viewer.agreementIds;
      if (lot.returnedFrom !== null) return NONE;
      const ofHeat = lot.heat === null ? [] : await this.charges.entriesOf(manager, lot.siteId, { heat: lot.heat });
      const { gradeId, gradeFromOn: fromOn } = lot;
      const version = await manager.findOneByOrFail(GradeVersionRow, { gradeId, fromOn });
      const window = windowBefore(batch.occurredOn, version);
      const isOfHeat = ofHeat.length > 0;
      const entryIds = isOfHeat ? ofHeat : await this.charges.entriesOf(manager, lot.siteId, window);
      const charged = await this.charged(manager, entryIds, agreementIds);
      return {
        basis: isOfHeat ? 'of its heat' : 'site average, not lot-specific',
        from: isOfHeat ? null : window.from,
        to: isOfHeat ? null : window.to,
        chargedDryKg: mgToKg(totalMg(charged, DRY_MASS)),
        groups: mixOf(charged).map(({ agreementId, origin, dryPct, elementPct }) => {
          return { agreementId, origin, dryPct, elementPct: { ...elementPct } };
        }),
      };
    });
  }

  /** Of whose agreements others are, the plant is not told: those are summed per origin, unnamed. */
  private async charged(
    manager: EntityManager,
    entryIds: readonly string[],
    agreementIds: ReadonlySet<string>,
  ): Promise<Holding> {
    const booked = await this.ledger.postingsByEntry(manager, entryIds);
    const postings = entryIds.flatMap((entryId) => booked.get(entryId) ?? []);
    return sumOf(
      postings.map(({ commodity, massMg, agreementId, origin }) => {
        const isKnown = agreementId !== null && agreementIds.has(agreementId);
        return { commodity, massMg, agreementId: isKnown ? agreementId : null, origin, country: null };
      }),
    );
  }
}

const NONE: LotMixAnswer = { basis: null, from: null, to: null, chargedDryKg: 0, groups: [] };
