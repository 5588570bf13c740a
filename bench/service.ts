import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { end, hasEnded, startNode } from './children.js';
import { Client } from './client.js';

const READY_WITHIN_MS = 60_000;
/** Short beside what is measured with it. */
const POLL_MS = 5;
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** What to start: a script with its arguments, and what answers once it is ready. */
export interface Program {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where it stands, where that is not here. */
  readonly cwd?: string;
  readonly readyPath: string;
}

/** The service as it is built and shipped, on a database of SQLite; its log is thrown away. */
export function serviceOn(path: string): Program {
  const env = { DATABASE_URL: `sqlite:${path}`, LOOPBOOK_RATE_LIMIT: '1000000' };
  return { args: ['dist/main.js'], env, readyPath: '/health/ready' };
}

/** Runs a server for as long as something is done with it. */
export async function withServer<T>(program: Program, use: (server: Server) => Promise<T>): Promise<T> {
  const server = new Server(program, await freePort());
  try {
    await server.ready();
    return await use(server);
  } finally {
    await server.stop();
  }
}

/** Runs several servers at once. */
export async function withServers<T>(programs: readonly Program[], use: (servers: Server[]) => Promise<T>): Promise<T> {
  const [program, ...rest] = programs;
  if (!program) return use([]);
  return withServer(program, (server) => withServers(rest, (servers) => use([server, ...servers])));
}

/** A server in a process of its own, and a client that keeps its connections to it. */
export class Server {
  readonly client: Client;
  /** From the start of the process to the first answer that it is ready. */
  readyAfterMs = NaN;
  private readonly startedAt = performance.now();
  private readonly child: ChildProcess;

  constructor(
    private readonly program: Program,
    port: number,
  ) {
    this.child = startNode(program.args, {
      cwd: program.cwd,
      env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), ...program.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.client = new Client(port);
  }

  async ready(): Promise<void> {
    const { args, readyPath } = this.program;
    while (!(await this.client.answers(readyPath))) {
      if (hasEnded(this.child)) throw new Error(`${args.join(' ')} ended before it was ready.`);
      if (performance.now() - this.startedAt > READY_WITHIN_MS) throw new Error(`${args.join(' ')} did not get ready.`);
      await setTimeout(POLL_MS);
    }
    this.readyAfterMs = performance.now() - this.startedAt;
  }

  /** Resident memory in megabytes (10^6 bytes). */
  residentMb(): number {
    return (Number(/VmRSS:\s+(\d+) kB/.exec(this.proc('status'))?.[1]) * 1024) / 1_000_000;
  }

  /** The most that was resident so far, in megabytes (10^6 bytes). */
  peakMb(): number {
    return (Number(/VmHWM:\s+(\d+) kB/.exec(this.proc('status'))?.[1]) * 1024) / 1_000_000;
  }

  /** Processor time so far, in milliseconds: what it costs, however busy the machine is otherwise. */
  processorMs(): number {
    // After the name, which stands in brackets and may hold anything: user and system time are the 12th and 13th field.
    const fields = this.proc('stat').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  /** What Linux tells of the process. */
  private proc(file: 'status' | 'stat'): string {
    return readFileSync(`/proc/${this.child.pid}/${file}`, 'utf8');
  }

  async stop(): Promise<void> {
    this.client.close();
    await end(this.child);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
