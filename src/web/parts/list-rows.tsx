import { ActionIcon, Button, Group } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';

/** Takes a row out of a list that one types. */
export function RemoveRow({ label, onClick, mt }: RemoveRowProps): ReactElement {
  return (
    <ActionIcon color="gray" aria-label={label} onClick={onClick} mt={mt}>
      <IconTrash size={20} aria-hidden />
    </ActionIcon>
  );
}

interface RemoveRowProps {
  readonly label: string;
  readonly onClick: () => void;
  /** Room above, where the fields beside it have labels. */
  readonly mt?: number;
}

/** Puts one more row under a list that one types. */
export function AddRow({ text, label, ...rest }: AddRowProps): ReactElement {
  return (
    <Group>
      <Button variant="default" leftSection={<IconPlus size={20} aria-hidden />} aria-label={label} {...rest}>
        {text}
      </Button>
    </Group>
  );
}

interface AddRowProps {
  readonly text: string;
  /** Where there are several such lists: of which one this is. */
  readonly label?: string;
  readonly onClick: () => void;
  readonly id?: string;
}
