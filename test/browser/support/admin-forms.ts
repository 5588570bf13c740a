import type { AgreementDesk } from '../../support/agreement-desk.js';
import { PASSWORD, type World } from '../../support/world.js';
import type { Device } from './browser.js';
import { choose, field, fillIn } from './form.js';

/** One form: where it stands, what opens it, what is filled in, and of what there is one more afterwards. */
export interface Form {
  readonly path: string;
  readonly open?: string;
  readonly fill?: (device: Device) => Promise<void>;
  readonly send: string;
  readonly count: () => Promise<number>;
}

/** Forms by what they do, each with who fills it in. */
export type Forms = Readonly<Record<string, readonly [who: string, form: () => Promise<Form>]>>;

interface Looks {
  readonly desk: () => { readonly world: World; readonly agreements: AgreementDesk };
  readonly read: (
    path: string,
  ) => Promise<{ readonly versions: readonly { readonly signatures: readonly unknown[] }[] }>;
  readonly listed: (path: string, token?: string) => () => Promise<number>;
  readonly version: (path: string) => () => Promise<number>;
  readonly option: (device: Device, list: string, name: RegExp) => Promise<void>;
}

/** What an admin fills in of agreements. */
export function agreementForms({ desk, read, listed, version }: Omit<Looks, 'option'>): Forms {
  return {
    'drafts one agreement': [
      'admin',
      async () => ({
        path: '/agreements/new',
        fill: async ({ page }) => {
          await fillIn(page, { Reference: 'TWICE', Title: 'Twice' });
          await field(page, 'Recycler').fill('Recycler');
          await page.getByRole('option', { name: 'Recycler (CA)', exact: true }).click();
          await fillIn(page, { 'First day': '2027-01-01', 'Last day': '2036-12-31' });
          await page.getByLabel(/^MP-2 · /).check();
        },
        send: 'Save the draft',
        count: listed('/agreements'),
      }),
    ],
    'edits a draft once': [
      'admin',
      async () => {
        const path = `/agreements/${await desk().agreements.draft()}`;
        const fill = ({ page }: Device) => fillIn(page, { Title: 'Twice' });
        return { path: `${path}/edit`, fill, send: 'Save the draft', count: version(path) };
      },
    ],
    'signs once': [
      'admin',
      async () => {
        const path = `/agreements/${await desk().agreements.draft()}`;
        const count = async () => (await read(path)).versions[0]?.signatures.length ?? 0;
        return { path, open: 'Sign for Magnet plant', send: 'Sign', count };
      },
    ],
    'proposes one amendment': [
      'admin',
      async () => {
        const path = `/agreements/${await desk().agreements.signed(desk().agreements.bodyFor(await desk().agreements.newSite()))}`;
        const fill = ({ page }: Device) => fillIn(page, { Title: 'Twice' });
        const count = async () => (await read(path)).versions.length;
        return { path: `${path}/amend`, fill, send: 'Propose the change', count };
      },
    ],
    'proposes one end': [
      'admin',
      async () => {
        const path = `/agreements/${await desk().agreements.signed(desk().agreements.bodyFor(await desk().agreements.newSite()))}`;
        const fill = ({ page }: Device) => fillIn(page, { 'Last day of the term': '2030-12-31', Why: 'Twice' });
        return { path, open: 'End early', fill, send: 'Propose the end', count: version(path) };
      },
    ],
    'invites an auditor once': [
      'admin',
      async () => {
        const path = `/agreements/${await desk().agreements.signed(desk().agreements.bodyFor(await desk().agreements.newSite()))}`;
        const { email } = desk().world.auditor;
        const fill = ({ page }: Device) =>
          fillIn(page, { 'E-mail address of the auditor': email, 'Last day': '2027-12-31' });
        return {
          path,
          open: 'Invite an auditor',
          fill,
          send: 'Invite an auditor',
          count: listed(`${path}/invitations`),
        };
      },
    ],
  };
}

/** What administrators fill in of parties, sites, people and tokens. */
export function partyForms({ desk, listed, option }: Pick<Looks, 'desk' | 'listed' | 'option'>): Forms {
  return {
    'adds one site': [
      'admin',
      async () => ({
        path: '/settings?tab=party',
        open: 'Add a site',
        fill: async ({ page }) => {
          await fillIn(page, { Code: 'TW-1', 'Name of the site': 'Twice' });
          await choose(page, 'Time zone', 'Europe/Berlin');
        },
        send: 'Add a site',
        count: listed(`/parties/${desk().world.plant.id}/sites`),
      }),
    ],
    'adds one person': [
      'admin',
      async () => ({
        path: '/settings?tab=people',
        open: 'Add a person',
        fill: async (device) => {
          await fillIn(device.page, { Name: 'Bo', 'E-mail address': 'bo@plant.test', 'First password': PASSWORD });
          await option(device, 'Role', /^Plant operator/);
        },
        send: 'Add a person',
        count: listed(`/parties/${desk().world.plant.id}/users`),
      }),
    ],
    'makes one token': [
      'admin',
      async () => ({
        path: '/settings?tab=tokens',
        open: 'Make a token',
        fill: ({ page }) => page.getByRole('dialog').getByRole('textbox').first().fill('Twice'),
        send: 'Make a token',
        count: listed('/tokens'),
      }),
    ],
    'enters one party': [
      'platform',
      async () => ({
        path: '/parties',
        open: 'New party',
        fill: async ({ page }) => {
          await fillIn(page, { 'Name of the party': 'Twice' });
          await page.getByLabel('makes by-products (generator)').check();
          await field(page, 'Country').fill('Germany');
          await page.getByRole('option', { name: /^Germany/ }).click();
        },
        send: 'New party',
        count: listed('/parties', desk().world.platform.token),
      }),
    ],
  };
}
