import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { problemOf } from '../api/client.js';
import { useMessages } from '../i18n/index.js';

/** What a request for a file came back with: the file, or why there is none. */
interface FileAnswer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

interface CsvButtonProps {
  /** Asks the service for the report as it writes it for a spreadsheet (`parseAs: 'blob'`). */
  readonly ask: () => Promise<FileAnswer>;
}

/** Saves a report for a spreadsheet; says the service's sentence where it is refused. */
export function CsvButton({ ask }: CsvButtonProps): ReactElement {
  const { reports, shell } = useMessages();
  const [isBusy, setBusy] = useState(false);
  const download = async (): Promise<void> => {
    setBusy(true);
    try {
      saveFile(await ask());
    } catch (error) {
      notifications.show({
        color: 'red',
        closeButtonProps: { 'aria-label': shell.close },
        title: reports.csvFailed,
        message: error instanceof Error ? error.message : '',
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      loading={isBusy}
      onClick={() => void download()}
    >
      {reports.csv}
    </Button>
  );
}

/** Has the browser keep what came, under the name that the service gives it. Throws with the service's sentence where none did. */
function saveFile({ data, error, response }: FileAnswer): void {
  if (!(data instanceof Blob)) throw new Error(problemOf(error).detail);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'report.csv';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(data);
  link.download = name;
  link.click();
  // The browser has taken hold of the file once the click is through.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
