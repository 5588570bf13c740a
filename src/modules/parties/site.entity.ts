import { Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { IdColumn, InstantColumn, IntegerColumn, RefColumn, TextColumn } from '../../database/index.js';

/** A place of a party where material is held or worked. */
@Entity({ name: 'site' })
@Unique('UQ_site_partyId_codeKey', ['partyId', 'codeKey'])
export class SiteRow {
  @IdColumn()
  id: string;

  @RefColumn()
  partyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_site_partyId' })
  party?: object;

  @TextColumn(40)
  code: string;

  /** What makes it one with other codes: see the domain. */
  @TextColumn(255)
  codeKey: string;

  @TextColumn(200)
  name: string;

  @TextColumn(2)
  country: string;

  @TextColumn(60, { nullable: true })
  subdivision: string | null;

  /** Decides the local date of everything that happens here, so it never changes. */
  @TextColumn(64)
  timeZone: string;

  @IntegerColumn()
  version: number;

  @InstantColumn()
  createdAt: number;
}
