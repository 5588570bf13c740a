import {
  IconBuilding,
  IconChartSankey,
  IconClipboardList,
  IconContract,
  IconFlame,
  IconInbox,
  IconPlus,
  IconRecycle,
  IconSettings,
  IconTruck,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Messages } from '../i18n/index.js';
import type { useRights } from '../session/me.js';

type Word = keyof { [Key in keyof Messages['shell'] as Messages['shell'][Key] extends string ? Key : never]: true };

export interface Destination {
  readonly to: string;
  readonly word: Word;
  readonly icon: TablerIcon;
}

const TO_DO: Destination = { to: '/', word: 'toDo', icon: IconInbox };
const LOG: Destination = { to: '/log', word: 'log', icon: IconPlus };
const BATCHES: Destination = { to: '/batches', word: 'batches', icon: IconClipboardList };
const SHIPMENTS: Destination = { to: '/shipments', word: 'shipments', icon: IconTruck };
const RUNS: Destination = { to: '/runs', word: 'runs', icon: IconRecycle };
const FEED: Destination = { to: '/feed', word: 'feed', icon: IconFlame };
const AGREEMENTS: Destination = { to: '/agreements', word: 'agreements', icon: IconContract };
const CIRCULARITY: Destination = { to: '/circularity', word: 'circularity', icon: IconChartSankey };
const SETTINGS: Destination = { to: '/settings', word: 'settings', icon: IconSettings };
const PARTIES: Destination = { to: '/parties', word: 'parties', icon: IconBuilding };

/** Where a person's job takes place, what is needed most first. */
export function destinationsFor(rights: ReturnType<typeof useRights>): readonly Destination[] {
  if (rights.isPlatform) return [PARTIES, SETTINGS];
  if (rights.isAuditor) return [CIRCULARITY, AGREEMENTS, BATCHES, SHIPMENTS, SETTINGS];
  return [
    TO_DO,
    ...(rights.writesPlant ? [LOG] : []),
    ...[BATCHES, SHIPMENTS],
    ...(rights.isRecycler ? [RUNS] : []),
    ...(rights.isGenerator ? [FEED] : []),
    ...[AGREEMENTS, CIRCULARITY, SETTINGS],
  ];
}
