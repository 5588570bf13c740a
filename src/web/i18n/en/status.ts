import type { BatchStatus } from '../../../domain/acts/batch-life.js';
import type { RunStatus } from '../../../domain/acts/run.js';
import type { ShipmentStatus, WeightFlag } from '../../../domain/acts/shipment.js';
import type { AgreementStatus } from '../../../domain/agreement/agreement.js';

/** Of a report, of a charge, and of what waits in the queue of this device. */
type OtherStatus = 'provisional' | 'final' | 'booked' | 'waiting' | 'refused' | 'mending';

export type StatusWord = BatchStatus | ShipmentStatus | WeightFlag | RunStatus | AgreementStatus | OtherStatus;

/** Every status and flag of the books in a word. */
export const status = {
  'on-hand': 'on hand',
  received: 'received',
  'in-shipment': 'in a shipment',
  'in-transit': 'on its way',
  processed: 'processed',
  charged: 'charged',
  'reused-in-process': 'reused in process',
  delivered: 'delivered',
  'back-to-production': 'back in production',
  'counted-out': 'counted to nothing',
  disposed: 'disposed of',
  'sold-elsewhere': 'sold elsewhere',
  split: 'split',
  void: 'void',
  planned: 'planned',
  settled: 'settled',
  'in-dispute': 'in dispute',
  cancelled: 'cancelled',
  draft: 'draft',
  proposed: 'proposed',
  scheduled: 'scheduled',
  active: 'active',
  expired: 'expired',
  terminated: 'terminated',
  'within-tolerance': 'within tolerance',
  'out-of-tolerance': 'out of tolerance',
  significant: 'significant',
  estimated: 'estimated',
  'not-received': 'not received',
  provisional: 'provisional',
  final: 'final',
  closed: 'closed',
  reversed: 'reversed',
  booked: 'booked',
  waiting: 'waits',
  refused: 'refused',
  mending: 'taken back',
} satisfies Record<StatusWord, string>;
