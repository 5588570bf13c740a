import { configWarnings, readConfig } from './config.js';

describe('whom the service believes an address', () => {
  const warningsOf = (trusted?: string): string[] =>
    configWarnings(readConfig(trusted === undefined ? {} : { TRUST_PROXY: trusted }));

  it.each([undefined, 'false', '1', '2', 'loopback', '10.0.0.0/8, 192.168.1.1', 'fd00::/8'])(
    'is nothing to warn of with TRUST_PROXY=%s',
    (trusted) => {
      expect(warningsOf(trusted)).toEqual([]);
    },
  );

  it.each(['true', '0.0.0.0/0', '10.0.0.1, ::/0', '0.0.0.0/0.0.0.0'])('is everyone with TRUST_PROXY=%s', (trusted) => {
    expect(warningsOf(trusted)).toHaveLength(1);
    expect(warningsOf(trusted)[0]).toContain('TRUST_PROXY=1');
  });
});
