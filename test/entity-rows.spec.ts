import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { deleteEntities, insertEntities, selectEntities, updateEntities } from '../src/database/index.js';
import { UserAccountRow } from '../src/modules/identity/index.js';
import { PartyRow } from '../src/modules/parties/index.js';
import { TestApp } from './support/test-app.js';

describe('the rows of an entity, many at once', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const party = (more: Partial<PartyRow> = {}): PartyRow => ({
    id: v7(),
    name: 'Magnet plant?',
    roles: ['generator', 'recycler'],
    country: 'US',
    identifiers: { gln: '4012345000009' },
    version: 1,
    createdAt: 1_814_000_000_123,
    ...more,
  });
  const user = (more: Partial<UserAccountRow> = {}): UserAccountRow => {
    const id = v7();
    const email = `${id}@loopbook.test`;
    return {
      id,
      partyId: null,
      email,
      emailKey: email,
      name: 'A name',
      passwordHash: 'none',
      role: 'plant-operator',
      active: true,
      version: 1,
      createdAt: 2,
      ...more,
    };
  };
  const parties = (ids: readonly string[]): Promise<PartyRow[]> =>
    app.store.manager.find(PartyRow, { where: ids.map((id) => ({ id })), order: { id: 'ASC' } });
  const users = (rows: readonly UserAccountRow[]): Promise<UserAccountRow[]> =>
    app.store.manager.find(UserAccountRow, { where: rows.map(({ id }) => ({ id })), order: { id: 'ASC' } });

  it('are read back as they were inserted', async () => {
    const rows = [party(), party({ roles: [], identifiers: null }), party({ name: `It's "so"` })];
    const people = [user({ partyId: rows[0]?.id ?? null }), user({ active: false })];
    const answers = await app.work.run(async (tx) => [
      await insertEntities(tx, PartyRow, rows),
      await insertEntities(tx, UserAccountRow, people),
      await insertEntities(tx, UserAccountRow, []),
    ]);
    expect(answers).toEqual([[], [], []]);
    expect(await parties(rows.map(({ id }) => id))).toEqual(rows);
    expect(await users(people)).toEqual(people);
  });

  it('say which of them were inserted, where that is asked for', async () => {
    const first = user();
    const [second, third] = [user(), user({ emailKey: first.emailKey })];
    const suffix = 'ON CONFLICT ("emailKey") DO NOTHING RETURNING "id", "version"';
    const insert = (rows: readonly UserAccountRow[]) =>
      app.work.run((tx) => insertEntities<UserAccountRow, unknown>(tx, UserAccountRow, rows, suffix));
    expect(await insert([first])).toEqual([{ id: first.id, version: 1 }]);
    expect(await insert([second, third])).toEqual([{ id: second.id, version: 1 }]);
    expect(await insert([third])).toEqual([]);
  });

  it('are more than fit into one statement', async () => {
    const rows = Array.from({ length: 7_000 }, (_, index) => party({ version: index }));
    const ids = rows.map(({ id }) => id);
    const returned = await app.work.run((tx) =>
      insertEntities<PartyRow, { id: string }>(tx, PartyRow, rows, 'RETURNING "id"'),
    );
    expect(returned.map(({ id }) => id)).toEqual(ids);
    const changes = ids.map((id, index) => ({ id, name: `Plant ${index}`, country: 'DE', version: index + 1 }));
    expect(await app.work.run((tx) => updateEntities(tx, PartyRow, changes))).toBe(7_000);
    expect(await parties([ids[0] ?? '', ids[6_999] ?? ''])).toEqual([
      { ...rows[0], name: 'Plant 0', country: 'DE', version: 1 },
      { ...rows[6_999], name: 'Plant 6999', country: 'DE', version: 7_000 },
    ]);
  });

  it('are read as the ORM reads them', async () => {
    const rows = [party(), party({ roles: [], identifiers: null, createdAt: 9_007_199_254_740_991 })];
    const people = [user({ partyId: rows[0]?.id ?? null }), user({ active: false })];
    await app.work.run(async (tx) => {
      await insertEntities(tx, PartyRow, rows);
      await insertEntities(tx, UserAccountRow, people);
    });
    const read = await app.work.run(async (tx) => [
      await selectEntities(
        tx,
        PartyRow,
        'WHERE "id" IN (?, ?) ORDER BY "id" DESC',
        rows.map(({ id }) => id),
      ),
      await selectEntities(tx, UserAccountRow, 'WHERE "email" = ?', [people[0]?.email ?? '']),
      await selectEntities(tx, UserAccountRow, 'WHERE "id" = ?', [people[1]?.id ?? '']),
      await selectEntities(tx, UserAccountRow, 'WHERE "id" = ?', [v7()]),
    ]);
    expect(read).toEqual([[rows[1], rows[0]], [people[0]], [people[1]], []]);
    expect(read.flat().map((row) => row.constructor)).toEqual([Object, Object, Object, Object]);
  });

  it('are found by a unit as the ORM finds them', async () => {
    const plant = party();
    const people = ['a', 'b', 'c', 'd'].map((name, index) =>
      user({ name, partyId: index === 3 ? null : plant.id, active: index > 0, createdAt: 10 - index }),
    );
    const [a, b, c, d] = people.map(({ id }) => id) as [string, string, string, string];
    await app.work.run(async (tx) => {
      await insertEntities(tx, PartyRow, [plant]);
      await insertEntities(tx, UserAccountRow, people);
    });
    const all = { id: In([a, b, c, d]) };
    const finds: [(manager: EntityManager) => Promise<unknown>, unknown][] = [
      [(manager) => manager.findBy(UserAccountRow, { id: c }), [people[2]]],
      [(manager) => manager.findOneBy(UserAccountRow, { id: c, active: true }), people[2]],
      [(manager) => manager.findOneBy(UserAccountRow, { id: c, active: false }), null],
      [(manager) => manager.findOneByOrFail(PartyRow, { id: plant.id }), plant],
      [(manager) => manager.find(UserAccountRow, { where: all, order: { createdAt: 'ASC' } }), people.toReversed()],
      [
        (manager) => manager.find(UserAccountRow, { where: all, order: { active: 'DESC', name: 'DESC' }, take: 3 }),
        [people[3], people[2], people[1]],
      ],
      [
        (manager) => manager.find(UserAccountRow, { select: { id: true, createdAt: true }, where: { id: b } }),
        [{ id: b, createdAt: 9 }],
      ],
      [
        (manager) => manager.find(UserAccountRow, { select: ['id', 'active'], where: { id: a } }),
        [{ id: a, active: false }],
      ],
      [(manager) => manager.findBy(UserAccountRow, { ...all, partyId: IsNull() }), [people[3]]],
      [(manager) => manager.findBy(UserAccountRow, { id: In([]) }), []],
      [(manager) => manager.findBy(UserAccountRow, { ...all, name: Not(In(['a', 'b', 'd'])) }), [people[2]]],
      [(manager) => manager.find(UserAccountRow, { where: [{ id: d }], skip: 0, take: 1 }), [people[3]]],
      [(manager) => manager.findBy(UserAccountRow, { id: d, name: undefined }), [people[3]]],
    ];
    for (const [find, expected] of finds) {
      const found = await app.work.run((tx) => find(tx));
      expect(found).toEqual(expected);
      expect(found).toEqual(await find(app.store.manager));
    }
    const missing = app.work.run((tx) => tx.findOneByOrFail(PartyRow, { id: v7() }));
    await expect(missing).rejects.toThrow('Could not find any entity of type "party"');
  });

  it('are deleted by their keys, more than one statement takes', async () => {
    const rows = Array.from({ length: 1_200 }, () => party());
    await app.work.run(async (tx) => {
      await insertEntities(tx, PartyRow, rows);
      await deleteEntities(tx, PartyRow, rows.slice(1));
      await deleteEntities(tx, PartyRow, []);
    });
    const left = await parties(rows.slice(0, 500).map(({ id }) => id));
    expect(left).toEqual([rows[0]]);
  });

  it('are changed each in its own way, and no others', async () => {
    const rows = [party(), party(), party()];
    const people = [user(), user(), user()];
    const [one, two] = rows.map(({ id }) => id) as [string, string];
    const counts = await app.work.run(async (tx) => {
      await insertEntities(tx, PartyRow, rows);
      await insertEntities(tx, UserAccountRow, people);
      return [
        await updateEntities(tx, PartyRow, [
          { id: two, identifiers: null, roles: ['recycler'], createdAt: 9_007_199_254_740_991 },
          { roles: ['generator'], id: one, createdAt: 0, identifiers: { lei: '5299' } },
          { id: v7(), identifiers: null, roles: [], createdAt: 0 },
        ]),
        await updateEntities(tx, UserAccountRow, [
          { id: people[0]?.id ?? '', active: false, partyId: one, version: 2 },
          { id: people[1]?.id ?? '', active: true, partyId: null, version: 3 },
        ]),
        await updateEntities(tx, UserAccountRow, [{ id: people[2]?.id ?? '', active: false }]),
        await updateEntities(tx, UserAccountRow, []),
        await updateEntities(tx, UserAccountRow, [{ id: people[2]?.id ?? '' }]),
      ];
    });
    expect(counts).toEqual([2, 2, 1, 0, 0]);
    expect(await parties(rows.map(({ id }) => id))).toEqual([
      { ...rows[0], roles: ['generator'], createdAt: 0, identifiers: { lei: '5299' } },
      { ...rows[1], roles: ['recycler'], createdAt: 9_007_199_254_740_991, identifiers: null },
      rows[2],
    ]);
    expect(await users(people)).toEqual([
      { ...people[0], active: false, partyId: one, version: 2 },
      { ...people[1], version: 3 },
      { ...people[2], active: false },
    ]);
  });

  it.each([
    [
      'differ in what they name',
      [
        { id: 'a', name: 'A' },
        { id: 'b', country: 'DE' },
      ],
    ],
    [
      'name more than the first',
      [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B', country: 'DE' },
      ],
    ],
    ['name what there is not', [{ id: 'a', nickname: 'A' }]],
    [
      'name a row twice',
      [
        { id: 'a', name: 'A' },
        { id: 'a', name: 'B' },
      ],
    ],
  ])('are not changed where changes %s', async (_, changes) => {
    const changed = app.work.run((tx) => updateEntities<PartyRow>(tx, PartyRow, changes));
    await expect(changed).rejects.toThrow(/name the same|has no|twice/);
  });
});
