import type { DemoDesk } from './desk.js';
import type { AgreementPlan } from './people-plan.js';
import type { DemoPlan } from './plan.js';

interface Created {
  readonly id: string;
}

/** Ids by key or code. */
export interface Places {
  readonly parties: ReadonlyMap<string, string>;
  readonly sites: ReadonlyMap<string, string>;
}

/** The platform administrator enters the parties with their sites and people; everyone arrives at the desk. */
export async function enterParties(
  desk: DemoDesk,
  { parties, password, platformAdmin }: DemoPlan['people'],
): Promise<Places> {
  await desk.arrive(platformAdmin, password);
  const places = { parties: new Map<string, string>(), sites: new Map<string, string>() };
  for (const { key, party, sites, users } of parties) {
    const { id } = await desk.post<Created>(platformAdmin, '/parties', party);
    places.parties.set(key, id);
    for (const site of sites) {
      places.sites.set(site.code, (await desk.post<Created>(platformAdmin, `/parties/${id}/sites`, site)).id);
    }
    for (const user of users) {
      await desk.post(platformAdmin, `/parties/${id}/users`, { ...user, password });
      await desk.arrive(user.email, password);
    }
  }
  return places;
}

/** One side drafts, both sign, and auditors are invited. Answers the agreement's id. */
export async function agree(desk: DemoDesk, plan: DemoPlan, agreement: AgreementPlan, places: Places): Promise<string> {
  const { generator, recycler, streams, processors, terms, weights, signers, auditors } = agreement;
  const partyId = (key: string): string | undefined => places.parties.get(key);
  const sitesOfGenerator = plan.people.parties.find(({ key }) => key === generator)?.sites ?? [];
  const { id } = await desk.post<Created>(signers[0], '/agreements', {
    ...terms,
    generatorId: partyId(generator),
    recyclerId: partyId(recycler),
    scope: { siteIds: sitesOfGenerator.map(({ code }) => places.sites.get(code)), streams },
    terms: { ...weights, ...(processors.length > 0 ? { processorIds: processors.map(partyId) } : {}) },
  });
  for (const email of signers) await desk.post(email, `/agreements/${id}/signatures`, {});
  for (const { by, ...invitation } of auditors) await desk.post(by, `/agreements/${id}/invitations`, invitation);
  return id;
}

/** What the service calls a code of the story. */
export function idOf(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code);
  if (!id) throw new Error(`The story speaks of ${code} before it is entered.`);
  return id;
}
