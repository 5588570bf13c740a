import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf, type Schemas } from '../../api/client.js';
import { useLocale } from '../../i18n/index.js';
import { Section } from '../../parts/section.js';
import { Failure } from '../../parts/states.js';
import { Mass } from '../../units/mass.js';
import { useFaultWords } from './fault-words.js';
import { useMessages } from './texts.js';

type File = Schemas['ImportAnswer'];

interface StepsProps {
  readonly file: File;
  /** Opens what is said of its columns; null where that is not to be changed. */
  readonly change: (() => void) | null;
}

/** What a file comes to, and what can be done with it. */
export function Steps({ file, change }: StepsProps): ReactElement {
  const { imports } = useMessages();
  const { book, cancel, error } = useActs(file.id);
  const { may } = file;
  const good = file.rows - file.wrong - file.alreadyThere;
  const said = useSaid(file, good);
  const books = may.includes('book') || may.includes('book-good-rows');
  return (
    <Section title={imports.outcome}>
      <Text component="div" role="status" aria-live="polite">
        {said}
        {file.state === 'looked' && good > 0 && (
          <>
            {' '}
            {imports.goodMass} <Mass kg={file.totals.dryKg} exact />.
          </>
        )}
      </Text>
      <Bar file={file} />
      {file.trouble && <Trouble trouble={file.trouble} />}
      {error !== null && <Failure error={problemOf(error)} />}
      <Group justify="flex-end" gap="sm">
        {may.includes('cancel') && <CancelButton isBooking={file.state === 'booking'} cancel={cancel} />}
        {change && (
          <Button variant="default" onClick={change}>
            {imports.changeMapping}
          </Button>
        )}
        {books && good > 0 && <BookButton file={file} good={good} book={book} />}
      </Group>
    </Section>
  );
}

function useActs(id: string) {
  const client = useQueryClient();
  const refresh = (): Promise<void> => client.invalidateQueries();
  const { header, onSettled } = useAttempt();
  const params = { path: { id }, header };
  const booking = api.useMutation('post', '/api/v1/imports/{id}/booking', {
    onSettled,
    onSuccess: refresh,
    onError: refresh,
  });
  const cancellation = api.useMutation('post', '/api/v1/imports/{id}/cancellation', {
    onSettled,
    onSuccess: refresh,
    onError: refresh,
  });
  return {
    book: (goodRowsOnly: boolean) => booking.mutate({ params, body: goodRowsOnly ? { goodRowsOnly } : {} }),
    cancel: () => cancellation.mutate({ params, body: {} }),
    error: booking.error ?? cancellation.error,
  };
}

/** What has become of the rows, in a sentence. */
function useSaid({ state, isMapped, rows, wrong, alreadyThere, booked, through }: File, good: number): string {
  const { imports } = useMessages();
  const locale = useLocale();
  const n = (count: number): string => count.toLocaleString(locale);
  switch (state) {
    case 'reading':
      if (!isMapped) return imports.waits;
      return rows === 0 ? imports.isRead : imports.isLookedAt(n(through), n(rows));
    case 'looked':
      return imports.found({ rows: n(rows), good: n(good), there: n(alreadyThere), wrong: n(wrong) }, wrong > 0);
    case 'booking':
      return imports.isBooked(n(booked), n(rows));
    case 'done':
      return imports.isDone({ booked: n(booked), there: n(alreadyThere), wrong: n(wrong) });
    case 'cancelled':
      return booked > 0 ? imports.isCancelled(n(booked)) : imports.nothingIn;
  }
}

function Bar({ file: { state, isMapped, rows, through } }: { readonly file: File }): ReactElement | null {
  const { imports } = useMessages();
  if (state !== 'booking' && !(state === 'reading' && isMapped)) return null;
  const isOpen = rows === 0;
  const pct = isOpen ? 100 : (through / rows) * 100;
  return (
    <Progress.Root size="lg">
      <Progress.Section value={pct} animated={isOpen} striped={isOpen} aria-label={imports.states[state]} />
    </Progress.Root>
  );
}

/** Why it does not get on: it is tried again by itself. */
function Trouble({ trouble }: { readonly trouble: NonNullable<File['trouble']> }): ReactElement {
  const { imports } = useMessages();
  const words = useFaultWords();
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />} title={imports.trouble}>
      {words(trouble)} {imports.triedAgain}
    </Alert>
  );
}

interface BookButtonProps {
  readonly file: File;
  readonly good: number;
  readonly book: (goodRowsOnly: boolean) => void;
}

function BookButton({ file: { may, state }, good, book }: BookButtonProps): ReactElement {
  const { imports, shell } = useMessages();
  const n = good.toLocaleString(useLocale());
  // Others are wrong.
  const isPart = may.includes('book-good-rows');
  const word = isPart ? imports.bookGood(n) : imports.book(n);
  return (
    <Button variant={isPart ? 'default' : 'filled'} onClick={() => book(isPart)}>
      {state === 'booking' ? shell.again : word}
    </Button>
  );
}

interface CancelButtonProps {
  readonly isBooking: boolean;
  readonly cancel: () => void;
}

/** Asks once more: what is cancelled has to be sent again. */
function CancelButton({ isBooking, cancel }: CancelButtonProps): ReactElement {
  const { imports } = useMessages();
  const [isAsked, ask] = useState(false);
  return (
    <Stack gap={0}>
      <Button variant="default" color="red" onBlur={() => ask(false)} onClick={() => (isAsked ? cancel() : ask(true))}>
        {isAsked ? imports.reallyCancel : isBooking ? imports.stop : imports.cancel}
      </Button>
    </Stack>
  );
}
