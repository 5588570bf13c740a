/** The one way from the database to the units of the domain. */
export { ofMg, type Mg, type Ppm } from '../domain/measure/quantities.js';
