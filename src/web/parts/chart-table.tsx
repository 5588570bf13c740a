import { Box } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import classes from './chart-table.module.css';

/** The figures of a chart for those who want digits, or do not see the picture: folded under it until asked for. */
export function ChartTable({
  summary,
  children,
}: {
  readonly summary: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <details className={classes.table}>
      <summary>{summary}</summary>
      <Box pt="sm">{children}</Box>
    </details>
  );
}
