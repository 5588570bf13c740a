import type { ReactElement } from 'react';
import { DRY_MASS } from '../../../domain/matter/holding.js';
import { ELEMENT_COLOURS } from '../../parts/element-colours.js';

interface ShareBarProps {
  readonly kg: number;
  readonly totalKg: number;
  readonly of: string;
}

/** A share of the total as a length; the figure beside it says the same. */
export function ShareBar({ kg, totalKg, of }: ShareBarProps): ReactElement {
  const width = Math.max(0, Math.min(100, (100 * kg) / totalKg));
  const colour = of === DRY_MASS ? undefined : ELEMENT_COLOURS[of];
  return (
    <div
      aria-hidden
      style={{ height: 10, borderRadius: 5, background: 'var(--mantine-color-default-border)', overflow: 'hidden' }}
    >
      <div
        style={{
          width: `${width}%`,
          minWidth: width > 0 ? 2 : 0,
          height: '100%',
          background: colour ?? 'var(--mantine-primary-color-filled)',
        }}
      />
    </div>
  );
}
