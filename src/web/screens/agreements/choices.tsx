import { Checkbox, SimpleGrid, type CheckboxGroupProps } from '@mantine/core';
import type { ReactElement } from 'react';

interface ChoicesProps extends Omit<CheckboxGroupProps, 'children' | 'onChange' | 'value'> {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value?: readonly string[];
  readonly onChange?: (value: string[]) => void;
}

/** A few things to choose from, each a target for a finger. */
export function Choices({ options, value = [], ...rest }: ChoicesProps): ReactElement {
  return (
    <Checkbox.Group size="md" value={[...value]} {...rest}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing={0} mt={4}>
        {options.map((option, index) => (
          <Checkbox
            key={option.value}
            size="md"
            value={option.value}
            label={option.label}
            styles={{ body: { minHeight: 44, alignItems: 'center' } }}
            {...(index === 0 && Boolean(rest.error) && { 'data-fault': true })}
          />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}
