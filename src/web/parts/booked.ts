import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { problemOf } from '../api/client.js';
import { useMessages } from '../i18n/index.js';

interface Notice {
  readonly title: string;
  readonly message: string;
  readonly isOdd: boolean;
}

/** A note at the edge of the screen; what is odd stays until it is closed. */
function useNotice(): (notice: Notice) => void {
  const { shell } = useMessages();
  return ({ title, message, isOdd }) => {
    notifications.show({
      title,
      message,
      color: isOdd ? 'yellow' : 'teal',
      autoClose: isOdd ? false : 5_000,
      closeButtonProps: { 'aria-label': shell.close },
      // The library's own grey is too light to be read.
      styles: { description: { color: 'var(--mantine-color-text)' } },
    });
  };
}

/** After an act: says so, closes its window, and has every screen read again what it shows. */
export function useBooked(onClose?: () => void): (message: string, isOdd?: boolean) => Promise<void> {
  const { shell } = useMessages();
  const show = useNotice();
  const client = useQueryClient();
  return async (message, isOdd = false) => {
    show({ title: isOdd ? shell.looksOdd : shell.saved, message, isOdd });
    onClose?.();
    await client.invalidateQueries();
  };
}

/** The refusals that come of somebody else having been quicker. */
const OVERTAKEN: readonly string[] = [
  ...['stale-version', 'agreement-state', 'shipment-state', 'batch-state', 'not-found', 'nothing-left'],
  ...['already-signed', 'nothing-to-sign', 'nothing-pending', 'already-reversed', 'already-terminated', 'in-dispute'],
];

export function isOvertaken(error: unknown): boolean {
  return OVERTAKEN.includes(problemOf(error).code);
}

/**
 * After an act without words of its own for which somebody else was quicker: says what has happened, closes its window and
 * shows what stands there now. Other refusals stay in the window.
 */
export function useMissed(onClose?: () => void): (error: unknown) => Promise<void> {
  const show = useNotice();
  const client = useQueryClient();
  return async (error) => {
    if (!isOvertaken(error)) return;
    const { title, detail } = problemOf(error);
    show({ title, message: detail, isOdd: true });
    onClose?.();
    await client.invalidateQueries();
  };
}
