import { catalogue } from '../../../test/support/reference-catalogue.js';
import { readCell } from './cells.js';
import { mappingFaults, type Mapping } from './mapping.js';

describe('a field of every row', () => {
  const told = (field: string, value: string): string[] => {
    const mapping: Mapping = {
      decimal: 'point',
      dates: 'year-first',
      basis: 'dry',
      columns: [],
      fixed: [{ field, value }],
    };
    return mappingFaults('by-products', [], mapping, catalogue)
      .filter(({ pointer }) => pointer.startsWith('/fixed'))
      .map(({ pointer, code }) => `${pointer} ${code}`);
  };

  it.each([
    ['estimated', 'true'],
    ['estimated', 'false'],
    ['tareKg', '20'],
    ['tareKg', '20.50'],
    ['moisturePct', '0'],
    ['moisturePct', '0.0'],
    ['alloy', 'NdFeB'],
  ])('of %s may be %s', (field, value) => {
    expect(told(field, value)).toEqual([]);
  });

  it.each([
    ['estimated', 'yes', 'not-one-of'],
    ['estimated', 'TRUE', 'not-one-of'],
    ['tareKg', '20,5', 'not-a-number'],
    ['tareKg', '1e3', 'not-a-number'],
    ['tareKg', '0x10', 'not-a-number'],
    ['tareKg', '-5', 'not-a-number'],
    ['tareKg', '123456789012.1234567', 'not-a-number'],
    ['pieces', '007', 'not-a-number'],
  ])('of %s is not read as something else than %s', (field, value, code) => {
    expect(told(field, value)).toEqual([`/fixed/0/value ${code}`]);
  });
});

describe('a fraction', () => {
  const read = (text: string): unknown =>
    readCell(text, {
      type: 'composition',
      unit: '%',
      mapping: { decimal: 'point', dates: 'year-first' },
      timeZone: 'Europe/Berlin',
    });

  it('has all of its digits, or is a fault', () => {
    expect(read('24.12345678')).toEqual({ value: 24.12345678 });
    expect(read('24.10000000000000000001')).toMatchObject({ fault: { code: 'value-too-fine' } });
  });
});
