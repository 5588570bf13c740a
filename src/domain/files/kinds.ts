/** What files may hold: each row stands for what one single call books. */
export const IMPORT_KINDS = [
  ...(['by-products', 'assays', 'supplies', 'charges'] as const),
  ...(['magnet-lots', 'counts', 'receipts'] as const),
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a cell of a field holds. A composition has a column for each formula. */
export type FieldType = 'text' | 'mass' | 'percent' | 'whole' | 'flag' | 'instant' | 'day' | 'composition';

/** A field of what a row stands for. */
export interface FileField {
  /** As in the single call, what lies inside of another field after a dot. */
  readonly name: string;
  readonly type: FieldType;
  /** Whether a row without it is a fault whatever else it holds. */
  readonly needed: boolean;
}

const ASSAY: readonly FileField[] = [
  text('laboratory'),
  text('method'),
  text('reportNo'),
  { name: 'sampledAt', type: 'instant', needed: false },
  { name: 'composition', type: 'composition', needed: false },
];

/** An assay beside something else, below its name there. */
const BESIDE: readonly FileField[] = ASSAY.map((field) => ({ ...field, name: `assay.${field.name}` }));

/** The fields of each kind, in the order in which templates show them. */
export const KIND_FIELDS = {
  'by-products': [
    text('code', true),
    text('stream', true),
    { name: 'occurredAt', type: 'instant', needed: true },
    text('alloy', true),
    text('grade'),
    { name: 'pieces', type: 'whole', needed: false },
    text('containerId'),
    { name: 'grossKg', type: 'mass', needed: true },
    { name: 'tareKg', type: 'mass', needed: true },
    { name: 'moisturePct', type: 'percent', needed: true },
    { name: 'oilPct', type: 'percent', needed: false },
    { name: 'estimated', type: 'flag', needed: false },
    text('reclaimableInProcess.answer'),
    text('reclaimableInProcess.reason'),
    text('note'),
    ...BESIDE,
  ],
  assays: [text('batch', true), ...ASSAY.map((field) => ({ ...field, needed: field.name !== 'reportNo' }))],
  supplies: [
    text('code', true),
    { name: 'occurredAt', type: 'instant', needed: true },
    text('product', true),
    text('supplierName', true),
    text('originCountry', true),
    text('separationCountry'),
    text('metalCountry'),
    text('origin'),
    { name: 'netKg', type: 'mass', needed: true },
    { name: 'moisturePct', type: 'percent', needed: false },
    text('note'),
    ...BESIDE.map((field) => ({ ...field, needed: field.name !== 'assay.reportNo' })),
  ],
  charges: [
    text('batch', true),
    { name: 'occurredAt', type: 'instant', needed: true },
    { name: 'dryKg', type: 'mass', needed: true },
    text('heat'),
  ],
  'magnet-lots': [
    text('code', true),
    { name: 'occurredAt', type: 'instant', needed: true },
    text('grade', true),
    { name: 'netKg', type: 'mass', needed: true },
    { name: 'pieces', type: 'whole', needed: true },
    { name: 'uncoated', type: 'flag', needed: false },
    text('heat'),
    text('returnedFrom.customer'),
    text('returnedFrom.use'),
    text('returnedFrom.evidence'),
    text('note'),
    ...BESIDE,
  ],
  counts: [
    { name: 'countedOn', type: 'day', needed: true },
    text('stage', true),
    { name: 'line', type: 'whole', needed: true },
    { name: 'dryKg', type: 'mass', needed: true },
    { name: 'estimated', type: 'flag', needed: false },
    { name: 'standardUncertaintyPct', type: 'percent', needed: false },
    text('note'),
    // What was counted was sampled when it was counted, and has no report of its own.
    ...BESIDE.filter(({ name }) => name !== 'assay.reportNo' && name !== 'assay.sampledAt'),
  ],
  receipts: [
    text('shipment', true),
    text('batch', true),
    { name: 'occurredAt', type: 'instant', needed: true },
    { name: 'grossKg', type: 'mass', needed: true },
    { name: 'tareKg', type: 'mass', needed: true },
    { name: 'moisturePct', type: 'percent', needed: false },
    { name: 'oilPct', type: 'percent', needed: false },
    { name: 'pieces', type: 'whole', needed: false },
    { name: 'refusedKg', type: 'mass', needed: false },
    text('refusalReason'),
    { name: 'refusedPieces', type: 'whole', needed: false },
    text('note'),
  ],
} satisfies Record<ImportKind, readonly FileField[]> as Record<ImportKind, readonly FileField[]>;

/** The fields that make rows belong to the same thing, the first cells of a row's key. */
export const KIND_SUBJECTS = {
  'by-products': 'code',
  assays: 'batch',
  supplies: 'code',
  charges: 'batch',
  'magnet-lots': 'code',
  counts: 'countedOn',
  receipts: 'shipment',
} as const satisfies Record<ImportKind, string>;

function text(name: string, needed = false): FileField {
  return { name, type: 'text', needed };
}
