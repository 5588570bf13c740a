import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, TestApp } from './test-app.js';

/** What a test asks of an answer by itself. */
interface Shown {
  readonly id: string;
  readonly state: string;
  readonly mapping: object | null;
  readonly proposal: object;
  readonly wrong: number;
}
const shown = ({ body }: Answer): Shown => body as Shown;

/** What a test does with files. */
export class FileDesk {
  constructor(
    private readonly app: TestApp,
    private readonly token: string,
  ) {}

  send(kind: string, siteId: string, text: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
    return this.app.send('POST', `/imports?kind=${kind}&siteId=${siteId}`, text, {
      token: this.token,
      headers: { 'content-type': 'text/csv', ...headers },
    });
  }

  async one(id: string): Promise<Answer['body']> {
    return (await this.app.get(`/imports/${id}`, { token: this.token })).body;
  }

  /** The import once it has reached a state. */
  async when(id: string, ...states: string[]): Promise<Answer['body']> {
    // Longer than the busiest machine takes; a file that hangs must not hang its suite.
    for (let turn = 0; turn < 10_000; turn += 1) {
      const answer = await this.app.get(`/imports/${id}`, { token: this.token });
      if (states.includes(shown(answer).state)) return answer.body;
      await pause(20);
    }
    throw new Error(`The file ${id} never came to be ${states.join(' or ')}.`);
  }

  /** Confirms the proposal, with what a person says beside it, and waits until the file was looked at. */
  async mapped(id: string, more: object = {}): Promise<Answer['body']> {
    const { proposal } = shown(await this.app.get(`/imports/${id}`, { token: this.token }));
    const mapping = { ...proposal, ...more };
    const answer = await this.app.send('PUT', `/imports/${id}/mapping`, mapping, { token: this.token });
    return answer.status === 202 ? this.when(id, 'looked') : answer.body;
  }

  act(id: string, what: 'booking' | 'cancellation', body: object = {}): Promise<Answer> {
    return this.app.post(`/imports/${id}/${what}`, body, { token: this.token });
  }

  /** A file from its sending to its end. */
  async booked(kind: string, siteId: string, text: string, more: object = {}): Promise<Answer['body']> {
    const { id } = shown(await this.send(kind, siteId, text));
    const isMapped = shown(await this.app.get(`/imports/${id}`, { token: this.token })).mapping !== null;
    const looked = (isMapped ? await this.when(id, 'looked') : await this.mapped(id, more)) as Shown;
    if (looked.state !== 'looked' || looked.wrong > 0) return looked;
    await this.act(id, 'booking');
    return this.when(id, 'done');
  }
}
