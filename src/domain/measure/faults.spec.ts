import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultAt, FAULTS, type FaultCode } from './faults.js';
import { REFUSALS } from './refusals.js';

/** The source of the service, without its tests, the browser app and the lists of codes themselves. */
const SOURCE = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/\.spec\.ts$|^web\/|measure\/(faults|refusals)\.ts$/.test(path))
  .map((path) => readFileSync(join('src', path), 'utf8'));

describe('what can be wrong', () => {
  it('is told with its code, its parameters and the sentence of both', () => {
    expect(faultAt('/name', 'too-long', { most: 200 })).toEqual({
      pointer: '/name',
      message: 'must have at most 200 characters',
      code: 'too-long',
      params: { most: 200 },
    });
    expect(faultAt('', 'not-json')).toEqual({ pointer: '', message: 'is not valid JSON', code: 'not-json' });
  });

  it('does not compile without what its sentence needs', () => {
    // @ts-expect-error -- How long it may be is missing.
    expect(() => faultAt('/name', 'too-long')).toThrow(TypeError);
    // @ts-expect-error -- There is no such fault.
    expect(() => faultAt('/name', 'odd')).toThrow(TypeError);
  });

  it.each([...(Object.keys(FAULTS) as FaultCode[]), ...REFUSALS])('%s is said somewhere in the service', (code) => {
    expect(SOURCE.filter((text) => text.includes(`'${code}'`)).length).toBeGreaterThan(0);
  });

  it('is never written out beside a pointer', () => {
    const loose = /pointer(?:: [^,{}]+)?,\s*message: ['"`]/;
    expect(SOURCE.flatMap((text) => loose.exec(text)?.[0] ?? [])).toEqual([]);
  });
});
