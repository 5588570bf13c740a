import { v7 } from 'uuid';
import type { Schemas } from '../api/client.js';
import { inTurn } from '../device/in-turn.js';
import { allEntries, changeEntry, putEntry, removeEntry, type OutboxEntry, type QueuedBatch } from './outbox-store.js';
import { senderIs, sendEntry, type Halt } from './send.js';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;
/** How many booked batches this page remembers, for their codes and labels. */
const REMEMBERED = 20;

export interface OutboxState {
  /** What this person has saved and the service does not have yet, in the order in which it goes out. */
  readonly entries: readonly OutboxEntry[];
  /** How many entries other people have left on this device. */
  readonly others: number;
  /** What has been booked since this page was opened, newest first. */
  readonly booked: readonly Schemas['BatchAnswer'][];
  /** Why the last attempt stopped, where it did. */
  readonly halt: Halt | null;
}

interface Hooks {
  readonly onBooked: () => void;
  readonly onSignedOut: () => void;
}

type News = { readonly booked: Schemas['BatchAnswer'] | null };

/**
 * The way of every batch from the form to the service, with network and without. Entries of one person go out in order,
 * one tab at a time, and only while that person has signed in; what the service refuses steps aside for the others.
 */
export class Outbox {
  private state: OutboxState = { entries: [], others: 0, booked: [], halt: null };
  private readonly listeners = new Set<() => void>();
  private channel: BroadcastChannel | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private sending: Promise<void> | null = null;

  constructor(
    private readonly userId: string,
    private readonly hooks: Hooks,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): OutboxState => this.state;

  start(): void {
    this.channel = new BroadcastChannel('loopbook-outbox');
    this.channel.onmessage = ({ data }: MessageEvent<News>) => {
      if (data.booked) this.remember(data.booked);
      void this.refresh();
    };
    window.addEventListener('online', this.wake);
    document.addEventListener('visibilitychange', this.wake);
    void this.flush();
  }

  stop(): void {
    this.channel?.close();
    this.channel = null;
    clearTimeout(this.timer);
    window.removeEventListener('online', this.wake);
    document.removeEventListener('visibilitychange', this.wake);
  }

  /** Keeps a batch on the device, in place of an entry that it mends, and sends it when it can. */
  async add(body: QueuedBatch, mends: number | null): Promise<void> {
    const entry = { userId: this.userId, key: v7(), body, tried: false, problem: null };
    await putEntry({ ...entry, state: 'waiting' }, mends);
    await this.tell({ booked: null });
    void this.flush();
  }

  /** Holds an entry back for mending. @returns whether it could be: what may have reached the service cannot */
  async takeBack(seq: number): Promise<boolean> {
    const taken = await changeEntry(seq, ({ state, tried }) =>
      state === 'waiting' && tried ? null : { state: state === 'waiting' ? 'mending' : state },
    );
    await this.tell({ booked: null });
    return taken;
  }

  async discard(seq: number): Promise<void> {
    await removeEntry(seq);
    await this.tell({ booked: null });
  }

  /** Sends all that waits, unless that is under way. A device that has no store of its own says so when one saves. */
  readonly flush = async (): Promise<void> => {
    this.sending ??= this.round().catch(() => undefined);
    await this.sending;
    this.sending = null;
    const { halt, entries } = this.state;
    // Saved while the round was ending.
    if (halt === null && entries.some(({ state }) => state === 'waiting')) void this.flush();
  };

  private readonly wake = (): void => {
    if (document.visibilityState === 'hidden') return;
    this.failures = 0;
    void this.flush();
  };

  private async round(): Promise<void> {
    clearTimeout(this.timer);
    await this.refresh();
    const halt = await inTurn(() => this.sendAll());
    this.state = { ...this.state, halt };
    await this.refresh();
    if (halt === 'signed-out') this.hooks.onSignedOut();
    if (halt !== 'no-network') {
      this.failures = 0;
      return;
    }
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures);
    this.failures += 1;
    if (this.channel) this.timer = setTimeout(() => void this.flush(), wait);
  }

  private async sendAll(): Promise<Halt | null> {
    for (let isChecked = false; ; isChecked = true) {
      const mine = (await allEntries()).filter(({ userId }) => userId === this.userId);
      const entry = mine.find(({ state }) => state === 'waiting');
      if (!entry) return null;
      const sender = isChecked || (await senderIs(this.userId));
      if (sender !== true) return sender;
      if (!(await changeEntry(entry.seq, ({ state }) => (state === 'waiting' ? { tried: true } : null)))) continue;
      const outcome = await sendEntry(entry);
      if (outcome.kind === 'halted') return outcome.halt;
      if (outcome.kind === 'refused') {
        await changeEntry(entry.seq, () => ({ state: 'refused', problem: outcome.problem }));
        await this.tell({ booked: null });
        continue;
      }
      await removeEntry(entry.seq);
      this.remember(outcome.batch);
      await this.tell({ booked: outcome.batch });
      this.hooks.onBooked();
    }
  }

  private remember(batch: Schemas['BatchAnswer']): void {
    const others = this.state.booked.filter(({ id }) => id !== batch.id);
    this.state = { ...this.state, booked: [batch, ...others].slice(0, REMEMBERED) };
  }

  private async tell(news: News): Promise<void> {
    this.channel?.postMessage(news);
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    const all = await allEntries();
    const entries = all.filter(({ userId }) => userId === this.userId);
    this.state = { ...this.state, entries, others: all.length - entries.length };
    for (const listener of this.listeners) listener();
  }
}
