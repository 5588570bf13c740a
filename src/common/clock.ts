/** The server's clock: a class of its own, so that tests can set it. */
export class Clock {
  /** Milliseconds since 1970. */
  now(): number {
    return Date.now();
  }
}
