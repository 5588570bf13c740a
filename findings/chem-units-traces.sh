#!/usr/bin/env bash
# chem-units takes a milligram per litre for a thousand nanograms per litre, and cuts every answer after five decimals.
#
# It is the unit package of an electronic laboratory notebook ("commonly used units of measurement in chemistry"; `convert`
# "returns the converted value"). One would expect 4,000,000 ng/L = 4 mg/L = 0.004 g/L, as the prefixes say, and 4 µg = 0.000004
# g. What comes:
#
# - ng/L to mg/L and back is off by 1,000 (nano and milli are a million apart; the package has one step between them), while mg/L
#   to g/L is right, so that ng/L to g/L is off by 1,000, too;
# - 4 µg are 0 g, 4 µmol are 0 mol, and 1 Pa is 0.00001 atm, since a result keeps five decimals whatever its size.
#
# No error, and nothing of it in its documentation; 2.1.0, which asks for a newer Node than 20, answers the same. Why it matters
# here: laboratories report what is dissolved in waste water in ng/L (ICP-MS), and a process loss is volume times that figure: 300
# m³ with 5,000 ng/L of dysprosium carry 1.5 g, and would be booked as 1.5 kg, enough to close a balance that is open. The other
# fault makes small figures nothing. Factors of units are our own, exact ones.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund chem-units@1.6.0

cat >look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { convert } from 'chem-units';

const version = JSON.parse(readFileSync('node_modules/chem-units/package.json', 'utf8')).version;
process.stdout.write(`chem-units ${version}\n`);
// kind, value, from, to, expected, came
const seen = [
  ['concentration', 4000, 'mg_l', 'g_l', 4, 4],
  ['concentration', 4000000, 'ng_l', 'mg_l', 4, 4000],
  ['concentration', 4, 'mg_l', 'ng_l', 4000000, 4000],
  ['concentration', 4000000, 'ng_l', 'g_l', 0.004, 4],
  ['mass', 4, 'ug', 'g', 0.000004, 0],
  ['amount_substance', 4, 'umol', 'mol', 0.000004, 0],
  ['pressure', 1, 'pa', 'atm', 1 / 101325, 0.00001],
];
let changed = false;
for (const [kind, value, from, to, expected, before] of seen) {
  let came;
  try {
    came = convert(kind, value, from, to);
  } catch (error) {
    came = `refused (${error.message})`;
  }
  process.stdout.write(`${value} ${from} in ${to}: expected ${expected}; came ${came}\n`);
  if (came !== before) changed = true;
}
process.exitCode = changed ? 1 : 0;
JS
node look.mjs
