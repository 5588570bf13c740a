import { AbstractLogger, type LogMessage } from 'typeorm';
import { output, RunDesk } from './support/run-desk.js';

/** Counts what a data source is asked to do. */
class Statements extends AbstractLogger {
  readonly seen: string[] = [];

  constructor() {
    super(['query']);
  }

  protected override writeLog(_level: string, message: LogMessage | LogMessage[]): void {
    for (const one of [message].flat()) {
      if (typeof one === 'object' && one.type === 'query') this.seen.push(String(one.message));
    }
  }
}

describe('what closing a run asks of the database', () => {
  let desk: RunDesk;
  let statements: Statements;

  beforeAll(async () => {
    desk = await RunDesk.open();
    statements = new Statements();
    desk.app.store.writer.logger = statements;
  });
  afterAll(() => desk.close());

  /** The statements of closing a run that draws so many batches of two agreements whole, and makes so many of them. */
  async function statementsOf(inputs: number, outputs: number): Promise<string[]> {
    const { plant, otherPlant } = desk.world;
    const drawn = [];
    for (let index = 0; index < inputs; index += 1) {
      drawn.push(await desk.swarf(index % 2 === 0 ? plant : otherPlant, 100, { Nd: 30 }));
    }
    const made = Array.from({ length: outputs }, () => output('Nd2O3', (inputs * 30) / outputs, { Nd: 80 }));
    statements.seen.length = 0;
    await desk.closed({ inputs: drawn.map(({ id }) => ({ batchId: id })), outputs: made });
    return [...statements.seen];
  }

  it('does not grow with the number of its inputs and outputs', async () => {
    const few = await statementsOf(5, 2);
    const many = await statementsOf(20, 6);
    expect(many.map(begin)).toEqual(few.map(begin));
    expect(many.length).toBeLessThanOrEqual(50);
  });
});

/** What a statement does with which table, whatever the number of its values. */
function begin(statement: string): string {
  return statement.replace(/\s+/g, ' ').trim().slice(0, 30);
}
