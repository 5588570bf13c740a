import { Image } from '@mantine/core';
import type { ReactElement } from 'react';

/** The sign of the house. */
export function Mark({ size }: { readonly size: number }): ReactElement {
  return <Image src="/icon.svg" alt="" w={size} h={size} />;
}
