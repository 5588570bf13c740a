import { Text, type TextProps } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMassUnit } from '../device/settings.js';
import { useLocale, useMessages } from '../i18n/index.js';
import { ownTimeZone } from '../device/service-clock.js';
import { exactKg, exactMass, shownDay, shownInstant, shownMass, shownPct } from '../i18n/format.js';

interface Figure extends TextProps {
  readonly 'data-figure'?: string;
}

interface MassProps extends Figure {
  readonly kg: number | null | undefined;
  /** It stands beside another mass with which it is compared: all its digits are shown. */
  readonly exact?: boolean;
}

/** A mass with its unit, tabular figures; what is unknown is a dash, never a zero. The title says all digits. */
export function Mass({ kg, exact = false, ...rest }: MassProps): ReactElement {
  const [unit] = useMassUnit();
  const locale = useLocale();
  const { shell } = useMessages();
  if (kg === null || kg === undefined)
    return (
      <Text component="span" inherit {...rest}>
        {shell.unknown}
      </Text>
    );
  const shown = shownMass(kg, unit, locale);
  return (
    <Text component="span" inherit className="figure" title={exactKg(kg, locale)} {...rest}>
      {exact ? exactMass(kg, unit, locale) : `${shown.value} ${shown.unit}`}
    </Text>
  );
}

/** A percentage; what is unknown is a dash. */
export function Pct({ pct, ...rest }: { readonly pct: number | null | undefined } & Figure): ReactElement {
  const locale = useLocale();
  const { shell } = useMessages();
  return (
    <Text component="span" inherit className="figure" {...rest}>
      {pct === null || pct === undefined ? shell.unknown : shownPct(pct, locale)}
    </Text>
  );
}

/** A day as the reader writes it. */
export function Day({ on }: { readonly on: string | null | undefined }): ReactElement {
  const locale = useLocale();
  const { shell } = useMessages();
  if (!on) return <>{shell.unknown}</>;
  return (
    <time className="figure" dateTime={on}>
      {shownDay(on, locale)}
    </time>
  );
}

/** The day on which something counts in books and reports, said only where it is not the day on which it happened. */
export function CountedOn({ on, localOn }: Record<'on' | 'localOn', string | null>): ReactElement | null {
  const locale = useLocale();
  const { shell } = useMessages();
  if (!on || on === localOn) return null;
  return <> ({shell.countsOn(shownDay(on, locale))})</>;
}

interface MomentProps {
  readonly at: string | null | undefined;
  /** The time zone of the site where it happened; what happened at none is told by the clock of the device. */
  readonly zone?: string;
}

/** A day and time as the reader writes it, with the time zone whose clock shows it. */
export function Moment({ at, zone = ownTimeZone() }: MomentProps): ReactElement {
  const locale = useLocale();
  const { shell } = useMessages();
  return at ? <time dateTime={at}>{shownInstant(at, locale, zone)}</time> : <>{shell.unknown}</>;
}

/** The same with all its digits, for where it is compared with another one. */
export function useExactMassText(): (kg: number) => string {
  const [unit] = useMassUnit();
  const locale = useLocale();
  return (kg) => exactMass(kg, unit, locale);
}

/** A mass within a sentence, in the unit of this device. */
export function useMassText(): (kg: number) => string {
  const [unit] = useMassUnit();
  const locale = useLocale();
  return (kg) => {
    const shown = shownMass(kg, unit, locale);
    return `${shown.value} ${shown.unit}`;
  };
}
