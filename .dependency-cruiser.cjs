/** The modules of the house from left to right: an earlier one may be imported by a later one, and by those that stand aside. */
const inOrder = [
  ...['catalogue', 'parties', 'agreements', 'sight', 'ledger', 'batches', 'shipments', 'runs', 'charges'],
  ...['production', 'corrections', 'plant', 'reports'],
];
const leftOf = (name) => inOrder.slice(0, inOrder.indexOf(name));
const without = (names, ...others) => names.filter((name) => !others.includes(name));
const leftward = new Map([
  ...inOrder.map((name) => [name, leftOf(name)]),
  ['agreements', [...leftOf('agreements'), 'identity']],
  // Runs and charges know nothing of each other, nor do production, corrections and the plant.
  ['charges', without(leftOf('charges'), 'runs')],
  ['corrections', without(leftOf('corrections'), 'production')],
  ['plant', leftOf('shipments')],
  ['verification', inOrder],
  ['jobs', ['parties']],
  ['imports', ['jobs', 'plant', ...leftOf('corrections')]],
  ['identity', ['parties']],
]);

/** The rooms of the domain, each with those that it may look into: it knows nothing of the others. */
const rooms = {
  measure: [],
  matter: ['measure'],
  agreement: ['measure'],
  books: ['matter', 'agreement', 'measure'],
  sight: ['books', 'matter', 'agreement', 'measure'],
  acts: ['production', 'sight', 'books', 'matter', 'agreement', 'measure'],
  reports: ['books', 'matter', 'agreement', 'measure'],
  production: ['reports', 'books', 'matter', 'agreement', 'measure'],
  files: ['matter', 'measure'],
  trace: ['acts', 'books', 'matter', 'agreement', 'measure'],
};

/** The floors of the browser app, the lowest first: each may look down, none up. */
const floors = [
  'device',
  'i18n',
  'api',
  'units',
  'parts',
  'session',
  'data',
  'offline',
  'forms',
  'report',
  'screens',
  'app',
];

const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.spec\\.ts$' },
  to: { path: '^src/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    // What ends in `?url` is the address of a file, which the build resolves.
    { name: 'no-orphans-resolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?url$' } },
    only('domain-is-pure', '^src/domain/', '^src/domain/'),
    ...Object.entries(rooms).map(([room, known]) =>
      only(`domain-${room}`, `^src/domain/${room}/`, `^src/domain/(${[room, ...known].join('|')})/`),
    ),
    {
      name: 'domain-needs-no-library',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    only('config-imports-nothing', '^src/config/', '^src/config/'),
    // Tables of spreadsheet programs, read and written in streams: they know nothing of who asks.
    only('files', '^src/files/', '^src/files/|^src/domain/measure/'),
    only('common', '^src/common/', '^src/(common|config)/|^src/domain/measure/'),
    // A migration works out again what the domain decides: by which rules, it says itself.
    only('database', '^src/database/', '^src/(database|config|common)/|^src/domain/sight/seers\\.ts$'),
    only('web', '^src/web/', '^src/(web|domain)/'),
    ...floors.map((floor, height) =>
      only(`web-${floor}`, `^src/web/${floor}/`, `^src/domain/|^src/web/(${floors.slice(0, height + 1).join('|')})/`),
    ),
    {
      name: 'no screen imports another screen',
      severity: 'error',
      from: { path: '^src/web/screens/([^/]+)/' },
      to: { path: '^src/web/screens/', pathNot: '^src/web/screens/$1/' },
    },
    {
      name: 'only the frame imports screens',
      severity: 'error',
      from: { path: '^src/web/', pathNot: '^src/web/(app|screens)/' },
      to: { path: '^src/web/screens/' },
    },
    // Both ways, since a file may import nothing, or be imported by nobody.
    ...[
      ['from', 'to'],
      ['to', 'from'],
    ].map(([here, there]) => ({
      name: `web has its floors and main.tsx only (${here})`,
      severity: 'error',
      [here]: {
        path: '^src/web/',
        pathNot: `^src/web/(main\\.tsx$|(${floors.filter((floor) => floor !== 'screens').join('|')})/|screens/[^/]+/)`,
      },
      [there]: {},
    })),
    only('main', '^src/main\\.ts$', '^src/(app|config)/'),
    only('modules', '^src/modules/', '^src/(modules|domain|database|files|common|config)/'),
    {
      name: 'modules-have-faces',
      severity: 'error',
      from: { path: '^(test|bench)/' },
      to: { path: '^src/modules/', pathNot: '^src/modules/[a-z]+/index\\.ts$' },
    },
    ...[...leftward].map(([name, allowed]) => ({
      name: `module-${name}`,
      severity: 'error',
      from: { path: `^src/modules/${name}/` },
      to: {
        path: '^src/modules/',
        pathNot: [`^src/modules/${name}/`, ...allowed.map((other) => `^src/modules/${other}/index\\.ts$`)],
      },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
