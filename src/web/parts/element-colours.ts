/** The colour of an element, the same on every screen and chart; distinct in lightness too. */
export const ELEMENT_COLOURS: Readonly<Record<string, string>> = {
  Nd: '#0f7d6d',
  Pr: '#7fb800',
  Dy: '#7b4fb5',
  Tb: '#e0803a',
  Sm: '#c2416b',
  Gd: '#4b7bd1',
  Ho: '#a6761d',
  La: '#6b7280',
  Ce: '#9aa5b1',
  Co: '#2f4b9e',
  Fe: '#8c5a3c',
};

/** What is of no element in particular: dry mass, the rare earths together, an element without a colour of its own. */
export const NO_ELEMENTS_COLOUR = '#29a18e';

/** As digits, since a chart cannot read the variables of a style sheet. */
export function colourOf(element: string): string {
  return ELEMENT_COLOURS[element] ?? NO_ELEMENTS_COLOUR;
}
