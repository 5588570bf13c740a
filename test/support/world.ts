import { TokensService, UsersQueries } from '../../src/modules/identity/index.js';
import type { Caller } from '../../src/common/caller.js';
import { ADMIN, type TestApp } from './test-app.js';

/** The password of everyone in the world but the platform administrator. */
export const PASSWORD = 'a password for tests';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

export interface WorldParty {
  readonly id: string;
  readonly name: string;
  /** Ids of the sites, in the order in which they were entered. */
  readonly sites: readonly [string, ...string[]];
  readonly admin: Person;
  /** `plant-operator` of a generator, `recycler-operator` of everyone else. */
  readonly operator: Person;
  /** The role `sustainability`: reads everything of its party, writes nothing. */
  readonly analyst: Person;
}

export interface World {
  readonly platform: Person;
  /** The generator, in New York time; it has a second site. */
  readonly plant: WorldParty & { readonly sites: readonly [string, string] };
  /** The recycler, in Toronto time; its second site is in New York time. */
  readonly recycler: WorldParty & { readonly sites: readonly [string, string] };
  readonly processor: WorldParty;
  readonly otherRecycler: WorldParty;
  /** A generator that has nothing to do with the others. */
  readonly otherPlant: WorldParty;
  readonly auditor: Person & { readonly partyId: string };
}

interface PartyPlan {
  readonly key: string;
  readonly name: string;
  readonly role: string;
  readonly country: string;
  readonly sites: readonly { readonly code: string; readonly country: string; readonly timeZone: string }[];
}

const PLANS = {
  plant: {
    key: 'plant',
    name: 'Magnet plant',
    role: 'generator',
    country: 'US',
    sites: [
      { code: 'MP-1', country: 'US', timeZone: 'America/New_York' },
      { code: 'MP-2', country: 'US', timeZone: 'America/New_York' },
    ],
  },
  recycler: {
    key: 'recycler',
    name: 'Recycler',
    role: 'recycler',
    country: 'CA',
    sites: [
      { code: 'RC-1', country: 'CA', timeZone: 'America/Toronto' },
      { code: 'RC-2', country: 'US', timeZone: 'America/New_York' },
    ],
  },
  processor: {
    key: 'processor',
    name: 'Metal maker',
    role: 'processor',
    country: 'GB',
    sites: [{ code: 'PR-1', country: 'GB', timeZone: 'Europe/London' }],
  },
  otherRecycler: {
    key: 'other-recycler',
    name: 'Other recycler',
    role: 'recycler',
    country: 'DE',
    sites: [{ code: 'OR-1', country: 'DE', timeZone: 'Europe/Berlin' }],
  },
  otherPlant: {
    key: 'other-plant',
    name: 'Other magnet plant',
    role: 'generator',
    country: 'JP',
    sites: [{ code: 'OP-1', country: 'JP', timeZone: 'Asia/Tokyo' }],
  },
} as const satisfies Record<string, PartyPlan>;

/** Parties with sites, people of every role and a token for each, all made as a platform administrator would. */
export async function buildWorld(app: TestApp): Promise<World> {
  const admin = await app.nest.get(UsersQueries).byEmail(ADMIN.email);
  if (!admin) throw new Error('The app has no platform administrator.');
  const platform = { id: admin.id, email: ADMIN.email, token: await tokenFor(app, { id: admin.id, partyId: null }) };
  const party = (plan: PartyPlan) => buildParty(app, platform.token, plan);
  const [plant, recycler, processor, otherRecycler, otherPlant, auditor] = await Promise.all([
    party(PLANS.plant),
    party(PLANS.recycler),
    party(PLANS.processor),
    party(PLANS.otherRecycler),
    party(PLANS.otherPlant),
    buildAuditor(app, platform.token),
  ]);
  return {
    platform,
    plant: plant as World['plant'],
    recycler: recycler as World['recycler'],
    processor,
    otherRecycler,
    otherPlant,
    auditor,
  };
}

async function buildParty(app: TestApp, token: string, plan: PartyPlan): Promise<WorldParty> {
  const { key, name, role, country } = plan;
  const { id } = await created(app, '/parties', { name, roles: [role], country }, token);
  const sites: string[] = [];
  for (const site of plan.sites) {
    sites.push((await created(app, `/parties/${id}/sites`, { name: `${name} ${site.code}`, ...site }, token)).id);
  }
  const person = (word: string, as: string) =>
    buildPerson(app, token, { partyId: id, email: `${word}@${key}.test`, name: `${name} ${word}`, role: as });
  const [admin, operator, analyst] = await Promise.all([
    person('admin', 'admin'),
    person('operator', role === 'generator' ? 'plant-operator' : 'recycler-operator'),
    person('analyst', 'sustainability'),
  ]);
  return { id, name, sites: sites as unknown as WorldParty['sites'], admin, operator, analyst };
}

async function buildAuditor(app: TestApp, token: string): Promise<World['auditor']> {
  const { id } = await created(app, '/parties', { name: 'Auditors', roles: ['auditor'], country: 'CH' }, token);
  const plan = { partyId: id, email: 'auditor@auditors.test', name: 'An auditor', role: 'auditor' };
  return { ...(await buildPerson(app, token, plan)), partyId: id };
}

interface PersonPlan {
  readonly partyId: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

/** Gives a party one more person, with a token. */
export async function buildPerson(app: TestApp, token: string, plan: PersonPlan): Promise<Person> {
  const { partyId, email, name, role } = plan;
  const { id } = await created(app, `/parties/${partyId}/users`, { email, name, role, password: PASSWORD }, token);
  return { id, email, token: await tokenFor(app, { id, partyId }) };
}

/** Made past the sign-in, whose slow hash would be most of the time that a world takes; the identity suite signs in. */
async function tokenFor(app: TestApp, user: { readonly id: string; readonly partyId: string | null }): Promise<string> {
  const caller: Caller = { userId: user.id, partyId: user.partyId, role: 'admin', credentialId: '' };
  return (await app.nest.get(TokensService).create(caller, { name: 'tests' })).token;
}

/** Posts what must be taken. @throws Error where it is not */
export async function created<Made extends { readonly id: string } = { readonly id: string }>(
  app: TestApp,
  url: string,
  body: object,
  token: string,
): Promise<Made> {
  const answer = await app.post(url, body, { token });
  if (answer.status !== 201) throw new Error(`POST ${url} answered ${answer.status}: ${answer.text}`);
  return answer.body as Made;
}
