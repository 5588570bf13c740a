import type { Locator, Page } from 'playwright-core';

/** A field by the whole of its label, whether or not it carries the mark of what is needed. */
export function field(page: Page, label: string): Locator {
  const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return page.locator('input, textarea').and(page.getByLabel(new RegExp(`^${escaped}( \\*)?$`)));
}

/** Chooses from a list in which one can search: the option that is, or begins with, this value. */
export async function choose(page: Page, label: string, value: string): Promise<void> {
  await field(page, label).fill(value);
  await page.getByRole('option', { name: new RegExp(`^${value}(:|$)`) }).click();
}

/** Fills fields by their labels, in order. */
export async function fillIn(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(page, label).fill(value);
}

/** A run of March 2027 that makes so many kilograms of an oxide of 98 % Nd2O3. */
export async function fillRun(page: Page, netKg: string): Promise<void> {
  await fillIn(page, { Started: '2027-03-19T08:00', Ended: '2027-03-20T16:00' });
  await choose(page, 'Product', 'Nd2O3');
  await fillIn(page, { 'Net mass': netKg, Laboratory: 'Recycler laboratory' });
  await choose(page, 'Nd2O3: Element or oxide 1', 'Nd2O3');
  await fillIn(page, { 'Nd2O3: Percent Nd2O3': '98' });
}
