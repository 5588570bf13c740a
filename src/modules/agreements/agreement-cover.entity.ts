import { Check, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { DayColumn, IntegerColumn } from '../../database/index.js';

/**
 * Which site and stream a version covers on which days, both ends included: follows from what both sides have signed, and
 * is kept so that the agreement of a by-product is found by one look into an index.
 */
@Entity({ name: 'agreement_reach' })
@Index('IX_agreement_reach_siteId_stream_fromOn', ['siteId', 'stream', 'fromOn'])
@Check('CK_agreement_reach_forward', `"fromOn" <= "toOn"`)
export class AgreementCoverRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  agreementId: string;

  @ManyToOne('agreement')
  @JoinColumn({ name: 'agreementId', foreignKeyConstraintName: 'FK_agreement_reach_agreementId' })
  agreement?: object;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  siteId: string;

  @ManyToOne('site')
  @JoinColumn({ name: 'siteId', foreignKeyConstraintName: 'FK_agreement_reach_siteId' })
  site?: object;

  /** A stream of the catalogue, or `*` for all. */
  @PrimaryColumn({ type: 'varchar', length: 60 })
  stream: string;

  @PrimaryColumn({ type: 'varchar', length: 10 })
  fromOn: string;

  @DayColumn()
  toOn: string;

  @IntegerColumn()
  versionNumber: number;
}
