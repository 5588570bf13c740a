import { v7 } from 'uuid';

/** Makes identifiers: UUIDv7, so that they sort by the time of their making. */
export class Ids {
  next(): string {
    return v7();
  }
}
