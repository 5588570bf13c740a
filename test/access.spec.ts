import { AccessStage, type Caller, type Subject } from './support/access-stage.js';
import { columnOf, isForEach, makeSubject, type SubjectName } from './support/access-subjects.js';
import { ACCESS, READERS, type Cell, type Cells, type Outcome, type Rule } from './support/access-table.js';
import { namesIn, type Operation } from './support/operations.js';
import type { Answer } from './support/test-app.js';
import { buildPerson } from './support/world.js';

const TABLE = 'test/support/access-table.ts';
const UNSIGNED: Outcome = { refused: 'unauthenticated' };
const FORBIDDEN: Outcome = { refused: 'forbidden' };

describe('who may do what', () => {
  let stage: AccessStage;

  beforeAll(async () => {
    stage = await AccessStage.open();
  });
  afterAll(() => stage.app.stop());

  it('is said of every operation of the OpenAPI document, and of nothing else', () => {
    const { operations } = stage.requests;
    const faults = [
      ...operations.filter(({ key }) => !ACCESS[key]).map(({ key }) => `${key} has no rule in ${TABLE}`),
      ...operations
        .filter(({ key, path }) => ACCESS[key] && !ACCESS[key].on && namesIn(path).length > 0)
        .map(({ key }) => `${key} names something, and its rule in ${TABLE} does not say who sees it`),
      ...Object.keys(ACCESS)
        .filter((key) => !stage.requests.operation(key))
        .map((key) => `${key} has a rule in ${TABLE}, and is no operation of the document`),
    ];
    expect(faults).toEqual([]);
  });

  it.each(Object.entries(ACCESS))('in %s is what the table says', async (key, rule) => {
    const operation = stage.requests.operation(key);
    if (!operation) throw new Error(`The document has no ${key}.`);
    const on = Object.entries(rule.on ?? {}) as [SubjectName, Cells][];
    const faults = on.length === 0 ? await faultsOf(operation, rule) : [];
    for (const [name, cells] of on) faults.push(...(await faultsOf(operation, rule, { name, cells })));
    expect(faults).toEqual([]);
  });

  it('shows an auditor whom nobody has invited nothing of the own party but its name', async () => {
    const { app, world, requests } = stage;
    const plan = { partyId: world.plant.id, email: 'uninvited@plant.test', name: 'Uninvited', role: 'auditor' };
    const { token } = await buildPerson(app, world.platform.token, plan);
    const seen: string[] = [];
    for (const [key, { may, on = {} }] of Object.entries(ACCESS)) {
      const operation = requests.operation(key);
      if (!operation || !(may === 'signed-in' || may.includes('auditor'))) continue;
      for (const name of Object.keys(on) as SubjectName[]) {
        if (isForEach(name)) continue;
        const { status } = await stage.send(operation, token, await makeSubject(stage, name));
        if (status !== 404) seen.push(`${key} on ${name}`);
      }
    }
    expect(seen).toEqual(['GET /parties/{id} on party']);
  });

  it('lists nothing to strangers', async () => {
    const { plant, recycler } = stage.world;
    const strange = [plant.id, recycler.id, ...plant.sites, ...recycler.sites, stage.agreementId];
    const lists = Object.entries(ACCESS).filter(
      ([key, { may, on }]) => key.startsWith('GET') && may === READERS && !on,
    );
    expect(lists.length).toBeGreaterThan(5);
    for (const [key] of lists) {
      const operation = stage.requests.operation(key);
      if (!operation) throw new Error(`The document has no ${key}.`);
      for (const { token, side, role } of stage.callers) {
        const { text } = await stage.send(operation, token, {});
        const told = strange.some((id) => text.includes(id));
        if (side === 'stranger') expect([key, role, told]).toEqual([key, role, false]);
        else if (side === 'plant' && role === 'admin') expect([key, role, told]).toEqual([key, role, true]);
      }
    }
  });

  /** What is answered otherwise than the rule says; strangers first, so that what changes a thing comes last. */
  async function faultsOf(operation: Operation, rule: Rule, on?: On): Promise<string[]> {
    const shared: Subject = on && !isForEach(on.name) ? await makeSubject(stage, on.name) : {};
    const column = (caller: Caller): number => (on ? columnOf(caller, on.name) : 0);
    const faults = wrong(
      rule.may === 'everyone' ? 'yes' : UNSIGNED,
      await stage.send(operation, undefined, shared),
      'nobody',
    );
    for (const caller of [...stage.callers].sort((one, other) => column(other) - column(one))) {
      const subject = on && isForEach(on.name) ? await makeSubject(stage, on.name, caller) : shared;
      const cell = on?.cells[column(caller)] ?? 'yes';
      const expected = mayCall(rule, caller) ? outcomeIn(cell, caller) : FORBIDDEN;
      const who = `${caller.role} (${caller.side}) on ${on?.name ?? 'nothing'}`;
      faults.push(...wrong(expected, await stage.send(operation, caller.token, subject), who));
    }
    return faults;
  }
});

interface On {
  readonly name: SubjectName;
  readonly cells: Cells;
}

function mayCall({ may }: Rule, { role }: Caller): boolean {
  return typeof may === 'string' || may.includes(role);
}

function outcomeIn(cell: Cell, { role }: Caller): Outcome {
  if (typeof cell === 'string' || 'refused' in cell) return cell;
  return cell[role] ?? cell.others ?? 'no';
}

function wrong(expected: Outcome, { status, body, text }: Answer, who: string): string[] {
  const code = (body as { readonly code?: string } | null)?.code;
  const isRight =
    expected === 'yes'
      ? ![401, 403, 404].includes(status)
      : expected === 'no'
        ? status === 404
        : status >= 400 && code === expected.refused;
  return isRight ? [] : [`${who}: expected ${JSON.stringify(expected)}, was answered ${status} ${text.slice(0, 200)}`];
}
