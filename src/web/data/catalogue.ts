import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Compound } from '../../domain/matter/catalogue-compounds.js';
import { Catalogue, type ElementEntry, type Product } from '../../domain/matter/catalogue.js';
import { PPM, ppmOf } from '../../domain/measure/quantities.js';
import { useMessages, type Messages } from '../i18n/index.js';
import { keep, readKept } from '../device/kept.js';
import type { Query } from '../api/query.js';
import { http, type Schemas } from '../api/client.js';
import { everyPage } from '../api/pages.js';

/** The reference data as the service states it. */
interface Answers {
  readonly elements: readonly Schemas['ElementAnswer'][];
  readonly streams: readonly Schemas['StreamAnswer'][];
  readonly products: readonly Schemas['ProductAnswer'][];
  /** Missing from what an earlier version of this app kept. */
  readonly compounds?: readonly Schemas['CompoundAnswer'][];
}

/** Its last answer stays on the device, to compute with before and without the network. */
const KEPT = 'loopbook-catalogue';
const A_DAY_MS = 86_400_000;

async function load(): Promise<Catalogue> {
  const at = (cursor: string | undefined) => ({ params: { query: cursor === undefined ? {} : { cursor } } });
  const [elements, streams, products, compounds] = await Promise.all([
    everyPage((cursor) => http.GET('/api/v1/catalogue/elements', at(cursor))),
    everyPage((cursor) => http.GET('/api/v1/catalogue/streams', at(cursor))),
    everyPage((cursor) => http.GET('/api/v1/catalogue/products', at(cursor))),
    everyPage((cursor) => http.GET('/api/v1/catalogue/compounds', at(cursor))),
  ]);
  const answers: Answers = { elements, streams, products, compounds };
  keep(KEPT, answers);
  return catalogueOf(answers);
}

function catalogueOf({ elements, streams, products, compounds = [] }: Answers): Catalogue {
  return new Catalogue(elements.map(entryOf), streams, products.map(productOf), compounds.map(compoundOf));
}

/** Factors are whole millionths inside; the stoichiometry behind them is the service's to check. */
function entryOf(answer: Schemas['ElementAnswer']): ElementEntry {
  return { ...answer, factor: Math.round(answer.factor * PPM), atoms: null };
}

function compoundOf({ parts, ...rest }: Schemas['CompoundAnswer']): Compound {
  return { ...rest, parts: parts.map(({ element, factor }) => ({ element, factor: Math.round(factor * PPM) })) };
}

function productOf({ usabilityFactor, ...rest }: Schemas['ProductAnswer']): Product {
  return { ...rest, usabilityPpm: ppmOf(Math.round(usabilityFactor * PPM)) };
}

function kept(): Catalogue | undefined {
  const answers = readKept<Answers>(KEPT);
  return answers ? catalogueOf(answers) : undefined;
}

type Names = Messages['catalogue'];

/** What has been named, by the names: dozens of lines of a screen ask for the same. */
const known = new WeakMap<Names, WeakMap<Catalogue, Catalogue>>();

/** The same, with the names of streams and products in the reader's language where it has any. */
function named(catalogue: Catalogue, names: Names): Catalogue {
  const inThese = known.get(names) ?? new WeakMap<Catalogue, Catalogue>();
  known.set(names, inThese);
  const there = inThese.get(catalogue) ?? withNames(catalogue, names);
  inThese.set(catalogue, there);
  return there;
}

function withNames(catalogue: Catalogue, { streams, products, hazards }: Names): Catalogue {
  const inWords =
    (names: Readonly<Record<string, string>>) =>
    <Item extends { readonly code: string; readonly name: string }>(item: Item): Item => ({
      ...item,
      name: names[item.code] ?? item.name,
    });
  return new Catalogue(
    catalogue.entries,
    catalogue.streams
      .map(inWords(streams))
      .map((stream) => ({ ...stream, hazardNote: hazards[stream.code] ?? stream.hazardNote })),
    catalogue.products.map(inWords(products)),
    catalogue.compounds,
  );
}

/** The reference data as the science reads it, with network and without; one for all screens. */
export function useCatalogueQuery(): Query<Catalogue> {
  const { catalogue: names } = useMessages();
  return useQuery({
    queryKey: ['catalogue'],
    queryFn: load,
    initialData: kept,
    initialDataUpdatedAt: 0,
    staleTime: A_DAY_MS,
    select: useCallback((catalogue: Catalogue) => named(catalogue, names), [names]),
  });
}

/** The same where a screen can do without it for a moment: undefined until it is there. */
export function useCatalogue(): Catalogue | undefined {
  return useCatalogueQuery().data;
}

/** What a batch consists of, in the words of the catalogue. */
export function useMaterial(): (batch: { readonly stream: string | null; readonly product: string | null }) => string {
  const { shell } = useMessages();
  const catalogue = useCatalogue();
  return ({ stream, product }) => {
    if (stream !== null) return catalogue?.stream(stream)?.name ?? stream;
    if (product !== null) return catalogue?.product(product)?.name ?? product;
    return shell.unknown;
  };
}
