import { shiftedDay } from '../../domain/measure/time.js';
import { plantOperator } from './by-products.js';
import { LAST_DAY, MONTHS, workdayIn } from './calendar.js';
import { ship, type Way } from './transport.js';
import type { DemoYear, Lot } from './year.js';

const GATE = 'gate@recycler.example';
const SHIPPING_HOUR = 20;

/** The lorries that fetch by-products at the plant and at the recycler's other customer. */
export function planCollections(year: DemoYear): void {
  const { calendar, lorry } = year.plan.works;
  const { finishingShipsEveryDays, samariumShipsInMonths } = calendar;
  const finishing = plantWay(year, { from: 'MP2', to: 'RC1', days: calendar.roadDays });
  const melting = plantWay(year, { from: 'MP1', to: 'RC2', days: calendar.borderDays });
  for (let day = calendar.finishingShipsFirstOn; day <= LAST_DAY; day = shiftedDay(day, finishingShipsEveryDays)) {
    year.on(day, SHIPPING_HOUR, (at) => {
      ship(year, at, finishing, readyAt(year, 'MP2').slice(0, lorry.finishingContainers));
    });
  }
  for (const month of MONTHS) {
    year.on(workdayIn(month, calendar.meltingShipsOn), SHIPPING_HOUR, (at) => {
      const lots = readyAt(year, 'MP1').filter((lot) => !isSamarium(lot));
      ship(year, at, melting, lots.slice(0, lorry.meltingContainers));
    });
    year.on(workdayIn(month, calendar.workshopShipsOn), SHIPPING_HOUR, (at) => {
      ship(year, at, workshopWay(year), year.stock('WS1'));
    });
  }
  for (const month of samariumShipsInMonths) {
    year.on(workdayIn(month, calendar.samariumShipsOn), SHIPPING_HOUR, (at) => {
      ship(year, at, melting, readyAt(year, 'MP1').filter(isSamarium));
    });
  }
}

export function isSamarium({ material }: Lot): boolean {
  return material === 'smco-rejects';
}

function readyAt(year: DemoYear, site: string): Lot[] {
  return year.stock(site, ({ kind, isHeld }) => kind === 'by-product' && !isHeld);
}

function plantWay(year: DemoYear, way: Pick<Way, 'from' | 'to' | 'days'>): Way {
  const { byProductPct: scalePct } = year.plan.works.scales;
  return { ...way, by: plantOperator(way.from), receiver: GATE, agreement: 'plant', scalePct };
}

function workshopWay(year: DemoYear): Way {
  const { works, byProducts } = year.plan;
  const { site: from, operator: by } = byProducts.workshop;
  const { roadDays: days } = works.calendar;
  return { from, to: 'RC2', by, receiver: GATE, days, agreement: 'workshop', scalePct: works.scales.byProductPct };
}
