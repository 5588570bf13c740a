import { useAgreements } from '../../data/agreements.js';
import { useNames } from '../../data/names.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import type { TermText } from '../../parts/change-table.js';
import { shownDay } from '../../i18n/format.js';
import type { PlanValues } from '../../forms/plan-draft.js';

/** What a plan says, term by term, always in the same order: so that two of them can be laid side by side. */
export function usePlanTexts(codes: ReadonlyMap<string, string>): (values: PlanValues) => readonly TermText[] {
  const { shipments, books } = useMessages();
  const names = useNames();
  const agreements = useAgreements();
  const locale = useLocale();
  const referenceOf = (id: string) => agreements.data?.find((agreement) => agreement.id === id)?.reference;
  return ({ batchIds, toSiteId, agreementId, plannedOn, carrier, documents }) => [
    { term: shipments.aboard, text: [...batchIds].map((id) => codes.get(id) ?? books.otherBatch).join(', ') },
    { term: shipments.toSite, text: names.site(toSiteId) ?? '' },
    { term: shipments.underAgreement, text: agreementId === null ? '' : (referenceOf(agreementId) ?? '') },
    { term: shipments.plannedOn, text: plannedOn === null ? '' : shownDay(plannedOn, locale) },
    { term: shipments.carrier, text: carrier },
    { term: shipments.documents, text: documents.map(({ type, number }) => `${type} ${number}`).join(', ') },
  ];
}
