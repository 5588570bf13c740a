import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

/** So long a process has to end by itself. */
const ENDS_WITHIN_MS = 10_000;

/** Processes of the bench that have not ended: whatever ends the bench, ends them. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
] as const) {
  process.once(signal, () => process.exit(128 + number));
}

/** Starts Node with arguments. */
export function startNode(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Asks a process to end, and makes it where it does not. */
export async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

/** Runs Node to its end. @returns what it printed @throws Error with what it complained of, where it fails */
export async function runNode(args: readonly string[], cwd: string): Promise<string> {
  const child = startNode(args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout?.on('data', (part: Buffer) => out.push(part.toString()));
  child.stderr?.on('data', (part: Buffer) => err.push(part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`node ${args.at(0)} in ${cwd} ended with ${code}: ${err.join('').slice(-2_000)}`);
  return out.join('');
}
