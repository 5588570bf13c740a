import { IMPORT_KINDS } from '../../src/domain/files/kinds.js';
import type { AnyRole } from './access-stage.js';
import type { SubjectName } from './access-subjects.js';

/**
 * What a caller whose role may call an operation is answered on a thing: that it is done, or refused for what is sent and
 * not for who sends it (`yes`), that there is no such thing (`no`, 404), or that one sees it but may not do this.
 */
export type Outcome = 'yes' | 'no' | { readonly refused: string };

/** The same for everyone of a party, or by role. */
export type Cell = Outcome | Readonly<Partial<Record<AnyRole | 'others', Outcome>>>;

/** For the people of the party to which a thing belongs, for those of its counterparty, and for those of any other. */
export type Cells = readonly [own: Cell, counterparty: Cell, foreign: Cell];

export interface Rule {
  /** Who may call it at all: the others are answered 403, whoever has not signed in 401. */
  readonly may: 'everyone' | 'signed-in' | readonly AnyRole[];
  /** On what, and who then: for each operation that names something in its path, and where a body or query names it. */
  readonly on?: Readonly<Partial<Record<SubjectName, Cells>>>;
}

export const READERS = ['admin', 'plant-operator', 'recycler-operator', 'sustainability', 'auditor'] as const;
const MEMBERS = ['admin', 'plant-operator', 'recycler-operator', 'sustainability'] as const;
const OPERATORS = ['admin', 'plant-operator', 'recycler-operator'] as const;
const PLANT = ['admin', 'plant-operator'] as const;
const RECYCLING = ['admin', 'recycler-operator'] as const;
const KEEPERS = ['platform-admin', 'admin'] as const;

/** An auditor reads what it was invited to, and of that nothing beyond the agreement. */
const NO_AUDITOR = { auditor: 'no', others: 'yes' } as const;
const ONLY_ADMIN = { admin: 'yes', others: 'no' } as const;
const ONLY_PLATFORM = { 'platform-admin': 'yes', others: 'no' } as const;
const KEEPERS_ONLY = { 'platform-admin': 'yes', admin: 'yes', others: 'no' } as const;
const FORBIDDEN = { refused: 'forbidden' } as const;
/** A file of by-products is for those who may log one. */
const PLANT_ONLY = { 'recycler-operator': FORBIDDEN, others: 'yes' } as const;
const NOT_HELD = { refused: 'not-in-your-stock' } as const;

const AGREED: Cells = ['yes', 'yes', 'no'];
const PRIVATE: Cells = [NO_AUDITOR, 'no', 'no'];
/** For the own party alone, and whom it invited. */
const OWN: Cells = ['yes', 'no', 'no'];
/** What both sides see of an agreement, from the first draft on. */
const STAGES = { draft: ['yes', 'no', 'no'], proposal: AGREED, agreement: AGREED } as const satisfies Rule['on'];
/** What is done with a batch in stock: by whoever holds it. */
const IN_STOCK = {
  byProduct: ['yes', NOT_HELD, 'no'],
  supply: ['yes', 'no', 'no'],
  delivered: [NOT_HELD, 'yes', 'no'],
  recycled: ['yes', 'no', 'no'],
} as const satisfies Rule['on'];

