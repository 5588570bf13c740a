import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { IdColumn, InstantColumn, IntegerColumn, RefColumn, TextColumn } from '../../database/index.js';

/** What stays the same over all versions of an agreement. */
@Entity({ name: 'agreement' })
@Unique('UQ_agreement_generatorId_recyclerId_referenceKey', ['generatorId', 'recyclerId', 'referenceKey'])
@Index('IX_agreement_recyclerId', ['recyclerId'])
@Index('IX_agreement_referenceKey', ['referenceKey'])
export class AgreementRow {
  @IdColumn()
  id: string;

  @TextColumn(100)
  reference: string;

  /** What makes it one with other references: see the domain. */
  @TextColumn(255)
  referenceKey: string;

  @RefColumn()
  generatorId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'generatorId', foreignKeyConstraintName: 'FK_agreement_generatorId' })
  generator?: object;

  @RefColumn()
  recyclerId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'recyclerId', foreignKeyConstraintName: 'FK_agreement_recyclerId' })
  recycler?: object;

  /** The side that wrote it: the only one that sees it until it has signed. */
  @RefColumn()
  createdByPartyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'createdByPartyId', foreignKeyConstraintName: 'FK_agreement_createdByPartyId' })
  createdByParty?: object;

  /** Of the resource, for its `ETag`: every change and every signature counts it up. */
  @IntegerColumn()
  version: number;

  @InstantColumn()
  createdAt: number;
}
