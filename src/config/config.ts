/** Where the books are kept: a file of an embedded SQLite, or a PostgreSQL server. */
export type DatabaseConfig =
  { readonly kind: 'sqlite'; readonly path: string } | { readonly kind: 'postgres'; readonly url: string };

export interface Config {
  readonly port: number;
  readonly host: string;
  /** The address that browsers use; decides `Secure` cookies and which `Origin` may write. */
  readonly publicUrl: string | null;
  /** Whether, or from which proxies, `X-Forwarded-*` is believed. */
  readonly trustProxy: boolean | string | number;
  readonly database: DatabaseConfig;
  /** The platform administrator to create at the first start. */
  readonly admin: { readonly email: string; readonly password: string } | null;
  /** Requests per second that one token or session may make. */
  readonly rateLimitPerSecond: number;
  /** How long a request may take to arrive, its body included. */
  readonly requestTimeoutSeconds: number;
  readonly logLevel: string;
}

const DEFAULT_DATABASE_URL = 'sqlite:var/loopbook.sqlite';
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads the environment: the only place that does.
 *
 * @throws Error listing everything that is wrong, so that one start shows all.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const faults: string[] = [];
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;
  const config: Config = {
    port: wholeNumber(given('PORT'), { name: 'PORT', standard: 3000, least: 0, most: 65_535 }, faults),
    host: given('HOST') ?? '127.0.0.1',
    publicUrl: publicUrl(given('PUBLIC_URL'), faults),
    trustProxy: trustProxy(given('TRUST_PROXY')),
    database: parseDatabaseUrl(given('DATABASE_URL') ?? DEFAULT_DATABASE_URL, faults),
    admin: administrator(given('LOOPBOOK_ADMIN_EMAIL'), env['LOOPBOOK_ADMIN_PASSWORD'], faults),
    rateLimitPerSecond: wholeNumber(
      given('LOOPBOOK_RATE_LIMIT'),
      { name: 'LOOPBOOK_RATE_LIMIT', standard: 300, least: 1, most: 1_000_000 },
      faults,
    ),
    requestTimeoutSeconds: wholeNumber(
      given('LOOPBOOK_REQUEST_TIMEOUT'),
      { name: 'LOOPBOOK_REQUEST_TIMEOUT', standard: 60, least: 1, most: 3_600 },
      faults,
    ),
    logLevel: logLevel(given('LOOPBOOK_LOG_LEVEL'), faults),
  };
  if (faults.length > 0) throw new Error(`The configuration is wrong:\n- ${faults.join('\n- ')}`);
  return Object.freeze(config);
}

/** What works as it was set, but should be known to whoever set it. */
export function configWarnings({ trustProxy }: Pick<Config, 'trustProxy'>): string[] {
  const ranges = typeof trustProxy === 'string' ? trustProxy.split(',').map((range) => range.trim()) : [];
  if (trustProxy !== true && !ranges.some((range) => /\/0+(\.0+)*$/.test(range))) return [];
  return [
    'TRUST_PROXY believes X-Forwarded-For from everyone: whoever sends it gives oneself any address, and passes the limits that hold for an address. Set the number of proxies in front of the service (TRUST_PROXY=1), or their addresses.',
  ];
}

interface NumberRule {
  readonly name: string;
  readonly standard: number;
  readonly least: number;
  readonly most: number;
}

function wholeNumber(text: string | undefined, rule: NumberRule, faults: string[]): number {
  if (text === undefined) return rule.standard;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= rule.least && value <= rule.most) return value;
  faults.push(`${rule.name} must be a whole number from ${rule.least} to ${rule.most}.`);
  return rule.standard;
}

function publicUrl(text: string | undefined, faults: string[]): string | null {
  if (text === undefined) return null;
  try {
    const url = new URL(text);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url.origin;
  } catch {
    // Falls through to the fault below.
  }
  faults.push('PUBLIC_URL must be an http or https address.');
  return null;
}

function trustProxy(text: string | undefined): boolean | string | number {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  return /^\d+$/.test(text) ? Number(text) : text;
}

function parseDatabaseUrl(text: string, faults: string[]): DatabaseConfig {
  if (text.startsWith('sqlite:') && text.length > 'sqlite:'.length) {
    return { kind: 'sqlite', path: text.slice('sqlite:'.length) };
  }
  if (/^postgres(ql)?:\/\/./.test(text)) return { kind: 'postgres', url: text };
  faults.push('DATABASE_URL must be sqlite:<path> or postgres://...');
  return { kind: 'sqlite', path: '' };
}

function administrator(email: string | undefined, password: string | undefined, faults: string[]): Config['admin'] {
  if (email === undefined && !password) return null;
  if (email === undefined || !password) {
    faults.push('LOOPBOOK_ADMIN_EMAIL and LOOPBOOK_ADMIN_PASSWORD go together.');
    return null;
  }
  if (password.length < 12 || password.length > 200) {
    faults.push('LOOPBOOK_ADMIN_PASSWORD must have 12 to 200 characters.');
  }
  return { email, password };
}

function logLevel(text: string | undefined, faults: string[]): string {
  if (text === undefined) return 'info';
  if (!LOG_LEVELS.includes(text)) faults.push(`LOOPBOOK_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`);
  return text;
}
