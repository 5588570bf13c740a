/** The one way from the outer layers to the domain's errors. */
export {
  DomainError,
  InputError,
  MOST_FAULTS,
  NotFoundError,
  pointerTo,
  type Fault,
} from '../domain/measure/errors.js';
