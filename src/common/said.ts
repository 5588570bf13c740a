import { faultAt, type Fault, type FaultCode, type FaultParams } from './errors.js';

/** The message of a validator that finds several faults below its field, each with a pointer from there. */
export function nestedFaults(faults: readonly Fault[]): string {
  return JSON.stringify(faults);
}

/** The message of a validator, from which the pipe reads the fault with its code. */
export function said<Code extends FaultCode>(code: Code, ...params: FaultParams<Code>): string {
  return nestedFaults([faultAt('', code, ...params)]);
}

/**
 * The faults in the message of a validator; of one that is not from here only that something is not valid. The library's
 * own messages begin with the property, which the pointer names already.
 */
export function faultsIn(message: string): readonly Fault[] {
  if (message.startsWith('[')) return JSON.parse(message) as Fault[];
  return [{ ...faultAt('', 'not-valid'), message: message.replace(/^\S+ (?=must|should|has|is|needs)/, '') }];
}
