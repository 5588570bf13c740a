import { Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import { daysBetween } from '../../../domain/measure/time.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages, type Messages } from './texts.js';
import { Section } from '../../parts/section.js';
import { Day } from '../../units/mass.js';
import { today } from '../../device/service-clock.js';
import classes from './agreements.module.css';
import type { Agreement } from './model.js';
import { termLine, type TermEvent, type TermLine } from './term-events.js';
import { useDayText } from './term-texts.js';

const DAYS_A_YEAR = 365.25;

/** The term as a line with today on it, and the same in words below. */
export function TermSection({ agreement }: { readonly agreement: Agreement }): ReactElement {
  const messages = useMessages();
  const { page } = messages.agreements;
  const line = termLine(agreement, today());
  return (
    <Section title={page.termLine} note={<Left until={agreement.termEndsOn} />}>
      <Stack gap="sm">
        <Line line={line} />
        <ol className={classes.events}>
          {line.events.map((event) => (
            <li key={`${event.kind} ${event.number ?? ''}`} data-today={event.kind === 'today' || undefined}>
              <span className="figure">
                <Day on={event.on} />
              </span>
              <span>{wordsFor(event, messages)}</span>
            </li>
          ))}
        </ol>
      </Stack>
    </Section>
  );
}

function Left({ until }: { readonly until: string }): ReactElement | null {
  const { page } = useMessages().agreements;
  const locale = useLocale();
  const days = daysBetween(today(), until);
  if (days < 0) return null;
  const years = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(days / DAYS_A_YEAR);
  return <>{days < 2 * DAYS_A_YEAR ? page.daysLeft(days) : page.yearsLeft(years)}</>;
}

function wordsFor({ kind, number = 1 }: TermEvent, { agreements: { page } }: Messages): string {
  const words: Readonly<Record<TermEvent['kind'], string>> = {
    begins: page.begins,
    version: page.versionHolds(number),
    'version-open': page.versionWould(number),
    today: page.today,
    ends: page.ends,
    'ends-early': page.endsEarly,
    'end-open': page.endWould,
    'planned-end': page.wouldEnd,
  };
  return words[kind];
}

/** Drawn for the eye only: the list says all of it. */
function Line({ line }: { readonly line: TermLine }): ReactElement {
  const { page } = useMessages().agreements;
  const day = useDayText();
  const { events, segments, at } = line;
  const [first, last] = [events[0], events.at(-1)];
  return (
    <div className={classes.line} aria-hidden>
      {segments.map(({ from, to, kind }) => (
        <div
          key={kind}
          className={classes.segment}
          data-past={kind === 'past' || undefined}
          data-cut={kind === 'cut' || undefined}
          style={{ left: `${at(from)}%`, width: `${at(to) - at(from)}%` }}
        />
      ))}
      {events.map((event) => (
        <div
          key={`${event.kind} ${event.number ?? ''}`}
          className={classes.moment}
          data-open={event.kind.endsWith('open') || undefined}
          data-today={event.kind === 'today' || undefined}
          style={{ left: `${at(event.on)}%` }}
        />
      ))}
      {events.map(({ kind, number = 1, on }) => {
        if (kind === 'today')
          return (
            <span key={kind} className={`${classes.label} ${classes.top}`} style={placed(at(on))}>
              {page.today}
            </span>
          );
        // Beside its moment: what begins there goes on to the right.
        return kind.startsWith('version') ? (
          <span key={number} className={`${classes.label} ${classes.above}`} style={{ left: `calc(${at(on)}% + 5px)` }}>
            {page.versionShort(number)}
          </span>
        ) : null;
      })}
      {[first, last].map(
        (event) =>
          event && (
            <span key={event.on} className={`${classes.label} ${classes.below}`} style={placed(at(event.on))}>
              {day(event.on)}
            </span>
          ),
      )}
    </div>
  );
}

/** A label stands around its moment, but within the line. */
function placed(pct: number): { left: string; transform: string } {
  const shift = pct < 10 ? '0' : pct > 90 ? '-100%' : '-50%';
  return { left: `${pct}%`, transform: `translateX(${shift})` };
}
