import { decideReceipt, NO_WEIGHT_TERMS, weighedFaults, type Announced, type Weighed } from './receipt.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

const KG = 1_000_000;

/** A drum of 1,000 kg net with 12 % moisture: 880 kg dry. */
const announced: Announced = {
  dryMg: ofMg(880 * KG),
  moisturePpm: ppmOf(120_000),
  oilPpm: 0,
  pieces: 1,
  estimated: false,
};
const terms = { tolerancePpm: ppmOf(5_000), settleOn: 'receiver' } as const;
const weighed = (more: Partial<Weighed> = {}): Weighed => ({
  grossMg: ofMg(1020 * KG),
  tareMg: ofMg(20 * KG),
  refusedNetMg: 0,
  ...more,
});

describe('the receipt of a batch', () => {
  it('takes moisture, oil and pieces as announced where they are left out', () => {
    expect(decideReceipt(announced, weighed(), terms)).toEqual({
      netMg: 1000 * KG,
      moisturePpm: 120_000,
      oilPpm: 0,
      pieces: 1,
      receivedDryMg: 880 * KG,
      refusedDryMg: 0,
      flag: 'within-tolerance',
      settledDryMg: 880 * KG,
      bookedDryMg: 880 * KG,
      allRefused: false,
    });
    // 1,000 kg x (100 % - 10 % - 2 %) = 880 kg.
    const other = weighed({ moisturePpm: ppmOf(100_000), oilPpm: ppmOf(20_000) });
    expect(decideReceipt(announced, other, terms)).toMatchObject({ receivedDryMg: 880 * KG, oilPpm: 20_000 });
  });

  it('books the figure that the agreement names at once, where it settles itself', () => {
    // 1,004 kg net, 883.52 kg dry: 0.4 % more. The mean of 880 and 883.52 is 881.76.
    const more = weighed({ grossMg: ofMg(1024 * KG) });
    const booked = (settleOn: 'receiver' | 'sender' | 'mean') =>
      decideReceipt(announced, more, { ...terms, settleOn }).bookedDryMg;
    expect([booked('receiver'), booked('sender'), booked('mean')]).toEqual([883_520_000, 880_000_000, 881_760_000]);
  });

  it('leaves open what is out of tolerance, and books what the scale said meanwhile', () => {
    // 970 kg net, 853.6 kg dry: 3 % less.
    const decision = decideReceipt(announced, weighed({ grossMg: ofMg(990 * KG) }), { ...terms, settleOn: 'sender' });
    expect(decision).toMatchObject({ flag: 'out-of-tolerance', settledDryMg: null, bookedDryMg: 853_600_000 });
  });

  it('takes the receiver for an estimate, whoever the agreement names', () => {
    const guess = { ...announced, estimated: true };
    const decision = decideReceipt(guess, weighed({ grossMg: ofMg(720 * KG) }), { ...terms, settleOn: 'sender' });
    // 700 kg net, 616 kg dry.
    expect(decision).toMatchObject({ flag: 'estimated', settledDryMg: 616 * KG });
  });

  it('refuses wet mass at the moisture of what arrived', () => {
    // 100 kg wet x 88 % = 88 kg.
    expect(decideReceipt(announced, weighed({ refusedNetMg: ofMg(100 * KG) }), terms).refusedDryMg).toBe(88 * KG);
  });

  it('sends back all with the received mass to the milligram, and disputes like any other', () => {
    // 333.333335 kg net x 88 % = 293.3333348, rounded once: refused and received are the same figure.
    const netMg = 333_333_335;
    const back = weighed({ grossMg: ofMg(netMg), tareMg: 0, refusedNetMg: ofMg(netMg) });
    expect(decideReceipt(announced, back, terms)).toMatchObject({
      flag: 'significant',
      allRefused: true,
      receivedDryMg: 293_333_335,
      refusedDryMg: 293_333_335,
      settledDryMg: null,
      bookedDryMg: 293_333_335,
    });
    // Within tolerance it settles itself on the figure that the agreement names: 995.5 kg net, 876.04 kg dry.
    const nearly = weighed({ grossMg: ofMg(1_015.5 * KG), refusedNetMg: ofMg(995.5 * KG) });
    expect(decideReceipt(announced, nearly, { ...terms, settleOn: 'sender' })).toMatchObject({
      flag: 'within-tolerance',
      allRefused: true,
      settledDryMg: 880 * KG,
      bookedDryMg: 880 * KG,
    });
  });

  it('takes the receiver up to ten percent where no agreement says anything', () => {
    const ninety = weighed({ grossMg: ofMg(920 * KG) });
    expect(decideReceipt(announced, ninety, NO_WEIGHT_TERMS)).toMatchObject({ settledDryMg: 792 * KG });
    const less = weighed({ grossMg: ofMg(919 * KG) });
    expect(decideReceipt(announced, less, NO_WEIGHT_TERMS)).toMatchObject({ flag: 'significant', settledDryMg: null });
  });
});

describe('a line of a receipt', () => {
  it('has faults whatever was announced', () => {
    const line = weighed({
      moisturePpm: ppmOf(900_000),
      oilPpm: ppmOf(200_000),
      refusedNetMg: ofMg(1001 * KG),
      pieces: 1,
      refusedPieces: 2,
    });
    expect(weighedFaults(announced, line).map(({ pointer }) => pointer)).toEqual([
      ...['/moisturePct', '/refusedKg', '/refusedPieces'],
    ]);
    expect(weighedFaults(announced, weighed({ refusedPieces: 1 })).map(({ pointer }) => pointer)).toEqual([
      '/refusedPieces',
    ]);
  });
});
