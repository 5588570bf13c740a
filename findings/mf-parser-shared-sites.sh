#!/usr/bin/env bash
# mf-parser reads a crystal site that several elements share, `(Nd,Pr)2O3`, as a full site of each of them.
#
# Magnet alloys are written like that everywhere: (Nd,Pr)2Fe14B, and Sm2(Co,Fe,Cu,Zr)17 for the samarium-cobalt magnets of the
# second generation. The comma says that the elements divide the site's count among them and leaves open how. One would expect an
# error, or at the least no mass. What comes is a formula in which each element has the whole count, without a word.
#
# Why it matters here: the mass fractions of an alloy or a salt would be wrong by a factor. Sm2(Co,Fe,Cu,Zr)17 would hold 6.2 % of
# samarium, while any division of the 17 places gives between 16 and 24 %. Loopbook keeps a table of its own for compositions.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund mf-parser@3.9.3

cat >look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { MF } from 'mf-parser';

const version = JSON.parse(readFileSync('node_modules/mf-parser/package.json', 'utf8')).version;
const expected = {
  '(Nd,Pr)2O3': { Nd: 2, O: 3, Pr: 2 },
  '(Nd,Pr)2Fe14B': { B: 1, Fe: 14, Nd: 2, Pr: 2 },
  'Sm2(Co,Fe,Cu,Zr)17': { Co: 17, Cu: 17, Fe: 17, Sm: 2, Zr: 17 },
};
let changed = false;
process.stdout.write(`mf-parser ${version}\n`);
for (const [formula, atoms] of Object.entries(expected)) {
  let came;
  try {
    came = new MF(formula).getInfo();
  } catch (error) {
    process.stdout.write(`${formula}: now refused (${error.message.split('\n')[0]})\n`);
    changed = true;
    continue;
  }
  const read = Object.entries(came.atoms)
    .sort()
    .map(([element, count]) => `${element}${count}`)
    .join(' ');
  const sites = Object.entries(atoms)
    .sort()
    .map(([element, count]) => `${element}${count}`)
    .join(' ');
  process.stdout.write(`${formula}: expected an error; came ${came.mass.toFixed(2)} g/mol of ${read}\n`);
  if (read !== sites) changed = true;
}
process.exitCode = changed ? 1 : 0;
JS
node look.mjs
