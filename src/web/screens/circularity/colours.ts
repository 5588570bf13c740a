import { ELEMENT_COLOURS } from '../../parts/element-colours.js';

/** What is of no element in particular: dry mass, the rare earths together, an element without a colour of its own. */
export const LOOP_COLOUR = '#29a18e';

/** As digits, since a chart cannot read the variables of a style sheet. */
export function colourOf(element: string): string {
  return ELEMENT_COLOURS[element] ?? LOOP_COLOUR;
}
