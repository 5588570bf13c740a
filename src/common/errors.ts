/** The one way from the outer layers to the domain's errors. */
export { DomainError, InputError, NotFoundError, type Fault } from '../domain/errors.js';
