import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { faultAt, type Caller, type Fault } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { changed } from '../../domain/acts/act.js';
import { decideLoss } from '../../domain/acts/process-loss.js';
import type { SetBack } from '../../domain/acts/reverse.js';
import { kgToMg } from '../../domain/measure/quantities.js';
import { BatchStore, refuseFaults } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { Acts, Reversing } from '../ledger/index.js';
import { lossAnswer } from './process-losses.queries.js';
import type { NewLostElement, NewProcessLoss, ProcessLossAnswer } from './process-loss.dto.js';
import { ProcessLossRow } from './process-loss.entity.js';

/** What left production otherwise than as magnets or by-product. */
@Injectable()
export class ProcessLossesService implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly acts: Acts,
    private readonly reversing: Reversing,
  ) {}

  onModuleInit(): void {
    this.reversing.register(['lost'], (tx, { id }) => this.setBack(tx, id));
  }

  /** @throws InputError; NotFoundError */
  book(caller: Caller, body: NewProcessLoss): Promise<ProcessLossAnswer> {
    refuseFaults(elementFaults(body.lines));
    return this.work.run(async (tx) => {
      const site = await this.store.ownSite(tx, caller, body.siteId);
      const moment = this.store.moment(body.occurredAt, site);
      const side = { partyId: site.partyId, siteId: site.id };
      const { basis, reason, document } = body;
      const elementsMg = Object.fromEntries(body.lines.map(({ element, kg }) => [element, kgToMg(kg)]));
      const by = this.store.entering(caller);
      const act = decideLoss({ side, moment, by }, { elementsMg, basis, reason, document });
      await this.acts.apply(tx, act);
      return lossAnswer(act.loss);
    });
  }

  private async setBack(tx: EntityManager, entryId: string): Promise<SetBack> {
    const loss = await tx.findOneByOrFail(ProcessLossRow, { entryId });
    return { records: [changed('processLoss', loss, { status: 'reversed' })] };
  }
}

function elementFaults(lines: readonly NewLostElement[]): Fault[] {
  return lines.flatMap(({ element }, index) => {
    const at = `/lines/${index}/element`;
    if (catalogue.formula(element)?.oxide !== null) return [faultAt(at, 'not-an-element')];
    const isRepeated = lines.findIndex((line) => line.element === element) < index;
    return isRepeated ? [faultAt(at, 'line-repeated')] : [];
  });
}
