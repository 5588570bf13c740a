/** Names of the elements as a sentence uses them, by symbol; `total` is the rare earths together. */
export const elements: Readonly<Record<string, string>> = {
  ...{ total: 'rare earths', La: 'lanthanum', Ce: 'cerium', Pr: 'praseodymium', Nd: 'neodymium', Sm: 'samarium' },
  ...{ Eu: 'europium', Gd: 'gadolinium', Tb: 'terbium', Dy: 'dysprosium', Ho: 'holmium', Er: 'erbium', Tm: 'thulium' },
  ...{ Yb: 'ytterbium', Lu: 'lutetium', Y: 'yttrium', Sc: 'scandium', Fe: 'iron', Co: 'cobalt', Ni: 'nickel' },
  ...{ Cu: 'copper', Al: 'aluminium', Ga: 'gallium', Nb: 'niobium', Zr: 'zirconium', Ti: 'titanium', Mn: 'manganese' },
  ...{
    B: 'boron',
    C: 'carbon',
    O: 'oxygen',
    N: 'nitrogen',
    H: 'hydrogen',
    Si: 'silicon',
    Mo: 'molybdenum',
    Zn: 'zinc',
  },
  ...{ Hf: 'hafnium', Sn: 'tin', Ta: 'tantalum', W: 'tungsten', F: 'fluorine', Cl: 'chlorine', Na: 'sodium' },
  ...{ Mg: 'magnesium', P: 'phosphorus', S: 'sulfur', K: 'potassium', Ca: 'calcium', V: 'vanadium', Cr: 'chromium' },
  ...{ Th: 'thorium', U: 'uranium' },
};
