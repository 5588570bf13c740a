import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useMessages } from '../i18n/index.js';

/** After an act: says so, closes its window, and has every screen read again what it shows. */
export function useBooked(onClose?: () => void): (message: string, isOdd?: boolean) => Promise<void> {
  const { shell } = useMessages();
  const client = useQueryClient();
  return async (message, isOdd = false) => {
    notifications.show({
      title: isOdd ? shell.looksOdd : shell.saved,
      message,
      color: isOdd ? 'yellow' : 'teal',
      closeButtonProps: { 'aria-label': shell.close },
      // The library's own grey is too light to be read.
      styles: { description: { color: 'var(--mantine-color-text)' } },
      autoClose: isOdd ? false : 5_000,
    });
    onClose?.();
    await client.invalidateQueries();
  };
}
