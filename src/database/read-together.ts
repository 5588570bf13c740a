import { setImmediate } from 'node:timers/promises';

export type ReadMany<Answer> = (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>;
export type ReadOne<Answer> = (key: string) => Promise<Answer | undefined>;

/**
 * Reads by a key, one read after another: what is asked for while one is under way is read together, next. So an answer is
 * never older than the question, and nothing is kept that could be outdated.
 */
export function readTogether<Answer>(read: ReadMany<Answer>): ReadOne<Answer> {
  let next: { readonly keys: Set<string>; readonly answers: Promise<ReadonlyMap<string, Answer>> } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const begin = () => {
    const keys = new Set<string>();
    const answers = last.then(async () => {
      // What has arrived at the same time is heard first.
      await setImmediate();
      next = null;
      return read([...keys]);
    });
    last = answers.catch(() => undefined);
    return { keys, answers };
  };
  return async (key) => {
    next ??= begin();
    next.keys.add(key);
    return (await next.answers).get(key);
  };
}
