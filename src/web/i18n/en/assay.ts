/** Texts of a composition, the same wherever one is typed. */
export const assay = {
  composition: 'Composition, percent of dry mass',
  basis: 'An element (Nd) is metal basis, an oxide (Nd2O3) is oxide basis.',
  formula: 'Element or oxide',
  percent: 'Percent',
  uncertainty: '± % (k = 2)',
  addElement: 'Add an element',
  remove: (what: string) => `Remove ${what}`,
};
