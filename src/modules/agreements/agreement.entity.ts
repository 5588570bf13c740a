import { instant, integer, key, ref, tableOf, text } from '../../database/index.js';

/** What stays the same over all versions of an agreement. */
export interface AgreementRow {
  readonly id: string;
  readonly reference: string;
  /** What makes it one with other references: see the domain. */
  readonly referenceKey: string;
  readonly generatorId: string;
  readonly recyclerId: string;
  /** The side that wrote it: the only one that sees it until it has signed. */
  readonly createdByPartyId: string;
  /** Of the resource, for its `ETag`: every change and every signature counts it up. */
  readonly version: number;
  readonly createdAt: number;
}

export const AgreementRow = tableOf<AgreementRow>('agreement', {
  columns: {
    id: key(ref()),
    reference: text(100),
    referenceKey: text(255),
    generatorId: ref('party'),
    recyclerId: ref('party'),
    createdByPartyId: ref('party'),
    version: integer,
    createdAt: instant,
  },
  unique: [['generatorId', 'recyclerId', 'referenceKey']],
  indices: [['recyclerId'], ['referenceKey']],
});
