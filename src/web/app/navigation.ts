import {
  IconBuilding,
  IconChartSankey,
  IconClipboardList,
  IconContract,
  IconFileImport,
  IconFlame,
  IconInbox,
  IconPlus,
  IconRecycle,
  IconSettings,
  IconTruck,
  IconWorld,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Messages } from '../i18n/index.js';
import type { useRights } from '../session/me.js';

type Word = keyof { [Key in keyof Messages['shell'] as Messages['shell'][Key] extends string ? Key : never]: true };

export interface NavigationTarget {
  readonly to: string;
  readonly word: Word;
  readonly icon: TablerIcon;
}

const TO_DO: NavigationTarget = { to: '/', word: 'toDo', icon: IconInbox };
const LOG: NavigationTarget = { to: '/log', word: 'log', icon: IconPlus };
const BATCHES: NavigationTarget = { to: '/batches', word: 'batches', icon: IconClipboardList };
const SHIPMENTS: NavigationTarget = { to: '/shipments', word: 'shipments', icon: IconTruck };
const RUNS: NavigationTarget = { to: '/runs', word: 'runs', icon: IconRecycle };
const PRODUCTION: NavigationTarget = { to: '/production', word: 'production', icon: IconFlame };
const IMPORTS: NavigationTarget = { to: '/imports', word: 'imports', icon: IconFileImport };
const AGREEMENTS: NavigationTarget = { to: '/agreements', word: 'agreements', icon: IconContract };
const CIRCULARITY: NavigationTarget = { to: '/circularity', word: 'circularity', icon: IconChartSankey };
const DEPENDENCE: NavigationTarget = { to: '/dependence', word: 'dependence', icon: IconWorld };
const SETTINGS: NavigationTarget = { to: '/settings', word: 'settings', icon: IconSettings };
const PARTIES: NavigationTarget = { to: '/parties', word: 'parties', icon: IconBuilding };

/** Where a person's job takes place, what is needed most first. An auditor looks into the plants of those that invited it. */
export function destinationsFor(
  rights: ReturnType<typeof useRights>,
  looksIntoPlants: boolean,
): readonly NavigationTarget[] {
  if (rights.isPlatform) return [PARTIES, SETTINGS];
  if (rights.isAuditor) {
    const insidePlants = looksIntoPlants ? [PRODUCTION, DEPENDENCE] : [];
    return [CIRCULARITY, ...insidePlants, AGREEMENTS, BATCHES, SHIPMENTS, SETTINGS];
  }
  return [
    TO_DO,
    ...(rights.writesPlant ? [LOG] : []),
    ...[BATCHES, SHIPMENTS],
    ...(rights.isRecycler ? [RUNS] : []),
    ...(rights.isGenerator ? [PRODUCTION] : []),
    ...(rights.writes ? [IMPORTS] : []),
    ...[AGREEMENTS, CIRCULARITY],
    ...(rights.isGenerator ? [DEPENDENCE] : []),
    SETTINGS,
  ];
}
