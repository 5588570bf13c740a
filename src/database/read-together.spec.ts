import { setImmediate } from 'node:timers/promises';
import { readTogether } from './read-together.js';

describe('what is read together', () => {
  const reads: (readonly string[])[] = [];
  let stored = 'old';
  let finish = (): void => undefined;
  const ask = readTogether(async (keys) => {
    reads.push(keys);
    const found = new Map(keys.flatMap((key) => (key === 'nobody' ? [] : [[key, `${key} ${stored}`] as const])));
    await new Promise<void>((resolve) => (finish = resolve));
    if (keys.includes('broken')) throw new Error('on purpose');
    return found;
  });
  const begun = async (count: number): Promise<void> => {
    while (reads.length < count) await setImmediate();
  };
  const ended = async (count: number): Promise<void> => {
    await begun(count);
    finish();
  };

  it('is asked once a key, the next time for all that came meanwhile, and is never from before it was asked for', async () => {
    const first = [ask('a'), ask('a'), ask('b')];
    await begun(1);
    stored = 'new';
    const second = [ask('a'), ask('c'), ask('nobody')];
    finish();
    expect(await Promise.all(first)).toEqual(['a old', 'a old', 'b old']);
    await ended(2);
    expect(await Promise.all(second)).toEqual(['a new', 'c new', undefined]);
    expect(reads).toEqual([
      ['a', 'b'],
      ['a', 'c', 'nobody'],
    ]);
  });

  it('fails for those that asked, and for nobody after them', async () => {
    const failing = [ask('broken'), ask('d')];
    const outcomes = Promise.allSettled(failing);
    await ended(3);
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const after = ask('e');
    await ended(4);
    expect(await after).toBe('e new');
  });
});
