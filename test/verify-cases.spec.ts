import { RichBooks } from './support/rich-books.js';
import { TAMPERING_CASES } from './support/tampering-cases.js';
import { Tampering } from './support/tampering.js';
import { TestApp } from './support/test-app.js';
import { buildWorld } from './support/world.js';

describe('one row that was changed', () => {
  let app: TestApp;
  let tampering: Tampering;

  beforeAll(async () => {
    app = await TestApp.start();
    await RichBooks.told(app, await buildWorld(app));
    tampering = await Tampering.with(app);
  });
  afterAll(() => app.stop());

  it.each(TAMPERING_CASES)('is found and named: $name', async ({ row, change, code }) => {
    const [found] = await tampering.rows<{ id: string }>(row);
    const id = found?.id ?? 'no such row';
    const findings = await tampering.findingsAfter(change.replaceAll('?', `'${id}'`));
    const named = findings?.filter((finding) => finding.code === code && finding.key.includes(id)) ?? [];
    expect(named.length).toBeGreaterThan(0);
  });
});
