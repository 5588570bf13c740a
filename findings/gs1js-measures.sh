#!/usr/bin/env bash
# gs1js reads a weight on a label without its decimal point, and loses it where the label bears a volume, too.
#
# GS1 marks measures by identifiers of four digits, of which the last says how many decimals follow: (3103) 024500 is a net weight
# of 24.500 kg, (3101) 024500 one of 2450.0 kg, (3150) 000060 a net volume of 60 litres. gs1js "parses GS1 bar codes with
# fix-length and variable length application identifiers", and names the table of the General Specifications from which it has
# them. One would expect the identifier 3103 and the value 024500. But that table lists first *two* digits, since it is about
# lengths; the package takes them for the identifier. What comes is an identifier 31, which GS1 does not have, with the value
# 03024500: the digit that says where the point stands is now the value's second. Looking up 3103 finds nothing; looking up 31
# finds whichever measure came last.
#
# Why it matters here: drums of sludge bear net weight and volume on one label. Read like this, 24.5 kg and 2,450 kg differ by one
# digit in the middle of an eight-digit number, and where a volume follows, the weight is gone and the volume stands in its place.
# Lot and GTIN of the same label are right, so that a trial with a plain label shows nothing. A reader is tried with measures, two
# of them.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund gs1js@0.0.2

cat >look.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { GS1Reader } = require('gs1js/dist/GS1Reader');

process.stdout.write(`gs1js ${JSON.parse(readFileSync('node_modules/gs1js/package.json', 'utf8')).version}\n`);
const read = (label) =>
  new GS1Reader(label)
    .getApplicationIdentifiers()
    .map(({ identifier, value }) => `(${identifier}) ${value}`)
    .join(' ');
const find = (label, identifier) => new GS1Reader(label).getApplicationIdentifierById(identifier)?.value ?? 'nothing';

const lot = '10DRUM-0012';
const weight = `3103024500${lot}`;
const both = `31030245003150000060${lot}`;
let changed = false;
function look(what, expected, seen, before) {
  let came;
  try {
    came = seen();
  } catch (error) {
    came = `refused (${error.message})`;
  }
  process.stdout.write(`${what}: expected ${expected}; came ${came}\n`);
  if (came !== before) changed = true;
}
look('24.500 kg', '(3103) 024500 (10) DRUM-0012', () => read(weight), '(31) 03024500 (10) DRUM-0012');
look('its weight', '024500', () => find(weight, '3103'), 'nothing');
const wanted = '(3103) 024500 (3150) 000060 (10) DRUM-0012';
look('24.500 kg, 60 l', wanted, () => read(both), '(31) 03024500 (31) 50000060 (10) DRUM-0012');
look('what stands under 31', 'nothing', () => find(both, '31'), '50000060');
process.exitCode = changed ? 1 : 0;
JS
node look.cjs
