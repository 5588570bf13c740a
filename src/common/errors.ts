/** The one way from the outer layers to the domain's errors. */
export {
  DomainError,
  InputError,
  MOST_FAULTS,
  NotFoundError,
  pointerTo,
  type CreatedElement,
  type RefusalFacts,
} from '../domain/measure/errors.js';
export { REFUSALS, type RefusalCode } from '../domain/measure/refusals.js';
export { faultAt, FAULTS, type Fault, type FaultCode, type FaultParams } from '../domain/measure/faults.js';
