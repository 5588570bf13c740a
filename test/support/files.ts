import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, TestApp } from './test-app.js';

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
    return (await this.app.get(`/imports/${id}`, { token: this.token })).body as Answer['body'];
  }

  /** The import once it has reached a state. */
  async when(id: string, ...states: string[]): Promise<Answer['body']> {
    for (;;) {
      const body = (await this.one(id)) as Answer['body'];
      if (states.includes(body.state as string)) return body;
      await pause(20);
    }
  }

  /** Confirms the proposal, with what a person says beside it, and waits until the file was looked at. */
  async mapped(id: string, more: object = {}): Promise<Answer['body']> {
    const { proposal } = await this.one(id);
    const answer = await this.app.send(
      'PUT',
      `/imports/${id}/mapping`,
      { ...proposal, ...more },
      { token: this.token },
    );
    if (answer.status !== 202) return answer.body as Answer['body'];
    return this.when(id, 'looked');
  }

  act(id: string, what: 'booking' | 'cancellation', body: object = {}): Promise<Answer> {
    return this.app.post(`/imports/${id}/${what}`, body, { token: this.token });
  }

  /** A file from its sending to its end. */
  async booked(kind: string, siteId: string, text: string, more: object = {}): Promise<Answer['body']> {
    const { body } = await this.send(kind, siteId, text);
    const id = body.id as string;
    const looked = (await this.one(id)).mapping ? await this.when(id, 'looked') : await this.mapped(id, more);
    if (looked.state !== 'looked' || looked.wrong > 0) return looked;
    await this.act(id, 'booking');
    return this.when(id, 'done');
  }
}
