import { documentHash } from '../../common/index.js';
import type { AgreementVersion, Termination } from '../../domain/agreement/agreement.js';

/** The hash of a version as both sides sign it. */
export function versionHash(version: AgreementVersion): string {
  const { version: number, title, startsOn, endsOn, exclusive, coverageTargetPpm, scope, terms } = version;
  return documentHash({ number, title, startsOn, endsOn, exclusive, coverageTargetPpm, scope, terms });
}

/** The hash of a termination as both sides sign it. */
export function terminationHash({ endsOn, reason }: Termination): string {
  return documentHash({ endsOn, reason });
}
