import type { KnownGrade } from '../../src/domain/acts/magnet-lot.js';
import type { AgreementFacts } from '../../src/domain/agreement/agreement.js';
import { ofPpm } from '../../src/domain/matter/composition.js';
import { pctToPpm } from '../../src/domain/measure/quantities.js';
import { AgreementsQueries, type CoveringVersion } from '../../src/modules/agreements/index.js';
import { PartiesQueries, type SiteFacts } from '../../src/modules/parties/index.js';
import { signedAgreement } from '../../test/support/loop.js';
import { TestApp } from '../../test/support/test-app.js';
import { buildWorld, created, type WorldParty } from '../../test/support/world.js';

/** The ten years of every history. */
export const TERM = { from: '2026-01-01', to: '2035-12-31' } as const;

/** A party with one site, and its admin, who does everything. */
export interface Side {
  readonly partyId: string;
  readonly userId: string;
  readonly token: string;
  readonly site: SiteFacts;
}

/** What every history plays between. */
export interface Setting {
  readonly plant: Side;
  readonly recycler: Side;
  readonly covering: CoveringVersion;
  readonly agreement: AgreementFacts;
  /** What the plant makes. */
  readonly grade: KnownGrade;
}

/** A database of the bench, and who plays in it. */
export interface BenchDatabase {
  readonly path: string;
  readonly setting: Setting;
}

/** The app on a database of the bench; its clock is that of the machine. */
export async function benchApp(path: string): Promise<TestApp> {
  const app = await TestApp.start({}, { config: { kind: 'sqlite', path }, drop: () => Promise.resolve() });
  app.clock.time = Date.now();
  return app;
}

/** Enters plant, recycler and their ten-year agreement into a new database, as people would. */
export async function enterSetting(path: string): Promise<Setting> {
  const app = await benchApp(path);
  try {
    const world = await buildWorld(app);
    const [plant, recycler] = [await sideOf(app, world.plant), await sideOf(app, world.recycler)];
    const scope = { siteIds: [plant.site.id], streams: ['*'] };
    const term = { startsOn: TERM.from, endsOn: TERM.to };
    const { id } = await signedAgreement(app, world, { reference: 'BENCH', scope, ...term });
    const { manager } = app.store;
    const place = { siteId: plant.site.id, stream: '*', day: TERM.from };
    const covering = await app.nest.get(AgreementsQueries).covering(manager, place);
    const agreement = await app.nest.get(AgreementsQueries).facts(manager, id);
    if (!covering || !agreement) throw new Error('The agreement of the bench is not in force.');
    return { plant, recycler, covering, agreement, grade: await enterGrade(app, plant) };
  } finally {
    await app.stop();
  }
}

const GRADE = { code: 'N42', alloy: 'NdFeB', coatingPct: 2, windowDays: 60 } as const;
const GRADE_PCT = { Nd: 22.5, Pr: 7, Dy: 1.2 } as const;

/** What the plant of every history makes. */
export async function enterGrade(app: TestApp, { token }: Side): Promise<KnownGrade> {
  const { id } = await created(app, '/grades', { ...GRADE, from: TERM.from, composition: GRADE_PCT }, token);
  const { code, alloy, coatingPct, windowDays } = GRADE;
  const ppm = Object.entries(GRADE_PCT).map(([element, pct]) => [element, pct * 10_000]);
  const version = {
    fromOn: TERM.from,
    compositionPpm: ofPpm(Object.fromEntries(ppm) as Record<string, number>),
    belowLimit: null,
    expandedUncertainty: null,
    coatingPpm: pctToPpm(coatingPct),
    windowDays,
    given: null,
  };
  return { id, code, alloy, versions: [version] };
}

/** By its admin, at its first site. */
async function sideOf(app: TestApp, { id: partyId, sites, admin }: WorldParty): Promise<Side> {
  const site = await app.nest.get(PartiesQueries).site(sites[0]);
  if (!site) throw new Error('A site that was entered is not there.');
  return { partyId, userId: admin.id, token: admin.token, site };
}
