/** The one way from the outer layers to the domain's errors. */
export { DomainError, InputError, NotFoundError, pointerTo, type Fault } from '../domain/errors.js';
