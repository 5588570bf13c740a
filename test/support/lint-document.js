import { createConfig, lint } from '@redocly/openapi-core';

/** The document that is committed and served; nothing is read from elsewhere, and nothing sent. */
const DOCUMENT = 'data/openapi.json';

/** @type {Record<string, 'error' | 'off'>} */
const RULES = {
  'operation-operationId': 'error',
  'operation-tag-defined': 'error',
  'operation-singular-tag': 'error',
  'no-invalid-media-type-examples': 'error',
  'no-invalid-schema-examples': 'error',
  'no-invalid-parameter-examples': 'error',
  // The program is not licensed to the public.
  'info-license': 'off',
};

/** Whoever watches over the service asks without anything that could be refused. */
const WITHOUT_REFUSALS = /^#\/paths\/~1health~1/;

const config = await createConfig({ extends: ['recommended-strict'], rules: RULES });
const problems = (await lint({ ref: DOCUMENT, config })).filter(
  ({ ruleId, location: [place] }) =>
    ruleId !== 'operation-4xx-response' || !WITHOUT_REFUSALS.test(String(place?.pointer)),
);
for (const { ruleId, message, location } of problems) {
  process.stderr.write(`${DOCUMENT}${location[0]?.pointer ?? ''}: ${message} (${ruleId})\n`);
}
process.exitCode = problems.length > 0 ? 1 : 0;
