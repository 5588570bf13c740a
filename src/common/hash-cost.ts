/**
 * What the hash of a password costs: the parameters for argon2id of the OWASP Password Storage Cheat Sheet, 19 MiB, two
 * passes, one lane.
 */
export class HashCost {
  readonly memoryCost: number = 19_456;
  readonly timeCost: number = 2;
  readonly parallelism: number = 1;
}
