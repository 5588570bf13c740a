/** Namen der Elemente; `total` sind die Seltenen Erden zusammen. */
export const elements: Readonly<Record<string, string>> = {
  ...{ total: 'Seltene Erden', La: 'Lanthan', Ce: 'Cer', Pr: 'Praseodym', Nd: 'Neodym', Sm: 'Samarium' },
  ...{ Eu: 'Europium', Gd: 'Gadolinium', Tb: 'Terbium', Dy: 'Dysprosium', Ho: 'Holmium', Er: 'Erbium', Tm: 'Thulium' },
  ...{ Yb: 'Ytterbium', Lu: 'Lutetium', Y: 'Yttrium', Sc: 'Scandium', Fe: 'Eisen', Co: 'Cobalt', Ni: 'Nickel' },
  ...{ Cu: 'Kupfer', Al: 'Aluminium', Ga: 'Gallium', Nb: 'Niob', Zr: 'Zirconium', Ti: 'Titan', Mn: 'Mangan' },
  ...{ B: 'Bor', C: 'Kohlenstoff', O: 'Sauerstoff', N: 'Stickstoff', H: 'Wasserstoff', Si: 'Silicium', Mo: 'Molybdän' },
  ...{ Zn: 'Zink', Hf: 'Hafnium', Sn: 'Zinn', Ta: 'Tantal', W: 'Wolfram', F: 'Fluor', Cl: 'Chlor', Na: 'Natrium' },
  ...{ Mg: 'Magnesium', P: 'Phosphor', S: 'Schwefel', K: 'Kalium', Ca: 'Calcium', V: 'Vanadium', Cr: 'Chrom' },
  ...{ Th: 'Thorium', U: 'Uran' },
};
