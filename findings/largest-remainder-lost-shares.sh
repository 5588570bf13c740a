#!/usr/bin/env bash
# Two packages that share out by largest remainder lose a share, or give it to the smaller part, when masses lie far apart.
#
# The method is short: everyone gets the whole units of their exact share, and what is left over goes, one unit each, to the
# largest remainders. Both packages name it in their documentation. One would expect the shares to add up to what was shared, with
# the leftover unit where the remainder is largest. What comes:
#
# - hare-niemeyer sorts the remainders as texts. One below a millionth is written 8e-7 and comes before 0.9; then the unit goes to
#   nobody. 100 per cent of 100 t mined, 149.999998 t from the loop and 2 g of a sample become 40, 59 and 0, and a part named
#   `undefined` with NaN, which is what drawing lots among nobody leaves behind.
# - largest-remainder-round compares remainders cut to four decimals: of the remainders 0.333332, 0.333335 and 0.333333 the first
#   and smallest wins. And it takes a total of 0 for none given: sharing 0 units hands out 100.
#
# Why it matters here: what is drawn from a mixed batch is shared over the groups of its origin in milligrams, and those groups
# may be tonnes and a gram. The headline would say 59 % where it is 60, a unit would vanish from a balance that has to close to
# the milligram, and a return of nothing would be attributed as 100. Loopbook shares out in whole numbers (BigInt), never by
# decimals.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund hare-niemeyer@3.0.0 largest-remainder-round@1.1.0

cat >look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import hareNiemeyer from 'hare-niemeyer';
import 'largest-remainder-round';

const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;

/** The method in whole numbers; the parts here have no equal remainders at the edge. */
function shared(parts, units) {
  const total = parts.reduce((sum, part) => sum + BigInt(part), 0n);
  const exact = parts.map((part) => BigInt(part) * BigInt(units));
  const shares = exact.map((share) => Number(share / total));
  const left = units - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = [...parts.keys()].sort((a, b) => Number((exact[b] % total) - (exact[a] % total)));
  for (const place of byRemainder.slice(0, left)) shares[place] += 1;
  return shares;
}

let changed = false;
function look(what, expected, share, before) {
  let came;
  try {
    came = share();
  } catch (error) {
    came = `refused (${error.message})`;
  }
  process.stdout.write(`${what}: expected ${expected}; came ${came}\n`);
  if (String(came) !== before) changed = true;
}

process.stdout.write(`hare-niemeyer ${version('hare-niemeyer')}\n`);
const hare = (parts, units) => {
  const answer = hareNiemeyer({ mined: parts[0], loop: parts[1], sample: parts[2] }, units);
  return Object.entries(answer).map(([name, share]) => `${name} ${share}`);
};
const named = (parts, units) => {
  const [mined, loop, sample] = shared(parts, units);
  return `mined ${mined},loop ${loop},sample ${sample}`;
};
const grams = [100000000, 149999998, 2];
look('100 of grams', named(grams, 100), () => hare(grams, 100), 'mined 40,loop 59,sample 0,undefined NaN');
const milligrams = [4000000000, 7999999999, 1];
look('250 of mg', named(milligrams, 250), () => hare(milligrams, 250), 'mined 83,loop 166,sample 0,undefined NaN');

process.stdout.write(`largest-remainder-round ${version('largest-remainder-round')}\n`);
const near = [333332, 333335, 333333];
look('1 of near parts', shared(near, 1), () => near.spread(1), '1,0,0');
look('0 of two parts', shared([6000, 4000], 0), () => [6000, 4000].spread(0), '60,40');
process.exitCode = changed ? 1 : 0;
JS
node look.mjs
