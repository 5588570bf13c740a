#!/usr/bin/env bash
# sparkplug-payload reads a weight below zero as eighteen trillion tonnes: in a data set always, in a metric when it shares a
# program with an OPC UA client.
#
# Sparkplug B is how scales and process computers publish over MQTT. Its Int64 is a signed number; protocol buffers carry it in an
# unsigned field of 64 bits, and the reader has to turn it back. A tared scale that is emptied shows a net weight below zero, -29
# kg is -29000 g. One would expect -29000 to come back as -29000, whichever way it travels and whatever else is installed. What
# comes:
#
# - alone, a metric is right, but the same value in a column of a data set is 18446744073709522616;
# - beside node-opcua-date-time (part of node-opcua, which reads scales that speak OPC UA) the metric is wrong, too: that one
#   needs `long` 5, sparkplug-payload and its protobufjs need `long` 4, and as npm lays version 5 on top, each of the two gets a
#   copy of its own. The reader asks whether the number is an instance of *its* Long, the answer is no, and the number stays
#   unsigned.
#
# No error, no warning. Why it matters here: a drum's net weight and a tank's difference come straight from such messages, and a
# check for "net below zero", which is how a tare taken off twice shows, never finds one: 1.8e19 g would go into the books
# instead. And it turns with what else is installed, so that tests of the reader alone stay green. The sign has to be restored by
# the type that the message names (BigInt.asIntN), and a net weight has to lie within what the scale can weigh.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >look.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const [where, ...expected] = process.argv.slice(2);
const load = createRequire(join(process.cwd(), where, 'index.js'));
const sparkplug = load('sparkplug-payload').get('spBv1.0');
const version = JSON.parse(readFileSync(join(where, 'node_modules/sparkplug-payload/package.json'), 'utf8')).version;
process.stdout.write(`sparkplug-payload ${version}, ${where}\n`);

const weighed = -29000;
const told = sparkplug.encodePayload({
  timestamp: 1767258000000,
  seq: 0,
  metrics: [
    { name: 'net', type: 'Int64', value: weighed },
    {
      name: 'log',
      type: 'DataSet',
      value: { numOfColumns: 1, columns: ['net'], types: ['Int64'], rows: [[weighed]] },
    },
  ],
});
let came;
try {
  const [net, log] = sparkplug.decodePayload(told).metrics;
  came = [String(net.value), String(log.value.rows[0][0])];
} catch (error) {
  came = [`refused (${error.message})`, 'refused'];
}
for (const [place, what] of ['metric', 'data set'].entries()) {
  process.stdout.write(`${what}: expected ${weighed}; came ${came[place]}\n`);
}
process.exitCode = came.every((value, place) => value === expected[place]) ? 0 : 1;
JS

install() {
  mkdir "$1"
  (
    cd "$1"
    shift
    npm init --yes >/dev/null
    npm install --silent --no-audit --no-fund --ignore-scripts "$@"
  )
}
install alone sparkplug-payload@1.0.3
install beside-opc-ua sparkplug-payload@1.0.3 node-opcua-date-time@2.181.0

node look.cjs alone -29000 18446744073709522616
node look.cjs beside-opc-ua 18446744073709522616 18446744073709522616
