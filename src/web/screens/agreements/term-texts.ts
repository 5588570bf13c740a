import { useCallback } from 'react';
import { EVERY_STREAM } from '../../../domain/agreement/agreement.js';
import { useCatalogue } from '../../data/catalogue.js';
import { useNames } from '../../data/names.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import type { TermText } from '../../parts/change-table.js';
import { saidPct, shownDay } from '../../i18n/format.js';
import type { Agreement, Content } from './model.js';

/** A day within a sentence. */
export function useDayText(): (day: string) => string {
  const locale = useLocale();
  return (day) => shownDay(day, locale);
}

/** A percentage within a sentence. */
export function usePctText(): (pct: number) => string {
  const locale = useLocale();
  return useCallback((pct) => saidPct(pct, locale), [locale]);
}

/** Everything that a version says, term by term, always in the same order: so that two versions can be laid side by side. */
export function useTermTexts(agreement: Pick<Agreement, 'processors'>): (content: Content) => readonly TermText[] {
  const { agreements, books } = useMessages();
  const [day, pct] = [useDayText(), usePctText()];
  const catalogue = useCatalogue();
  const names = useNames();
  const locale = useLocale();
  const { terms: words } = agreements;
  const listed = (items: readonly string[], none: string = words.none) => (items.length > 0 ? items.join(', ') : none);
  const factor = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  return ({ title, startsOn, endsOn, exclusive, coverageTargetPct, scope, terms }) => [
    { term: words.title, text: title },
    { term: words.startsOn, text: day(startsOn) },
    { term: words.endsOn, text: day(endsOn) },
    { term: words.exclusive, text: exclusive ? words.exclusiveYes : words.exclusiveNo },
    { term: words.target, text: pct(coverageTargetPct) },
    { term: words.sites, text: listed(scope.siteIds.map((id) => names.site(id) ?? words.unnamedSite)) },
    {
      term: words.streams,
      text: scope.streams.includes(EVERY_STREAM)
        ? words.everyStream
        : listed(scope.streams.map((code) => catalogue?.stream(code)?.name ?? code)),
    },
    { term: words.tolerance, text: `± ${pct(terms.weightTolerancePct)}` },
    { term: words.settleOn, text: words.settles[terms.settleOn] },
    { term: words.confirm, text: words.days(terms.confirmWithinDays) },
    { term: words.carveOuts, text: listed(terms.carveOuts.map((code) => books.carveOuts[code])) },
    { term: words.completenessShared, text: words.shares[terms.completenessShared] },
    {
      term: words.processors,
      text: listed(
        terms.processorIds.map(
          (id) => agreement.processors.find((party) => party.id === id)?.name ?? names.party(id) ?? id,
        ),
      ),
    },
    {
      term: words.factors,
      text: listed(
        Object.entries(terms.usabilityFactors).map(([code, value]) => `${code} ${factor.format(value)}`),
        words.byCatalogue,
      ),
    },
  ];
}
