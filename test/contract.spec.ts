import { Contract, type Exchange } from './support/contract.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, created, type World } from './support/world.js';

describe('what the test client holds against the OpenAPI document', () => {
  let app: TestApp;
  let world: World;
  let batch: Exchange;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    const { operator, sites } = world.plant;
    const body = {
      siteId: sites[0],
      stream: 'grinding-sludge-oily',
      alloy: 'NdFeB',
      occurredAt: '2027-06-29T12:00:00Z',
      grossKg: 120,
      tareKg: 20,
      moisturePct: 10,
    };
    const { id } = await created(app, '/batches', body, operator.token);
    batch = exchangeOf(await app.get(`/batches/${id}`, operator), 'GET', `/api/v1/batches/${id}`);
  });
  afterAll(() => app.stop());

  function exchangeOf({ status, headers, text }: Answer, method: string, url: string): Exchange {
    return { method, url, sent: undefined, status, headers, text };
  }

  const check = (exchange: Exchange): void => Contract.of(app.nest).check(exchange);
  const changed = (fields: object): Exchange => ({
    ...batch,
    text: JSON.stringify({ ...(JSON.parse(batch.text) as object), ...fields }),
  });

  it('is nothing where the answer is as the document tells', () => {
    expect(() => check(batch)).not.toThrow();
    expect(() => check(changed({ reclaimableInProcess: { answer: 'no', reason: '' } }))).not.toThrow();
    expect(() => check(changed({ reclaimableInProcess: null }))).not.toThrow();
  });

  it.each<[string, object, string]>([
    ['a field that the document does not name', { colour: 'grey' }, 'answer / must NOT have additional properties'],
    ['such a field of a part', { elements: { Nd: { kg: 1, lb: 2 } } }, 'answer /elements/Nd must NOT have additional'],
    ['a field that is missing', { dryKg: undefined }, "answer / must have required property 'dryKg'"],
    ['nothing where something is promised', { dryKg: null }, 'answer /dryKg must be number'],
    ['a number as text', { dryKg: '90' }, 'answer /dryKg must be number'],
    ['a word that is none of those named', { status: 'lost' }, 'answer /status must be equal to one of the allowed'],
    ['a day that is none', { localOn: '2027-02-30' }, 'answer /localOn must match format "date"'],
    ['an id that is none', { id: 'B-1' }, 'answer /id must match format "uuid"'],
    ['an object that is neither whole nor null', { reclaimableInProcess: {} }, "must have required property 'answer'"],
  ])('is %s', (_, fields, fault) => {
    expect(() => check(changed(fields))).toThrow(fault);
  });

  it('is a status, a media type, a header or a body of which the document does not tell', () => {
    expect(() => check({ ...batch, status: 202 })).toThrow('status 202 is not in the document');
    expect(() => check({ ...batch, headers: { ...batch.headers, 'content-type': 'text/plain' } })).toThrow(
      'media type text/plain is not in the document',
    );
    expect(() => check({ ...batch, headers: { 'content-type': 'application/json' } })).toThrow(
      'header ETag is missing',
    );
    const empty = { ...batch, method: 'POST', url: '/api/v1/auth/logout', status: 204, headers: {} };
    expect(() => check({ ...empty, text: '' })).not.toThrow();
    expect(() => check({ ...empty, text: '{}' })).toThrow('an empty answer has a body');
  });

  it('is a problem that is no problem document, also of an address that is none of the document', async () => {
    for (const url of [batch.url.replace(/.$/, 'x'), '/api/v1/no-such-thing']) {
      const refused = exchangeOf(await app.get(`/${url}`, world.plant.operator), 'GET', url);
      expect(() => check(refused)).not.toThrow();
      expect(() => check({ ...refused, text: '{}' })).toThrow("answer / must have required property 'code'");
    }
  });

  it('is a request that was taken though the document does not let one send it', () => {
    const sent = { name: 'Loop', roles: ['recycler'], country: 'US' };
    const party = { ...sent, id: world.plant.id, identifiers: null, version: 1, createdAt: '2027-06-30T12:00:00Z' };
    const taken = { ...batch, method: 'POST', url: '/api/v1/parties', status: 201, text: JSON.stringify(party) };
    expect(() => check({ ...taken, sent: JSON.stringify(sent) })).not.toThrow();
    expect(() => check({ ...taken, sent: JSON.stringify({ ...sent, owner: 'me' }) })).toThrow(
      'request / must NOT have additional properties',
    );
    expect(() => check({ ...taken, sent: JSON.stringify({ ...sent, country: 'usa' }) })).toThrow('request /country');
  });
});
