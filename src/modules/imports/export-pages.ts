import type { Page } from '../../common/index.js';
import type { ListedRow } from './export-rows.js';

const PAGE = 200;

/** What a list is asked for, page by page. */
interface AskedPage {
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** The rows of one kind, as its list tells them to the caller. */
export type ListedRows = AsyncGenerator<ListedRow>;

/** A list as it is read, page by page. */
export async function* everyItem<Item>(page: (asked: AskedPage) => Promise<Page<Item>>): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page({ limit: PAGE, cursor });
    yield* items;
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** Whether a day lies within what was asked for. */
export function isWithin(on: string, { from, to }: { readonly from?: string; readonly to?: string }): boolean {
  return (from === undefined || on >= from) && (to === undefined || on <= to);
}
