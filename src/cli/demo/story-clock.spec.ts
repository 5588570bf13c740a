import { StoryClock, StoryIds } from './story-clock.js';

const WEEK_MS = 7 * 86_400_000;

describe("the story's clock", () => {
  it('tells the time that it was told, and never an earlier one', () => {
    const clock = new StoryClock(1_000);
    clock.tell(2_000);
    expect(clock.now()).toBe(2_000);
    expect(() => clock.tell(1_999)).toThrow(RangeError);
  });

  it('is the real clock once a story of the past has ended', () => {
    const clock = new StoryClock(Date.now() - WEEK_MS);
    clock.end();
    const before = Date.now();
    const told = clock.now();
    expect([before <= told, told <= Date.now()]).toEqual([true, true]);
  });

  it('goes on from the end of a story that reaches into the future', () => {
    const before = Date.now();
    const clock = new StoryClock(before + WEEK_MS);
    clock.end();
    const told = clock.now();
    expect([before + WEEK_MS <= told, told <= Date.now() + WEEK_MS]).toEqual([true, true]);
  });
});

describe("the story's ids", () => {
  it('are the same every time, in the order of their making, and none can be foretold afterwards', () => {
    const [one, two] = [new StoryClock(1_770_000_000_000), new StoryClock(1_770_000_000_000)];
    const [first, second] = [new StoryIds(one), new StoryIds(two)];
    const made = [first.next(), first.next(), first.next()];
    expect([second.next(), second.next(), second.next()]).toEqual(made);
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(3);
    expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    one.end();
    two.end();
    expect(first.next()).not.toBe(second.next());
  });
});
