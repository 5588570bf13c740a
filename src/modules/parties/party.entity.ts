import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, IntegerColumn, JsonColumn, TextColumn } from '../../database/index.js';
import type { PartyRole } from './facts.js';

export interface Identifiers {
  readonly gln?: string;
  readonly lei?: string;
  readonly epaId?: string;
}

/** An organisation of the loop. */
@Entity({ name: 'party' })
@Index('IX_party_createdAt_id', ['createdAt', 'id'])
export class PartyRow {
  @IdColumn()
  id: string;

  @TextColumn(200)
  name: string;

  @JsonColumn()
  roles: PartyRole[];

  @TextColumn(2)
  country: string;

  @JsonColumn({ nullable: true })
  identifiers: Identifiers | null;

  @IntegerColumn()
  version: number;

  @InstantColumn()
  createdAt: number;
}
