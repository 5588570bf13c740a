import type { DemoDesk } from './desk.js';
import type { ProductionEvent } from './events.js';
import { idOf, type Places } from './people.js';

interface Created {
  readonly id: string;
}

/** Enters what happens in production, one request each. */
export class ProductionLoader {
  private readonly grades = new Map<string, string>();
  private readonly lots = new Map<string, string>();

  constructor(
    private readonly desk: DemoDesk,
    private readonly places: Places,
  ) {}

  async enter(event: ProductionEvent): Promise<void> {
    const { at: occurredAt, by } = event;
    switch (event.what) {
      case 'balance-settings':
        return this.desk.replace(by, `/sites/${this.site(event.site)}/balance-settings`, event.body);
      case 'grade':
        return this.keep(this.grades, event.body.code, await this.desk.post<Created>(by, '/grades', event.body));
      case 'grade-version':
        return this.desk.post(by, `/grades/${idOf(this.grades, event.grade)}/versions`, event.body);
      case 'magnet-lot': {
        const siteId = this.site(event.site);
        const body = { siteId, occurredAt, gradeId: idOf(this.grades, event.grade), ...event.body };
        return this.keep(this.lots, event.body.code, await this.desk.post<Created>(by, '/magnet-lots', body));
      }
      case 'lot-end': {
        const path = `/batches/${idOf(this.lots, event.lot)}/dispositions`;
        return this.desk.post(by, path, { occurredAt, ...event.body });
      }
      case 'count':
        return this.desk.post(by, `/sites/${this.site(event.site)}/counts`, event.body);
      case 'loss': {
        const body = { siteId: this.site(event.site), occurredAt, ...event.body };
        return this.desk.post(by, '/process-losses', body);
      }
    }
  }

  private keep(ids: Map<string, string>, code: string, { id }: Created): void {
    ids.set(code, id);
  }

  private site(code: string): string {
    return idOf(this.places.sites, code);
  }
}
