import { agreementBody } from './loop.js';
import type { Canaries, Reader } from './canaries.js';
import type { TestApp } from './test-app.js';
import { buildPerson, created, type Person, type World } from './world.js';

/** A party of the history. */
export interface Player {
  readonly id: string;
  readonly site: string;
  readonly admin: Person;
  readonly reader: Reader;
}

type Name = 'G1' | 'G2' | 'R1' | 'R2' | 'P' | 'C' | 'S';
export type Players = Readonly<Record<Name, Player>>;

/** Somebody who asks. */
export interface Asker {
  readonly reader: Reader;
  readonly token: string;
  /** Every admin finds the names of all parties. */
  readonly readsDirectory: boolean;
}

export interface Cast {
  readonly players: Players;
  readonly askers: readonly Asker[];
  readonly a: string;
  readonly b: string;
  readonly secondSite: string;
}

/** Those who see an agreement: A of the first generator, B of the second, D of the first one's second site. */
export const SIDES = {
  A: ['G1', 'R1', 'aG1', 'aR1'],
  B: ['G2', 'R1', 'bG2', 'bR1'],
  D: ['G1', 'R2'],
} as const satisfies Record<string, readonly Reader[]>;

/** Who knows the sites and the name of each party: those who work with it, and those whose goods come from there. */
const NEIGHBOURS: Readonly<Record<Name, readonly Reader[]>> = {
  G1: ['G1', 'R1', 'R2', 'P', 'S', 'aG1', 'aR1'],
  G2: ['G2', 'R1', 'bG2', 'bR1'],
  R1: ['R1', 'G1', 'G2', 'P', 'C', 'aG1', 'aR1', 'bG2', 'bR1'],
  R2: ['R2', 'G1'],
  P: ['P', 'G1', 'R1', 'aG1', 'aR1'],
  C: ['C', 'R1'],
  // The first generator's dealer: the other side of the agreement sees the breach.
  S: ['S', 'G1', 'R1', 'aG1', 'aR1'],
};

/** Parties, sites, people and agreements, each by a name of its own. */
export async function castOf(app: TestApp, world: World, canaries: Canaries): Promise<Cast> {
  const platform = world.platform.token;
  const extra = async (key: string): Promise<{ id: string; sites: [string]; admin: Person }> => {
    const { id } = await created(app, '/parties', { name: key, roles: ['processor'], country: 'FR' }, platform);
    const site = { code: key, name: key, country: 'FR', timeZone: 'Europe/Paris' };
    const sites: [string] = [(await created(app, `/parties/${id}/sites`, site, platform)).id];
    const person = { partyId: id, email: `admin@${key}.test`, name: key, role: 'admin' };
    return { id, sites, admin: await buildPerson(app, platform, person) };
  };
  const { plant, otherPlant, recycler, otherRecycler, processor } = world;
  const [customer, supplier] = [await extra('customer'), await extra('dealer')];
  const named = { G1: plant, G2: otherPlant, R1: recycler, R2: otherRecycler, P: processor, C: customer, S: supplier };
  const players = {} as Record<Name, Player>;
  for (const [reader, party] of Object.entries(named) as [Name, typeof customer][]) {
    const readers: Reader[] = ['platform', ...NEIGHBOURS[reader]];
    const rename = (path: string, body: object): Promise<void> => patched(app, path, body, platform);
    await rename(`/parties/${party.id}`, { name: canaries.word(`name of ${reader}`, readers) });
    canaries.id(`id of ${reader}'s site`, party.sites[0], [...readers, ...receiversOf(reader)]);
    await rename(`/sites/${party.sites[0]}`, {
      code: canaries.word(`site code of ${reader}`, readers),
      name: canaries.word(`site name of ${reader}`, readers),
    });
    players[reader] = { id: party.id, site: party.sites[0], admin: party.admin, reader };
  }
  const operators = { G1: plant, R1: recycler };
  for (const [reader, party] of Object.entries(operators) as ['G1' | 'R1', typeof plant][]) {
    const name = canaries.word(`name of ${reader}'s operator`, [reader, 'platform']);
    await patched(app, `/users/${party.operator.id}`, { name }, platform);
  }
  const agreements = await agreementsOf(app, world, canaries);
  return {
    players,
    ...agreements,
    secondSite: plant.sites[1],
    askers: [
      { reader: 'platform', token: platform, readsDirectory: true },
      ...Object.values(players).map(({ reader, admin }) => ({ reader, token: admin.token, readsDirectory: true })),
      { reader: 'G1', token: plant.analyst.token, readsDirectory: false },
      ...(await auditorsOf(app, world, agreements)),
    ],
  };
}

