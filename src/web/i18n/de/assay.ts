import type { assay as english } from '../en/assay.js';

export const assay: typeof english = {
  composition: 'Zusammensetzung, Prozent der Trockenmasse',
  basis: 'Ein Element (Nd) gilt als Metall, ein Oxid (Nd2O3) als Oxid.',
  formula: 'Element oder Oxid',
  percent: 'Prozent',
  uncertainty: '± % (k = 2)',
  addElement: 'Element hinzufügen',
  remove: (what) => `${what} entfernen`,
};
