import type { AccessStage, Caller, Subject } from './access-stage.js';

interface Maker {
  /** Else it is the plant's. The other one of the two is the counterparty. */
  readonly isOfRecycler?: boolean;
  /** Makes one; one for each caller where it takes one. */
  readonly make: (stage: AccessStage, caller?: Caller) => Promise<Subject>;
  readonly isForEach?: boolean;
}

/** The things that the table names, each made anew for each operation. */
const SUBJECTS = {
  party: { make: async ({ world }) => ({ ids: { id: world.plant.id } }) },
  site: { make: async ({ world: { plant } }) => ({ ids: { id: plant.sites[0] }, fields: { siteId: plant.sites[0] } }) },
  person: { make: async ({ world }) => ({ ids: { id: world.plant.operator.id } }) },
  token: { make: (stage) => stage.token(stage.colleague.token) },
  ownToken: { isForEach: true, make: (stage, caller) => stage.token(caller?.token ?? '') },

  sides: {
    make: async ({ world: { plant, recycler } }) => ({ fields: { generatorId: plant.id, recyclerId: recycler.id } }),
  },
  draft: { make: async ({ desk }) => ({ ids: { id: await desk.draft() } }) },
  proposal: {
    make: async ({ desk, world }) => {
      const id = await desk.draft();
      await desk.sign(id, world.plant.admin);
      return { ids: { id } };
    },
  },
  agreement: { make: async ({ agreementId }) => ({ ids: { id: agreementId }, fields: { agreementId } }) },
  invitation: {
    make: async (stage) => {
      const { agreementId, world } = stage;
      const url = `/agreements/${agreementId}/invitations`;
      const body = { userId: world.auditor.id, untilOn: '2027-12-31' };
      return { ids: { id: agreementId, invitationId: await stage.posted(url, body, world.plant.admin) } };
    },
  },

  statement: {
    make: async (stage) => {
      const { plant } = stage.world;
      const body = { from: '2026-01-01', to: '2026-01-31', reason: 'All of it was recycled.' };
      const statementId = await stage.posted(`/parties/${plant.id}/no-primary-statements`, body, plant.admin);
      return { ids: { id: plant.id, statementId } };
    },
  },

  count: {
    make: async (stage) => {
      const { plant } = stage.world;
      const body = { countedOn: '2027-02-28', lines: [], reason: 'Counted again' };
      const countId = await stage.posted(`/sites/${plant.sites[0]}/counts`, body, plant.admin);
      return { ids: { id: plant.sites[0], countId } };
    },
  },
  import: {
    make: async ({ app, world: { plant } }) => {
      const answer = await app.send('POST', `/imports?kind=by-products&siteId=${plant.sites[0]}`, 'code,stream\r\n', {
        token: plant.operator.token,
        headers: { 'content-type': 'text/csv' },
      });
      return { ids: { id: (answer.body as { id: string }).id } };
    },
  },

  byProduct: { make: async ({ shipping }) => ({ ids: { id: (await shipping.drum()).id } }) },
  assay: {
    make: async ({ shipping }) => {
      const { id, assays } = await shipping.drum();
      return { ids: { id, assayId: (assays as readonly { readonly id: string }[])[0]?.id ?? '' } };
    },
  },
  disposition: {
    make: async (stage) => {
      const { id } = await stage.shipping.drum();
      const body = { kind: 'reused-in-process', reason: 'Clean', dryKg: 1, occurredAt: '2027-03-03T08:00:00-05:00' };
      await stage.posted(`/batches/${id}/dispositions`, body, stage.world.plant.operator);
      return { ids: { id, entryId: await stage.entryOf(id) } };
    },
  },
  grade: {
    make: async (stage) => {
      const { plant } = stage.world;
      const id = await stage.grade();
      return { ids: { id }, fields: { gradeId: id, siteId: plant.sites[0] } };
    },
  },
  magnetLot: { make: async (stage) => ({ ids: { id: await stage.magnetLot() } }) },
  processLoss: {
    make: async (stage) => {
      const { plant } = stage.world;
      const lost = { siteId: plant.sites[0], occurredAt: '2027-03-03T08:00:00-05:00', basis: 'measured' };
      const body = { ...lost, lines: [{ element: 'Nd', kg: 1 }], reason: 'Deposits', document: 'ML-1' };
      return { ids: { id: await stage.posted('/process-losses', body, plant.admin) } };
    },
  },
  supply: { make: async (stage) => ({ ids: { id: await stage.supply() } }) },
  delivered: { make: async ({ shipping }) => ({ ids: { id: (await shipping.delivered()).id } }) },
  recycled: { isOfRecycler: true, make: async (stage) => ({ ids: { id: (await stage.run()).outputId } }) },

  stock: {
    make: async ({ shipping, world: { plant, recycler } }) => {
      const batchIds = [(await shipping.drum()).id];
      return { fields: { batchIds, fromSiteId: plant.sites[0], toSiteId: recycler.sites[0] } };
    },
  },
  planned: {
    make: async ({ shipping }) => {
      const { id: batchId } = await shipping.drum();
      return { ids: { id: (await shipping.planned([batchId])).id }, fields: { batchId } };
    },
  },
  sent: {
    make: async ({ shipping }) => {
      const { id: batchId } = await shipping.drum();
      return { ids: { id: (await shipping.sent([batchId])).id }, fields: { batchId } };
    },
  },
  plannedReturn: {
    isOfRecycler: true,
    make: async (stage) => {
      const { world, shipping } = stage;
      const way = { fromSiteId: world.recycler.sites[0], toSiteId: world.plant.sites[0] };
      const { id } = await shipping.planned([(await stage.run()).outputId], way, world.recycler);
      return { ids: { id } };
    },
  },

  feed: {
    isOfRecycler: true,
    make: async ({ shipping, world }) => ({
      fields: { batchId: (await shipping.delivered()).id, siteId: world.recycler.sites[0] },
    }),
  },
  run: { isOfRecycler: true, make: async (stage) => ({ ids: { id: (await stage.run()).id } }) },
  primary: {
    make: async (stage) => ({ fields: { batchId: await stage.supply(), siteId: stage.world.plant.sites[0] } }),
  },
  charge: { make: async (stage) => ({ ids: { id: await stage.charge() } }) },
  entry: { make: async (stage) => ({ ids: { id: await stage.entryOf((await stage.shipping.drum()).id) } }) },
  supplyEntry: { make: async (stage) => ({ ids: { id: await stage.entryOf(await stage.supply()) } }) },
} as const satisfies Readonly<Record<string, Maker>>;

export type SubjectName = keyof typeof SUBJECTS;

/** One of the things, for a caller where each has one of their own. */
export function makeSubject(stage: AccessStage, name: SubjectName, caller?: Caller): Promise<Subject> {
  const maker: Maker = SUBJECTS[name];
  return maker.make(stage, caller);
}

export function isForEach(name: SubjectName): boolean {
  const maker: Maker = SUBJECTS[name];
  return maker.isForEach ?? false;
}

/** Which column of the table a caller stands in: of the thing's own side, of its counterparty, or a stranger. */
export function columnOf({ side }: Caller, name: SubjectName): 0 | 1 | 2 {
  const { isOfRecycler = false }: Maker = SUBJECTS[name];
  if (side === 'stranger') return 2;
  return (side === 'recycler') === isOfRecycler ? 0 : 1;
}
