/** The sizes of letters on a label, in points, from what is best read to what still can be; the dangers give way last. */
const SIZES = [
  { name: '--label-code', from: 17, to: 6, step: 0.5 },
  { name: '--label-text', from: 9.5, to: 5, step: 0.25 },
  { name: '--label-qr', from: 33, to: 20, step: 1 },
  { name: '--label-hazard', from: 5.2, to: 3.4, step: 0.2 },
] as const;
/** What printers and screens make different of the same letters. */
const SPARE_PX = 5;

/**
 * Makes the letters of a label as small as it takes to have all of it on one label, whatever the length of its code, its
 * container and its hazard text: what does not fit would be cut off by the printer.
 */
export function fitLabel(label: HTMLElement): void {
  const set = (name: string, size: number) => label.style.setProperty(name, String(size));
  for (const { name, from } of SIZES) set(name, from);
  for (const { name, from, to, step } of SIZES) {
    for (let size = from; size > to && !fits(label); size -= step) set(name, Math.max(to, size - step));
    if (fits(label)) return;
  }
}

function fits(label: HTMLElement): boolean {
  const room = label.offsetHeight - SPARE_PX;
  label.style.height = 'auto';
  const needed = label.offsetHeight;
  label.style.height = '';
  return needed <= room && label.scrollWidth <= label.clientWidth;
}
