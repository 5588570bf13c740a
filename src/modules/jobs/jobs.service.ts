import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, Ids } from '../../common/index.js';
import { changeRows, Database, insertEntities, runSql, UnitOfWork } from '../../database/index.js';
import { JobRow } from './job.entity.js';

/** A runner that says nothing for so long is taken for dead. */
const LEASE_MS = 5_000;
/** It says something with each unit, and as often as this while a piece of work takes long without one. */
const BEAT_MS = LEASE_MS / 3;
/** How often a process looks for jobs that another one left. */
const LOOK_MS = 2_000;
/** After so many failures in a row a job rests, so that others have their turn, and is tried again. */
const FAILURES = 5;
const REST_MS = 60_000;

/** Says within a unit that the job is still this runner's. @throws LostJob */
export type Hold = (tx: EntityManager) => Promise<void>;

/** One piece of work on a subject, in units of its own. @returns whether there is more to do */
export type Work = (subjectId: string, hold: Hold) => Promise<boolean>;

/** Is told that work on a subject has failed again and again, and rests. */
type Rest = (subjectId: string, error: unknown) => Promise<void>;

/** Another process has taken the job over: what this one was about to store is not stored. */
class LostJob extends Error {}

interface Held {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
}

/**
 * Jobs: one is worked on by one process at a time, among all that serve the same books, and goes on elsewhere where a process dies.
 * Leases go by the machine's clock, whatever the day of the books is.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Jobs');
  private readonly works = new Map<string, { readonly work: Work; readonly rest: Rest }>();
  private readonly runner = randomUUID();
  private readonly ending = new AbortController();
  private wake: (() => void) | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly work: UnitOfWork,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A module says how its jobs are worked on. */
  register(kind: string, work: Work, rest: Rest = () => Promise.resolve()): void {
    this.works.set(kind, { work, rest });
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** The unit under way ends first; the job goes on where it stands, at the next start or elsewhere. */
  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    this.wake?.();
    await this.running;
  }

  /** Has something worked on once the unit is stored; what rests of the same subject goes on then, too. */
  async add(tx: EntityManager, kind: string, subjectId: string): Promise<void> {
    const rested = `"subjectId" = ? AND "state" = 'open' AND "runner" IS NULL`;
    await changeRows(tx, `UPDATE "job" SET "leasedUntil" = 0 WHERE ${rested}`, [subjectId]);
    const row: JobRow = {
      id: this.ids.next(),
      kind,
      subjectId,
      state: 'open',
      runner: null,
      leasedUntil: 0,
      createdAt: this.clock.now(),
    };
    await insertEntities(tx, JobRow, [row]);
  }

  /** Looks for work at once instead of a little later. */
  poke(): void {
    this.wake?.();
  }

  private async run(): Promise<void> {
    while (!this.ending.signal.aborted) {
      const job = await this.next();
      if (job) await this.workOn(job);
      else await this.sleep();
    }
  }

  private async sleep(): Promise<void> {
    const woken = new AbortController();
    this.wake = () => woken.abort();
    await pause(LOOK_MS, undefined, { ref: false, signal: woken.signal }).catch(() => undefined);
    this.wake = null;
  }

  /** The oldest job that nobody works on, leased. Those on one subject are worked on one after the other, whoever does. */
  private async next(): Promise<Held | null> {
    try {
      const free = `"state" = 'open' AND ("leasedUntil" < ? OR "runner" = ?)`;
      const [found] = await runSql<Held>(
        this.database.manager,
        `SELECT "id", "kind", "subjectId" FROM "job" WHERE ${free} AND NOT EXISTS (
           SELECT 1 FROM "job" AS "other"
           WHERE "other"."subjectId" = "job"."subjectId" AND "other"."state" = 'open' AND "other"."id" <> "job"."id"
           AND ("other"."leasedUntil" >= ? OR "other"."createdAt" < "job"."createdAt"
             OR ("other"."createdAt" = "job"."createdAt" AND "other"."id" < "job"."id"))
         ) ORDER BY "createdAt", "id" LIMIT 1`,
        [Date.now(), this.runner, Date.now()],
      );
      if (!found) return null;
      const taken = await this.work.run((tx) =>
        changeRows(tx, `UPDATE "job" SET "runner" = ?, "leasedUntil" = ? WHERE "id" = ? AND ${free}`, [
          ...[this.runner, Date.now() + LEASE_MS, found.id],
          ...[Date.now(), this.runner],
        ]),
      );
      return taken === 1 ? found : null;
    } catch (error) {
      this.logger.warn(`No look at the jobs: ${String(error)}`);
      return null;
    }
  }

  private async workOn(job: Held): Promise<void> {
    const over = new AbortController();
    const kept = this.keep(job, over.signal);
    try {
      await this.workedOn(job);
    } finally {
      over.abort();
      await kept;
    }
  }

  private async workedOn(job: Held): Promise<void> {
    for (let failures = 0; !this.ending.signal.aborted;) {
      try {
        const known = this.works.get(job.kind);
        if (!known) throw new Error(`Nobody works on jobs of the kind ${job.kind}.`);
        const isMore = await known.work(job.subjectId, (tx) => this.hold(tx, job));
        failures = 0;
        if (!isMore) return await this.end(job);
      } catch (error) {
        if (error instanceof LostJob) return;
        this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
        failures += 1;
        if (failures >= FAILURES) return await this.rest(job, error);
        await this.sleep();
      }
    }
    await this.letGo(job, 0);
  }

  private async rest(job: Held, error: unknown): Promise<void> {
    await this.works
      .get(job.kind)
      ?.rest(job.subjectId, error)
      .catch((fault: unknown) => this.logger.warn(`Nobody is told of a job that rests: ${String(fault)}`));
    await this.letGo(job, Date.now() + REST_MS);
  }

  /** Keeps a job this runner's while it works on it: a large file is read for longer than a lease before its first unit. */
  private async keep(job: Held, over: AbortSignal): Promise<void> {
    for (;;) {
      await pause(BEAT_MS, undefined, { ref: false, signal: over }).catch(() => undefined);
      if (over.aborted) return;
      // What is lost is found out by the next unit.
      await this.work.run((tx) => this.hold(tx, job)).catch(() => undefined);
    }
  }

  private async hold(tx: EntityManager, { id }: Held): Promise<void> {
    const held = await changeRows(
      tx,
      `UPDATE "job" SET "leasedUntil" = ? WHERE "id" = ? AND "runner" = ? AND "state" = 'open'`,
      [Date.now() + LEASE_MS, id, this.runner],
    );
    if (held !== 1) throw new LostJob();
  }

  private async end({ id }: Held): Promise<void> {
    const set = `UPDATE "job" SET "state" = 'done' WHERE "id" = ? AND "runner" = ?`;
    await this.work
      .run((tx) => changeRows(tx, set, [id, this.runner]))
      .catch((error: unknown) => this.logger.warn(`The end of a job is not stored: ${String(error)}`));
  }

  /** Leaves a job to whoever comes next from an instant on, without waiting for the lease to end. */
  private async letGo({ id }: Held, from: number): Promise<void> {
    const set = 'UPDATE "job" SET "leasedUntil" = ?, "runner" = NULL WHERE "id" = ? AND "runner" = ?';
    await this.work
      .run((tx) => changeRows(tx, set, [from, id, this.runner]))
      .catch((error: unknown) => this.logger.warn(`A job is not let go: ${String(error)}`));
  }
}
