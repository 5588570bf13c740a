import { Button, Popover, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { paths } from '../api/schema.js';
import { useMessages } from '../i18n/index.js';

type Asked = paths['/api/v1/exports']['get']['parameters']['query'];

interface ExportMenuProps extends Omit<Asked, 'format' | 'kind'> {
  /** The lists that stand there, each with the columns that an import of its kind reads. */
  readonly kinds: readonly Asked['kind'][];
}

/** Lists as files. The browser keeps them as they come, however long they are. */
export function ExportMenu({ kinds, ...asked }: ExportMenuProps): ReactElement {
  const { shell } = useMessages();
  const address = (kind: Asked['kind'], format: 'csv' | 'xlsx'): string => {
    const given = Object.entries({ kind, format, ...asked }).filter(([, value]) => value !== undefined && value !== '');
    return `/api/v1/exports?${new URLSearchParams(given).toString()}`;
  };
  return (
    <Popover position="bottom-end" withinPortal={false} transitionProps={{ duration: 0 }} trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          aria-label={shell.exportOf(kinds.map((kind) => shell.exports[kind]).join(', '))}
          className="no-print"
        >
          {shell.export}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Stack gap={4}>
          {kinds.flatMap((kind) =>
            (['csv', 'xlsx'] as const).map((format) => (
              <Button
                key={`${kind} ${format}`}
                component="a"
                variant="subtle"
                justify="flex-start"
                href={address(kind, format)}
                download={`${kind}.${format}`}
              >
                {shell.exports[kind]} ({format.toUpperCase()})
              </Button>
            )),
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
