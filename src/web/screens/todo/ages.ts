import { daysBetween, localDay } from '../../../domain/measure/time.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { timeZoneNow, today } from '../../device/service-clock.js';

/** From so many days on, months say more. */
const MONTHS_FROM = 60;
const DAYS_A_MONTH = 30.44;

/** How long ago a day or an instant was, at the site where it was or else at the one that one acts for: `today`, `yesterday`, `12 days ago`. A device whose clock is behind says today. */
export function useAge(): (since: string, zone?: string) => string {
  const format = new Intl.RelativeTimeFormat(useLocale(), { numeric: 'auto' });
  return (since, zone = timeZoneNow()) => {
    const day = since.includes('T') ? localDay(Date.parse(since), zone) : since;
    const days = Math.max(0, daysBetween(day, today(zone)));
    if (days < MONTHS_FROM) return format.format(-days, 'day');
    return format.format(-Math.round(days / DAYS_A_MONTH), 'month');
  };
}

/** By when something is due; null where nothing says so. */
export function useDue(): (dueOn: string | null) => { readonly text: string; readonly isLate: boolean } | null {
  const { todo } = useMessages();
  return (dueOn) => {
    if (dueOn === null) return null;
    const left = daysBetween(today(), dueOn);
    if (left < 0) return { text: todo.overdue(-left), isLate: true };
    return { text: left === 0 ? todo.dueToday : todo.dueIn(left), isLate: false };
  };
}
