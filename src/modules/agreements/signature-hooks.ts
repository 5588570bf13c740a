import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AgreementFacts, AgreementVersion } from '../../domain/agreement/agreement.js';

/** A version that has just got its second signature, and by whom. */
export interface SignedVersion {
  readonly facts: AgreementFacts;
  readonly version: AgreementVersion;
  readonly userId: string;
}

type Listener = (tx: EntityManager, signed: SignedVersion) => Promise<void>;

/**
 * Lets modules to the right act in the same unit when a version has both signatures, the agreement's first or an
 * amendment's: what it covers is written by then, and the sites in its scope are locked. What a listener throws refuses
 * the signature.
 */
@Injectable()
export class SignatureHooks {
  private readonly listeners: Listener[] = [];

  register(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** For the signing itself. */
  async announce(tx: EntityManager, signed: SignedVersion): Promise<void> {
    for (const listener of this.listeners) await listener(tx, signed);
  }
}
