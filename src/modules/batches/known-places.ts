import type { CoveringVersion } from '../agreements/index.js';
import type { Day } from '../../domain/measure/time.js';
import type { SiteFacts } from '../parties/index.js';

interface Place {
  readonly siteId: string;
  readonly stream: string;
  readonly day: Day;
}

/**
 * What many acts that are decided in one unit have in common, each found once: the sites, which the unit holds, and the versions that
 * cover a place, which cannot change while it does.
 */
export class KnownPlaces {
  private readonly sites = new Map<string, SiteFacts>();
  private readonly coverings = new Map<string, CoveringVersion | null>();

  async site(siteId: string, find: () => Promise<SiteFacts>): Promise<SiteFacts> {
    const known = this.sites.get(siteId) ?? (await find());
    this.sites.set(siteId, known);
    return known;
  }

  async covering(
    { siteId, stream, day }: Place,
    find: () => Promise<CoveringVersion | null>,
  ): Promise<CoveringVersion | null> {
    const key = `${siteId} ${day} ${stream}`;
    const known = this.coverings.get(key);
    if (known !== undefined) return known;
    const found = await find();
    this.coverings.set(key, found);
    return found;
  }
}
