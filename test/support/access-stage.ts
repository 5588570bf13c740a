import { ROLES, type Role } from '../../src/common/caller.js';
import { AgreementDesk } from './agreement-desk.js';
import { signedAgreement } from './loop.js';
import { filled, type Operation, type Values } from './operations.js';
import { Requests } from './requests.js';
import { ShippingDesk } from './shipping.js';
import { TestApp, type Answer } from './test-app.js';
import { buildPerson, buildWorld, created, type Person, type World, type WorldParty } from './world.js';

export type AnyRole = Role | 'platform-admin';
type Side = 'plant' | 'recycler' | 'stranger';

/** What a path, a body or a query names. */
export interface Subject {
  /** The names in the path. */
  readonly ids?: Readonly<Record<string, string>>;
  /** Fields of a body or a query. */
  readonly fields?: Values;
}

/** Someone of a role and a side; the platform administrator is a stranger to every party. */
export interface Caller {
  readonly role: AnyRole;
  readonly side: Side;
  readonly token: string;
}

/** One person of each role at the plant, at its recycler and at a rival, and the things that they may or may not see. */
export class AccessStage {
  readonly agreementId: string;
  readonly callers: readonly Caller[];
  /** One more person of the plant, who calls nothing. */
  readonly colleague: Person;
  readonly shipping: ShippingDesk;
  readonly desk: AgreementDesk;
  readonly requests: Requests;

  private constructor(
    readonly app: TestApp,
    readonly world: World,
    { agreementId, callers, colleague }: Cast,
  ) {
    this.agreementId = agreementId;
    this.callers = callers;
    this.colleague = colleague;
    this.shipping = new ShippingDesk(app, world);
    this.desk = new AgreementDesk(app, world);
    const batchId = (): string => {
      throw new Error('A request names a batch, which its row of the table does not say.');
    };
    this.requests = new Requests(app, { world, agreementId, batchId });
  }

  static async open(): Promise<AccessStage> {
    const app = await TestApp.start();
    const world = await buildWorld(app);
    const { id } = await signedAgreement(app, world);
    const { plant, recycler, otherRecycler, platform } = world;
    const sides = Object.entries({ plant, recycler, stranger: otherRecycler }) as [Side, WorldParty][];
    const callers: Caller[] = [{ role: 'platform-admin', side: 'stranger', token: platform.token }];
    for (const [side, party] of sides) {
      for (const role of ROLES) {
        const { id: userId, token } = await personOf(app, world, { side, party, role });
        callers.push({ role, side, token });
        if (role !== 'auditor' || side === 'stranger') continue;
        // An auditor of a side is one that it has invited.
        const invitation = { userId, untilOn: '2027-12-31' };
        await created(app, `/agreements/${id}/invitations`, invitation, party.admin.token);
      }
    }
    const plan = { partyId: plant.id, email: 'colleague@plant.test', name: 'A colleague', role: 'plant-operator' };
    return new AccessStage(app, world, {
      agreementId: id,
      callers,
      colleague: await buildPerson(app, platform.token, plan),
    });
  }

  /** Sends an operation what is right but for its version, so that nothing that has one is changed. */
  send(operation: Operation, token: string | undefined, { ids = {}, fields = {} }: Subject): Promise<Answer> {
    const { method, path, parameters } = operation;
    const query = this.requests.query(operation, fields);
    const isVersioned = parameters.some(({ name }) => name === 'If-Match');
    return this.app.send(method, `${filled(path, ids)}?${query}`, this.requests.body(operation, fields), {
      token,
      headers: isVersioned ? { 'if-match': '"999999"' } : {},
    });
  }

  async token(maker: string): Promise<Subject> {
    return { ids: { id: (await created(this.app, '/tokens', { name: 'a program' }, maker)).id } };
  }

  async posted(url: string, body: object, { token }: Person): Promise<string> {
    return (await created(this.app, url, body, token)).id;
  }

  supply(): Promise<string> {
    return this.sampled('/supplies', this.world.plant.operator, {});
  }

  grade(): Promise<string> {
    return this.sampled('/grades', this.world.plant.admin, { coatingPct: 0 });
  }

  async magnetLot(): Promise<string> {
    return this.sampled('/magnet-lots', this.world.plant.operator, { gradeId: await this.grade() });
  }

  async charge(): Promise<string> {
    return this.sampled('/charges', this.world.plant.operator, { batchId: await this.supply() });
  }

  /** A run over a delivered drum of the plant, and what came out of it. */
  async run(): Promise<{ readonly id: string; readonly outputId: string }> {
    const { recycler } = this.world;
    const id = await this.sampled('/runs', recycler.operator, { batchId: (await this.shipping.delivered()).id });
    const answer = await this.app.get(`/runs/${id}`, recycler.operator);
    return { id, outputId: (answer.body as { readonly outputs: readonly [{ readonly id: string }] }).outputs[0].id };
  }

  /** The entry by which a batch of the plant came to be. */
  async entryOf(batchId: string): Promise<string> {
    const answer = await this.app.get(`/entries?batchId=${batchId}`, this.world.plant.operator);
    return (answer.body as { readonly items: readonly [{ readonly id: string }] }).items[0].id;
  }

  private sampled(url: string, by: Person, fields: Values): Promise<string> {
    const operation = this.requests.operation(`POST ${url}`);
    if (!operation) throw new Error(`There is no POST ${url}.`);
    return this.posted(url, this.requests.body(operation, fields) as object, by);
  }
}

interface Cast {
  readonly agreementId: string;
  readonly callers: readonly Caller[];
  readonly colleague: Person;
}

interface Place {
  readonly side: Side;
  readonly party: WorldParty;
  readonly role: Role;
}

/** The party's own person of a role, or a new one where the world has none. */
async function personOf(app: TestApp, { platform, plant }: World, { side, party, role }: Place): Promise<Person> {
  const operator = party === plant ? 'plant-operator' : 'recycler-operator';
  const known: Readonly<Partial<Record<Role, Person>>> = {
    admin: party.admin,
    [operator]: party.operator,
    sustainability: party.analyst,
  };
  const plan = { partyId: party.id, email: `${role}@${side}.test`, name: `${side} ${role}`, role };
  return known[role] ?? buildPerson(app, platform.token, plan);
}
