import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { faultAt, type Caller, type Fault } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import type { Birth } from '../../domain/acts/born.js';
import { decideLot, type GivenLot, type LotAct } from '../../domain/acts/magnet-lot.js';
import type { MagnetLot } from '../../domain/acts/records.js';
import { annulled, type SetBack } from '../../domain/acts/reverse.js';
import { amountOf } from '../../domain/matter/holding.js';
import { aheadFaults } from '../../domain/measure/events.js';
import { kgToMg } from '../../domain/measure/quantities.js';
import { assayFaults, BatchStore, foundAssay, refuseFaults } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { Acts, Reversing } from '../ledger/index.js';
import { GradesService } from './grades.service.js';
import { lotAnswer } from './magnet-lot-answer.js';
import type { MagnetLotAnswer, NewMagnetLot } from './magnet-lot.dto.js';
import { MagnetLotRow } from './magnet-lot.entity.js';

/** Magnets made, and magnets that customers sent back. What becomes of them is booked as a disposition of their batch. */
@Injectable()
export class MagnetLotsService implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly grades: GradesService,
    private readonly acts: Acts,
    private readonly reversing: Reversing,
  ) {}

  onModuleInit(): void {
    this.reversing.register(['made', 'taken-back'], (tx, { id }) => this.setBack(tx, id));
  }

  /** @throws InputError; NotFoundError; DomainError `id-taken`, `code-taken`, `element-twice` */
  log(caller: Caller, body: NewMagnetLot): Promise<MagnetLotAnswer> {
    return this.work.run(async (tx) => {
      const act = await this.decided(tx, caller, body);
      const codes = await this.acts.apply(tx, act);
      const { batch, lot } = act;
      const born = act.postings.map(amountOf);
      const view = {
        lot,
        batch: { ...batch, code: codes.get(batch.id) ?? batch.code },
        contents: born,
        stock: born,
      };
      return lotAnswer(view, batch.holderId);
    });
  }

  /** Decides what a lot books, and books nothing. @throws InputError; NotFoundError; DomainError, as {@link log} */
  async decided(tx: EntityManager, caller: Caller, body: NewMagnetLot): Promise<LotAct> {
    const birth = await this.birth(tx, caller, body);
    const grade = await this.grades.held(tx, caller, body.gradeId);
    const found = body.assay ? foundAssay(body.assay) : null;
    return decideLot(birth, givenLot(body), { grade, found, catalogue });
  }

  /** What is kept of lots beside their batches. */
  keptOf(tx: EntityManager, ids: readonly string[]): Promise<MagnetLot[]> {
    return tx.findBy(MagnetLotRow, { id: In([...ids]) });
  }

  private async birth(tx: EntityManager, caller: Caller, body: NewMagnetLot): Promise<Birth> {
    const site = await this.store.ownSite(tx, caller, body.siteId);
    const by = this.store.entering(caller);
    refuseFaults([
      ...aheadFaults('/occurredAt', body.occurredAt, by.now),
      ...(body.assay ? assayFaults(body.assay, '/assay', { now: by.now }) : []),
      ...returnFaults(body),
    ]);
    const moment = this.store.moment(body.occurredAt, site);
    return { id: await this.store.freeId(tx, body.id), code: body.code ?? null, site, moment, by };
  }

  /** A lot that never was is void, and its code free again. */
  private async setBack(tx: EntityManager, entryId: string): Promise<SetBack> {
    const { steps, others } = await this.store.restoring(tx, entryId);
    return { steps: [...steps, ...annulled(others)] };
  }
}

/** Of what was not used nothing can show that it was. */
function returnFaults({ returnedFrom }: NewMagnetLot): Fault[] {
  const isOdd = returnedFrom?.use === 'unused' && returnedFrom.evidence !== undefined;
  return isOdd ? [faultAt('/returnedFrom/evidence', 'evidence-of-no-use')] : [];
}

function givenLot(body: NewMagnetLot): GivenLot {
  const { returnedFrom } = body;
  return {
    netMg: kgToMg(body.netKg),
    pieces: body.pieces,
    uncoated: body.uncoated ?? false,
    heat: body.heat ?? null,
    note: body.note ?? null,
    returned: returnedFrom ? { ...returnedFrom, evidence: returnedFrom.evidence ?? null } : null,
  };
}
