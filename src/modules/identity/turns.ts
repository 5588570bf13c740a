import { DomainError } from '../../common/index.js';

export interface TurnsRule {
  readonly atATime: number;
  /** How many may wait: whoever came after them would wait longer than anyone does. */
  readonly mostWaiting: number;
}

/** Lets only so many pieces of work run at a time; the others wait in the order in which they came. */
export class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly rule: TurnsRule) {
    this.free = rule.atATime;
  }

  /** @throws DomainError `service-busy` where too many wait already */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.rule.mostWaiting) {
      throw new DomainError('service-busy', 'Too many people sign in at the moment. Try again shortly.');
    }
    return new Promise((resume) => this.waiting.push(resume));
  }
}