/** A batch tells to whoever holds it where it arose. */
function receiversOf(reader: Name): Reader[] {
  return reader === 'G1' ? ['C', 'S', 'P'] : reader === 'R1' ? ['C', 'P'] : reader === 'P' ? [] : [];
}

async function agreementsOf(app: TestApp, world: World, canaries: Canaries): Promise<{ a: string; b: string }> {
  const { plant, otherPlant, recycler, otherRecycler, processor } = world;
  const sign = async (
    name: keyof typeof SIDES,
    [generator, other]: readonly (typeof plant | typeof processor)[],
    { siteId, processorIds }: { siteId: string; processorIds: string[] },
  ): Promise<string> => {
    const terms = { ...(agreementBody(world)['terms'] as object), processorIds };
    const body = agreementBody(world, {
      reference: canaries.word(`reference of ${name}`, SIDES[name]),
      title: canaries.word(`title of ${name}`, SIDES[name]),
      generatorId: generator?.id,
      recyclerId: other?.id,
      scope: { siteIds: [siteId], streams: ['*'] },
      terms,
    });
    const { id } = await created(app, '/agreements', body, generator?.admin.token ?? '');
    for (const party of [generator, other]) {
      await created(app, `/agreements/${id}/signatures`, {}, party?.admin.token ?? '');
    }
    return canaries.id(`id of ${name}`, id, SIDES[name]);
  };
  const a = await sign('A', [plant, recycler], { siteId: plant.sites[0], processorIds: [processor.id] });
  const b = await sign('B', [otherPlant, recycler], { siteId: otherPlant.sites[0], processorIds: [] });
  await sign('D', [plant, otherRecycler], { siteId: plant.sites[1], processorIds: [] });
  return { a, b };
}

async function auditorsOf(
  app: TestApp,
  { platform, auditor, plant, otherPlant, recycler }: World,
  { a, b }: { readonly a: string; readonly b: string },
): Promise<readonly Asker[]> {
  const hosts = { aG1: [a, plant], aR1: [a, recycler], bG2: [b, otherPlant], bR1: [b, recycler] } as const;
  const askers: Asker[] = [];
  for (const [reader, [agreementId, host]] of Object.entries(hosts) as [Reader, (typeof hosts)['aG1' | 'bR1']][]) {
    const plan = { partyId: auditor.partyId, email: `${reader}@auditors.test`, name: reader, role: 'auditor' };
    const { id: userId, token } = await buildPerson(app, platform.token, plan);
    const invitation = { userId, untilOn: '2027-12-31' };
    await created(app, `/agreements/${agreementId}/invitations`, invitation, host.admin.token);
    askers.push({ reader, token, readsDirectory: false });
  }
  return askers;
}

async function patched(app: TestApp, path: string, body: object, token: string): Promise<void> {
  const { version } = (await app.get(path, { token })).body as { version?: number };
  const headers = { 'if-match': `"${version ?? 1}"` };
  const answer = await app.send('PATCH', path, body, { token, headers });
  if (answer.status !== 200) throw new Error(`PATCH ${path} answered ${answer.status}: ${answer.text}`);
}
