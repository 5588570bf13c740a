import { FileButton, Button, Stack, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState, type DragEvent, type ReactElement } from 'react';
import classes from './imports.module.css';
import { useMessages } from './texts.js';

interface FileDropProps {
  readonly take: (file: File) => void;
  readonly isBusy: boolean;
}

/** Where a file is dropped, or chosen by whoever has no mouse. */
export function FileDrop({ take, isBusy }: FileDropProps): ReactElement {
  const { imports } = useMessages();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files.item(0);
    if (file && !isBusy) take(file);
  };
  return (
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Stack align="center" gap="xs">
        <IconFileImport size={36} stroke={1.4} aria-hidden />
        <Text fw={600}>{imports.drop}</Text>
        <Text size="sm" c="dimmed" ta="center">
          {imports.dropNote}
        </Text>
        <FileButton
          accept=".csv,.xlsx"
          onChange={(file) => file && take(file)}
          inputProps={{ 'aria-label': imports.choose }}
        >
          {(props) => (
            <Button {...props} loading={isBusy}>
              {imports.choose}
            </Button>
          )}
        </FileButton>
      </Stack>
    </div>
  );
}
