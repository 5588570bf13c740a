import { createRootRoute, createRoute, createRouter, Navigate, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMessages } from '../i18n/index.js';
import { periodSearch } from '../report/period.js';
import { batchSearch } from '../report/batch-search.js';
import { Page } from '../parts/page.js';
import { Failure, Loading, NotHere } from '../parts/states.js';
import { settingsSearch } from '../screens/settings/search.js';
import { newShipmentSearch, receiveSearch, shipmentsSearch } from '../screens/shipments/search.js';
import { traceSearch } from '../screens/trace/trace-search.js';
import { balanceSearch } from '../screens/production/search.js';
import { circularitySearch, evidenceSearch } from '../screens/circularity/search.js';
import { dependenceSearch } from '../screens/dependence/search.js';
import { lazyScreen } from './lazy-screen.js';
import { parseSearch, stringifySearch } from './address.js';
import { Session } from './session.js';
import { Shell } from './shell.js';

const root = createRootRoute({
  component: () => (
    <Session>
      <Shell />
    </Session>
  ),
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

function Broken({ error, reset }: ErrorComponentProps): ReactElement {
  const { shell } = useMessages();
  return (
    <Page title={shell.broken}>
      <Failure error={error} retry={reset} />
    </Page>
  );
}

function NotFound(): ReactElement {
  const { shell } = useMessages();
  return (
    <Page title={shell.broken}>
      <NotHere />
    </Page>
  );
}

const production = createRoute({
  getParentRoute: () => root,
  path: '/production',
  component: lazyScreen(() => import('../screens/production/production-frame.js'), 'ProductionFrame'),
});

/** The sections of production, within their frame. */
const sections = [
  createRoute({
    getParentRoute: () => production,
    path: '/',
    component: lazyScreen(() => import('../screens/production/production-frame.js'), 'ProductionStart'),
  }),
  createRoute({
    getParentRoute: () => production,
    path: '/feed',
    component: lazyScreen(() => import('../screens/feed/feed-screen.js'), 'FeedScreen'),
  }),
  createRoute({
    getParentRoute: () => production,
    path: '/magnets',
    component: lazyScreen(() => import('../screens/production/magnets-screen.js'), 'MagnetsScreen'),
  }),
  createRoute({
    getParentRoute: () => production,
    path: '/counts',
    component: lazyScreen(() => import('../screens/production/counts-screen.js'), 'CountsScreen'),
  }),
  createRoute({
    getParentRoute: () => production,
    path: '/losses',
    component: lazyScreen(() => import('../screens/production/losses-screen.js'), 'LossesScreen'),
  }),
  createRoute({
    getParentRoute: () => production,
    path: '/settings',
    component: lazyScreen(() => import('../screens/production/settings-screen.js'), 'SettingsOfBalanceScreen'),
  }),
  createRoute({
    getParentRoute: () => production,
    path: '/balance',
    validateSearch: balanceSearch,
    component: lazyScreen(() => import('../screens/production/balance-screen.js'), 'BalanceScreen'),
  }),
];

/** Every screen is loaded when it is first gone to. */
const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    component: lazyScreen(() => import('../screens/todo/todo-screen.js'), 'TodoScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/shipments',
    validateSearch: shipmentsSearch,
    component: lazyScreen(() => import('../screens/shipments/shipments-screen.js'), 'ShipmentsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/shipments/new',
    validateSearch: newShipmentSearch,
    component: lazyScreen(() => import('../screens/shipments/plan-screens.js'), 'NewShipmentScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/shipments/$id',
    component: lazyScreen(() => import('../screens/shipments/shipment-screen.js'), 'ShipmentScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/shipments/$id/edit',
    component: lazyScreen(() => import('../screens/shipments/edit-screen.js'), 'EditShipmentScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/shipments/$id/receive',
    validateSearch: receiveSearch,
    component: lazyScreen(() => import('../screens/shipments/receive-screen.js'), 'ReceiveScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/shipments/$id/packing-list',
    component: lazyScreen(() => import('../screens/shipments/packing-list-screen.js'), 'PackingListScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/scan',
    component: lazyScreen(() => import('../screens/shipments/scan-screen.js'), 'ScanScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/log',
    component: lazyScreen(() => import('../screens/log/log-screen.js'), 'LogScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches/$id/label',
    component: lazyScreen(() => import('../screens/log/label-screen.js'), 'LabelScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches',
    validateSearch: batchSearch,
    component: lazyScreen(() => import('../screens/batches/batches-screen.js'), 'BatchesScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches/$id',
    component: lazyScreen(() => import('../screens/batches/batch-screen.js'), 'BatchScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches/$id/edit',
    component: lazyScreen(() => import('../screens/batches/edit-screen.js'), 'EditScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches/$id/trace',
    validateSearch: traceSearch,
    component: lazyScreen(() => import('../screens/trace/trace-screen.js'), 'TraceScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/circularity',
    validateSearch: circularitySearch,
    component: lazyScreen(() => import('../screens/circularity/circularity-screen.js'), 'CircularityScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/circularity/evidence',
    validateSearch: evidenceSearch,
    component: lazyScreen(() => import('../screens/circularity/evidence-screen.js'), 'EvidenceScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/dependence',
    validateSearch: dependenceSearch,
    component: lazyScreen(() => import('../screens/dependence/dependence-screen.js'), 'DependenceScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/runs',
    component: lazyScreen(() => import('../screens/runs/runs-screen.js'), 'RunsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/runs/new',
    component: lazyScreen(() => import('../screens/runs/new-run-screen.js'), 'NewRunScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/runs/$id',
    component: lazyScreen(() => import('../screens/runs/run-screen.js'), 'RunScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    // Where it stood before production had more than its feed; it is in bookmarks.
    path: '/feed',
    component: () => <Navigate to="/production/feed" replace />,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/imports',
    component: lazyScreen(() => import('../screens/imports/imports-screen.js'), 'ImportsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/imports/$id',
    component: lazyScreen(() => import('../screens/imports/import-screen.js'), 'ImportScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    validateSearch: settingsSearch,
    component: lazyScreen(() => import('../screens/settings/settings-screen.js'), 'SettingsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/parties',
    component: lazyScreen(() => import('../screens/settings/parties-screen.js'), 'PartiesScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/parties/$id',
    component: lazyScreen(() => import('../screens/settings/party-screen.js'), 'PartyScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/agreements',
    component: lazyScreen(() => import('../screens/agreements/agreements-screen.js'), 'AgreementsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/agreements/new',
    component: lazyScreen(() => import('../screens/agreements/draft-screens.js'), 'NewAgreementScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/agreements/$id',
    validateSearch: periodSearch,
    component: lazyScreen(() => import('../screens/agreements/agreement-screen.js'), 'AgreementScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/agreements/$id/edit',
    component: lazyScreen(() => import('../screens/agreements/draft-screens.js'), 'EditAgreementScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/agreements/$id/amend',
    component: lazyScreen(() => import('../screens/agreements/draft-screens.js'), 'AmendAgreementScreen'),
  }),
];

export const router = createRouter({
  routeTree: root.addChildren([...routes, production.addChildren(sections)]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  // Within the frame: who cannot see one screen can still go to the others.
  defaultErrorComponent: Broken,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