/** Every operation of the OpenAPI document, and who may do what with it. */
export const ACCESS: Readonly<Record<string, Rule>> = {
  'GET /health/live': { may: 'everyone' },
  'GET /health/ready': { may: 'everyone' },
  'POST /auth/login': { may: 'everyone' },
  'POST /auth/logout': { may: 'signed-in' },
  'GET /me': { may: 'signed-in' },
  'PATCH /me': { may: 'signed-in' },

  'GET /tokens': { may: 'signed-in' },
  'POST /tokens': { may: 'signed-in' },
  'GET /tokens/{id}': { may: 'signed-in', on: { ownToken: ['yes', 'yes', 'yes'], token: [ONLY_ADMIN, 'no', 'no'] } },
  'DELETE /tokens/{id}': { may: 'signed-in', on: { ownToken: ['yes', 'yes', 'yes'], token: [ONLY_ADMIN, 'no', 'no'] } },

  'GET /catalogue/elements': { may: 'signed-in' },
  'GET /catalogue/compounds': { may: 'signed-in' },
  'GET /catalogue/streams': { may: 'signed-in' },
  'GET /catalogue/products': { may: 'signed-in' },

  'GET /parties': { may: 'signed-in' },
  'POST /parties': { may: ['platform-admin'] },
  'GET /parties/{id}': { may: 'signed-in', on: { party: ['yes', ONLY_ADMIN, KEEPERS_ONLY] } },
  'PATCH /parties/{id}': { may: ['platform-admin'], on: { party: ['no', 'no', 'yes'] } },
  'GET /parties/{id}/sites': { may: 'signed-in', on: { party: ['yes', 'yes', ONLY_PLATFORM] } },
  'POST /parties/{id}/sites': { may: KEEPERS, on: { party: ['yes', 'no', ONLY_PLATFORM] } },
  'GET /sites': { may: READERS },
  'GET /sites/{id}': { may: 'signed-in', on: { site: [NO_AUDITOR, 'no', ONLY_PLATFORM] } },
  'PATCH /sites/{id}': { may: KEEPERS, on: { site: ['yes', 'no', ONLY_PLATFORM] } },
  'GET /parties/{id}/users': { may: ['platform-admin', ...MEMBERS], on: { party: ['yes', 'no', ONLY_PLATFORM] } },
  'POST /parties/{id}/users': { may: KEEPERS, on: { party: ['yes', 'no', ONLY_PLATFORM] } },
  'GET /parties/{id}/dependence': { may: READERS, on: { party: OWN } },
  'GET /parties/{id}/no-primary-statements': { may: MEMBERS, on: { party: ['yes', 'no', 'no'] } },
  'POST /parties/{id}/no-primary-statements': {
    may: ['admin', 'sustainability'],
    on: { party: ['yes', 'no', 'no'] },
  },
  'GET /parties/{id}/no-primary-statements/{statementId}': { may: MEMBERS, on: { statement: ['yes', 'no', 'no'] } },
  'GET /users/{id}': { may: ['platform-admin', ...MEMBERS], on: { person: ['yes', 'no', ONLY_PLATFORM] } },
  'PATCH /users/{id}': { may: KEEPERS, on: { person: ['yes', 'no', ONLY_PLATFORM] } },

  'GET /agreements': { may: READERS },
  'POST /agreements': { may: ['admin'], on: { sides: ['yes', 'yes', FORBIDDEN] } },
  'GET /agreements/{id}': {
    may: READERS,
    on: { ...STAGES, draft: [NO_AUDITOR, 'no', 'no'], proposal: [NO_AUDITOR, NO_AUDITOR, 'no'] },
  },
  'PATCH /agreements/{id}': { may: ['admin'], on: STAGES },
  'DELETE /agreements/{id}': { may: ['admin'], on: STAGES },
  'POST /agreements/{id}/signatures': { may: ['admin'], on: STAGES },
  'POST /agreements/{id}/amendments': { may: ['admin'], on: STAGES },
  'DELETE /agreements/{id}/amendments/pending': { may: ['admin'], on: STAGES },
  'POST /agreements/{id}/termination': { may: ['admin'], on: STAGES },
  'DELETE /agreements/{id}/termination': { may: ['admin'], on: STAGES },
  'GET /agreements/{id}/invitations': { may: MEMBERS, on: STAGES },
  'POST /agreements/{id}/invitations': { may: ['admin'], on: STAGES },
  'GET /agreements/{id}/invitations/{invitationId}': { may: MEMBERS, on: { invitation: ['yes', 'no', 'no'] } },
  'DELETE /agreements/{id}/invitations/{invitationId}': { may: ['admin'], on: { invitation: ['yes', 'no', 'no'] } },

  'GET /batches': { may: READERS },
  'GET /batches/weights': { may: READERS, on: { site: [NO_AUDITOR, 'no', 'no'] } },
  'POST /batches': { may: PLANT, on: { site: ['yes', 'no', 'no'] } },
  'GET /batches/{id}': {
    may: READERS,
    on: { byProduct: AGREED, supply: PRIVATE, delivered: AGREED, recycled: AGREED },
  },
  'PATCH /batches/{id}': { may: PLANT, on: { byProduct: ['yes', NOT_HELD, 'no'], supply: ['yes', 'no', 'no'] } },
  'GET /batches/{id}/assays': {
    may: READERS,
    on: { byProduct: AGREED, supply: PRIVATE, delivered: AGREED, recycled: AGREED },
  },
  'GET /batches/{id}/trace': {
    may: READERS,
    on: { byProduct: AGREED, supply: PRIVATE, delivered: AGREED, recycled: AGREED },
  },
  'GET /batches/{id}/used-returns': {
    may: READERS,
    on: { byProduct: AGREED, supply: PRIVATE, delivered: AGREED, recycled: AGREED },
  },
  'GET /batches/{id}/trace/lots': {
    may: READERS,
    on: { byProduct: AGREED, supply: PRIVATE, delivered: AGREED, recycled: AGREED, magnetLot: OWN },
  },
  'POST /batches/{id}/assays': {
    may: OPERATORS,
    on: { byProduct: AGREED, supply: ['yes', 'no', 'no'], delivered: AGREED, recycled: ['yes', 'no', 'no'] },
  },
  'GET /batches/{id}/assays/{assayId}': { may: READERS, on: { assay: AGREED } },
  'POST /batches/{id}/assays/{assayId}/force': { may: OPERATORS, on: { assay: ['yes', FORBIDDEN, 'no'] } },
  'GET /batches/{id}/dispositions': {
    may: READERS,
    on: { byProduct: AGREED, supply: PRIVATE, delivered: AGREED, recycled: AGREED },
  },
  'GET /batches/{id}/dispositions/{entryId}': { may: READERS, on: { disposition: AGREED } },
  'POST /batches/{id}/dispositions': { may: OPERATORS, on: IN_STOCK },
  'POST /batches/{id}/splits': { may: OPERATORS, on: IN_STOCK },
  'POST /supplies': { may: PLANT, on: { site: ['yes', 'no', 'no'] } },

  'GET /shipments': { may: READERS },
  'POST /shipments': { may: OPERATORS, on: { stock: ['yes', 'no', 'no'] } },
  'GET /shipments/{id}': { may: READERS, on: { planned: AGREED, sent: AGREED, plannedReturn: PRIVATE } },
  'PATCH /shipments/{id}': { may: OPERATORS, on: { planned: ['yes', 'no', 'no'], sent: ['yes', FORBIDDEN, 'no'] } },
  'POST /shipments/{id}/cancellation': {
    may: OPERATORS,
    on: { planned: ['yes', 'no', 'no'], sent: ['yes', FORBIDDEN, 'no'] },
  },
  'POST /shipments/{id}/dispatch': {
    may: OPERATORS,
    on: { planned: ['yes', 'no', 'no'], sent: ['yes', FORBIDDEN, 'no'] },
  },
  'POST /shipments/{id}/receipt': {
    may: OPERATORS,
    on: { planned: [FORBIDDEN, 'no', 'no'], sent: [FORBIDDEN, 'yes', 'no'] },
  },
  'POST /shipments/{id}/settlement': { may: OPERATORS, on: { planned: ['yes', 'no', 'no'], sent: AGREED } },

  'GET /runs': { may: READERS },
  'POST /runs': { may: RECYCLING, on: { feed: ['yes', 'no', 'no'] } },
  'GET /runs/{id}': { may: READERS, on: { run: AGREED } },
  // Files tell codes and no ids; that strangers are told none is said in test/exports.spec.ts.
  'GET /exports': { may: [...READERS] },
  'POST /imports': { may: OPERATORS },
  'GET /imports': { may: MEMBERS },
  ...Object.fromEntries(IMPORT_KINDS.map((kind) => [`GET /imports/templates/${kind}`, { may: MEMBERS }])),
  'GET /imports/{id}': { may: MEMBERS, on: { import: ['yes', 'no', 'no'] } },
  'GET /imports/{id}/faults': { may: MEMBERS, on: { import: ['yes', 'no', 'no'] } },
  'PUT /imports/{id}/mapping': { may: OPERATORS, on: { import: [PLANT_ONLY, 'no', 'no'] } },
  'POST /imports/{id}/booking': { may: OPERATORS, on: { import: [PLANT_ONLY, 'no', 'no'] } },
  'POST /imports/{id}/cancellation': { may: OPERATORS, on: { import: [PLANT_ONLY, 'no', 'no'] } },
  'GET /grades': { may: READERS },
  'POST /grades': { may: ['admin'] },
  'GET /grades/{id}': { may: READERS, on: { grade: OWN } },
  'POST /grades/{id}/versions': { may: ['admin'], on: { grade: OWN } },
  'GET /magnet-lots': { may: READERS },
  'POST /magnet-lots': { may: PLANT, on: { grade: OWN } },
  'GET /magnet-lots/{id}': { may: READERS, on: { magnetLot: OWN } },
  'GET /magnet-lots/{id}/mix': { may: READERS, on: { magnetLot: OWN } },
  'GET /process-losses': { may: READERS },
  'POST /process-losses': { may: ['admin'], on: { site: OWN } },
  'GET /process-losses/{id}': { may: READERS, on: { processLoss: OWN } },

  'GET /charges': { may: READERS },
  'POST /charges': { may: PLANT, on: { primary: ['yes', 'no', 'no'] } },
  'GET /charges/{id}': { may: READERS, on: { charge: PRIVATE } },

  'GET /sites/{id}/counts': { may: READERS, on: { site: ['yes', 'no', 'no'] } },
  'POST /sites/{id}/counts': { may: PLANT, on: { site: ['yes', 'no', 'no'] } },
  'GET /sites/{id}/counts/{countId}': { may: READERS, on: { count: ['yes', 'no', 'no'] } },
  'GET /sites/{id}/balance-settings': { may: READERS, on: { site: ['yes', 'no', 'no'] } },
  'PUT /sites/{id}/balance-settings': { may: ['admin'], on: { site: ['yes', 'no', 'no'] } },
  'GET /sites/{id}/balance': { may: READERS, on: { site: ['yes', 'no', 'no'] } },
  'GET /sites/{id}/balance/months': { may: READERS, on: { site: ['yes', 'no', 'no'] } },

  'GET /entries': { may: READERS },
  'GET /entries/{id}': { may: READERS, on: { entry: AGREED, supplyEntry: PRIVATE } },
  'POST /entries/{id}/reversal': {
    may: OPERATORS,
    on: { entry: ['yes', 'no', 'no'], supplyEntry: ['yes', 'no', 'no'] },
  },
  'GET /ledger/balances': { may: READERS },

  'GET /todo': { may: READERS },
  'GET /reports/circularity': { may: READERS, on: { agreement: AGREED } },
  'GET /reports/circularity/months': { may: READERS, on: { agreement: AGREED } },
  'GET /reports/circularity/flows': { may: READERS, on: { agreement: AGREED } },
  'GET /reports/circularity/evidence': { may: READERS, on: { agreement: AGREED } },
  'GET /agreements/{id}/coverage': { may: READERS, on: { agreement: AGREED } },
  'GET /agreements/{id}/completeness': { may: READERS, on: { agreement: AGREED } },
  'GET /agreements/{id}/departures': { may: READERS, on: { agreement: AGREED } },
  'GET /agreements/{id}/before-signature': { may: READERS, on: { agreement: AGREED } },
};
