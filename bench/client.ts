import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** From sending the request to the last byte of the answer. */
  readonly ms: number;
}

/** What a request carries. */
interface Sent {
  readonly type: string;
  readonly content: string | Buffer;
}

/** Requests over real sockets, which stay open. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly port: number) {}

  /** What addresses of the server begin with. */
  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get(path: string, token: string): Promise<Answer> {
    return this.send('GET', path, token);
  }

  post(path: string, token: string, body: string): Promise<Answer> {
    return this.send('POST', path, token, { type: 'application/json', content: body });
  }

  put(path: string, token: string, body: string): Promise<Answer> {
    return this.send('PUT', path, token, { type: 'application/json', content: body });
  }

  /** Sends a file as it is. */
  upload(path: string, token: string, file: Sent): Promise<Answer> {
    return this.send('POST', path, token, file);
  }

  /** Whether something answers, and that all is well. */
  async answers(path: string): Promise<boolean> {
    try {
      return (await this.send('GET', path, '')).status < 300;
    } catch {
      return false;
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, token: string, body?: Sent): Promise<Answer> {
    const startedAt = performance.now();
    const headers = {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': body.type, 'content-length': Buffer.byteLength(body.content) } : {}),
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: this.port, agent: this.agent, method, path, headers },
        (reply) => {
          const parts: Buffer[] = [];
          reply.on('data', (part: Buffer) => parts.push(part));
          reply.on('error', reject);
          reply.on('end', () => {
            const text = Buffer.concat(parts).toString();
            resolve({ status: reply.statusCode ?? 0, text, ms: performance.now() - startedAt });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body?.content);
    });
  }
}

/** @throws Error with what was answered, where it is not the status that was expected */
export function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`Answered ${answer.status} instead of ${status}: ${answer.text}`);
  return answer;
}
