import { isOutOfStep, shortestInStep, type StepDay } from './in-step.js';
import { ofMg } from '../measure/quantities.js';

const day = (on: string, processed: number, recovered: number, intermediate: number): StepDay => ({
  day: on,
  processed: ofMg(processed),
  recovered: ofMg(recovered),
  intermediate: ofMg(intermediate),
});

describe('isOutOfStep', () => {
  it.each([
    [100n, 102n, 0n, false],
    [100n, 103n, 0n, true],
    [100n, 50n, 52n, false],
    [100n, -1n, 0n, true],
    [100n, 90n, -1n, true],
    [0n, 0n, 0n, false],
    [0n, 1n, 0n, true],
  ])('of %d processed, %d recovered and %d in intermediates is %p', (processed, recovered, intermediate, expected) => {
    expect(isOutOfStep({ processed, recovered, intermediate })).toBe(expected);
  });
});

describe('shortestInStep', () => {
  // Swarf becomes carbonate in January, and the carbonate oxide in February.
  const days = [day('2027-01-12', 240, 0, 233), day('2027-02-20', 0, 225, -233), day('2027-03-01', 100, 95, 0)];

  it('reaches back to the day on which what was drawn was made', () => {
    expect(shortestInStep(days, { from: '2027-02-01', to: '2027-02-28' })).toEqual({
      from: '2027-01-12',
      to: '2027-02-28',
    });
  });

  it('reaches forward where that is shorter', () => {
    // 30 kg too much were drawn again; next day 100 kg are processed.
    const again = [day('2027-01-01', 500, 450, 0), day('2027-06-10', 0, -30, 0), day('2027-06-11', 100, 95, 0)];
    expect(shortestInStep(again, { from: '2027-06-10', to: '2027-06-10' })).toEqual({
      from: '2027-06-10',
      to: '2027-06-11',
    });
  });

  it('is none where no period is in step', () => {
    expect(shortestInStep([day('2027-02-20', 0, 225, -233)], { from: '2027-02-01', to: '2027-02-28' })).toBeNull();
  });
});
