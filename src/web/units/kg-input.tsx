import type { ReactElement } from 'react';
import { KG_DECIMALS, MAX_MASS_KG } from '../../domain/measure/quantities.js';
import { AmountInput, type AmountInputProps } from './amount-input.js';

/** A mass in kilograms to the milligram. */
export function KgInput(props: AmountInputProps): ReactElement {
  return <AmountInput unit="kg" decimals={KG_DECIMALS} max={MAX_MASS_KG} {...props} />;
}
