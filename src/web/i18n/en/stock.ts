/** Texts of looking through stock and picking from it, wherever that is done. */
export const stock = {
  findCode: 'Code or label',
  findHint: 'Enter takes the only one found',
  material: 'Material',
  batch: 'Batch',
  since: 'Since',
  left: 'Left, dry',
  noneFound: 'Nothing in stock fits this search.',
  notFound: (text: string) => `${text} is not in this stock.`,
  pickAll: (n: number) => (n === 1 ? 'Pick the one found' : `Pick all ${n} found`),
  pickNone: (n: number) => (n === 1 ? 'Leave the one found' : `Leave all ${n} found`),
  pickedOf: (picked: number, all: number) => `${picked} of ${all} picked`,
  pickedOnly: 'Picked only',
  gone: (n: number) =>
    n === 1
      ? 'One of the chosen batches is left out: it is not in stock at this site.'
      : `${n} of the chosen batches are left out: they are not in stock at this site.`,
  camera: 'Use the camera',
  cameraOff: 'Camera off',
  cameraPicture: 'Picture of the camera',
  cameraNeedsHttps: 'The camera works where Loopbook is reached by HTTPS. Type the code, or use a hand scanner.',
  cameraRefused: 'The camera cannot be used here. Allow it in the browser, or type the code.',
};
