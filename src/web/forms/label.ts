/** What a label says: the address of a batch or shipment, or a code in plain text. */
export type Label =
  { readonly kind: 'batch' | 'shipment'; readonly id: string } | { readonly kind: 'code'; readonly code: string };

const ADDRESS = /\/(batches|shipments)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/i;

/** Reads what a camera, a hand scanner or a person gives. */
export function readLabel(text: string): Label {
  const [, kind, id] = ADDRESS.exec(text) ?? [];
  if (id === undefined) return { kind: 'code', code: text.trim() };
  return { kind: kind === 'batches' ? 'batch' : 'shipment', id: id.toLowerCase() };
}
