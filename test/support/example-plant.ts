import type { TestApp } from './test-app.js';
import { created, type World } from './world.js';

/** An assay of laboratory L1 that states 1 % relative (k = 2). */
export function l1Assay(formula: string, pct: number, bias = 1): Record<string, unknown> {
  const found = Number((pct * bias).toFixed(4));
  return {
    laboratory: 'L1',
    method: 'ICP-OES',
    sampledAt: '2027-02-02T08:00:00-05:00',
    composition: { [formula]: found },
    expandedUncertainty: { [formula]: Number((found / 100).toFixed(8)) },
  };
}

export interface Drum {
  readonly code: string;
  readonly netKg: number;
  readonly moisturePct?: number;
  readonly stream?: string;
  readonly nd: number;
  readonly on?: string;
}

/** What a plant does in a month, through the API. */
export class ExamplePlant {
  constructor(
    readonly app: TestApp,
    readonly world: World,
    /** What laboratory L1 reads, where it should read 1. */
    private readonly bias = 1,
  ) {}

  get siteId(): string {
    return this.world.plant.sites[0];
  }

  get token(): string {
    return this.world.plant.operator.token;
  }

  async count(countedOn: string, dryKg: number, more: Record<string, unknown> = {}): Promise<{ id: string }> {
    const lines = [{ stage: 'powder', dryKg, assay: this.counted(25) }];
    return created(this.app, `/sites/${this.siteId}/counts`, { countedOn, lines, ...more }, this.token);
  }

  counted(nd: number): Record<string, unknown> {
    const { laboratory, method, composition, expandedUncertainty } = l1Assay('Nd', nd, this.bias);
    return { laboratory, method, composition, expandedUncertainty };
  }

  /** Bought and charged. */
  async charge(
    code: string,
    { product, formula, pct, netKg }: { product: string; formula: string; pct: number; netKg: number },
    on = '2027-03-10',
  ): Promise<void> {
    const supply = {
      siteId: this.siteId,
      code,
      occurredAt: '2027-02-02T08:00:00-05:00',
      product,
      supplierName: 'Alloy works',
      originCountry: 'JP',
      netKg,
      assay: l1Assay(formula, pct, this.bias),
    };
    const { id } = await created(this.app, '/supplies', supply, this.token);
    const charge = { siteId: this.siteId, batchId: id, occurredAt: `${on}T08:00:00-05:00` };
    await created(this.app, '/charges', charge, this.token);
  }

  async log({
    code,
    netKg,
    moisturePct = 0,
    stream = 'grinding-sludge-oily',
    nd,
    on = '2027-03-20',
  }: Drum): Promise<string> {
    const batch = {
      siteId: this.siteId,
      stream,
      code,
      occurredAt: `${on}T08:00:00-05:00`,
      alloy: 'NdFeB',
      grossKg: netKg + 10,
      tareKg: 10,
      moisturePct,
      assay: l1Assay('Nd', nd, this.bias),
    };
    return (await created(this.app, '/batches', batch, this.token)).id;
  }

  async reuse(batchId: string, on = '2027-03-05'): Promise<void> {
    const occurredAt = `${on}T08:00:00-05:00`;
    const disposition = { kind: 'reused-in-process', occurredAt, reason: 'Clean green scrap' };
    await created(this.app, `/batches/${batchId}/dispositions`, disposition, this.token);
  }

  /** The month of the worked example, without its magnets. */
  async month(): Promise<void> {
    const scrap = await this.log({ code: 'G-1', netKg: 80, stream: 'green-compact-rejects', nd: 25, on: '2027-02-20' });
    for (const code of ['A-1', 'A-2', 'A-3', 'A-4']) {
      await this.charge(code, { product: 'NdFeB alloy', formula: 'Nd', pct: 25, netKg: 1_000 });
    }
    await this.charge('O-1', { product: 'rMREO', formula: 'Nd2O3', pct: 70, netKg: 100 });
    await this.reuse(scrap);
    for (let drum = 1; drum <= 10; drum += 1) {
      await this.log({ code: `S-${drum}`, netKg: 150, moisturePct: 20, nd: 24 });
    }
    await this.log({ code: 'G-2', netKg: 100, stream: 'green-compact-rejects', nd: 25 });
  }

  /** Three lots of magnets by their grade, and one that a customer sent back and that goes back into production, its id. */
  async magnets(coatingPct = 3): Promise<string> {
    const grade = {
      code: 'N42',
      alloy: 'NdFeB',
      from: '2027-01-01',
      composition: { Nd: 24 },
      expandedUncertainty: { Nd: 0.384 },
      coatingPct,
    };
    const { id: gradeId } = await created(this.app, '/grades', grade, this.world.plant.admin.token);
    const lot = { siteId: this.siteId, occurredAt: '2027-03-25T08:00:00-04:00', gradeId, pieces: 1_000 };
    for (const code of ['M-1', 'M-2', 'M-3']) {
      await created(this.app, '/magnet-lots', { ...lot, code, netKg: 1_000 }, this.token);
    }
    const returnedFrom = { customer: 'Motor works', use: 'unused' };
    const { id } = await created(
      this.app,
      '/magnet-lots',
      { ...lot, code: 'M-R', netKg: 40, returnedFrom },
      this.token,
    );
    const back = { kind: 'back-to-production', occurredAt: '2027-03-26T08:00:00-04:00', reason: 'Cracked' };
    await created(this.app, `/batches/${id}/dispositions`, back, this.token);
    return id;
  }

  async balance(
    from = '2027-03-01',
    to = '2027-03-31',
    token = this.token,
  ): Promise<Record<string, unknown> & { elements: Record<string, unknown>[]; total: Record<string, unknown> }> {
    const answer = await this.app.get(`/sites/${this.siteId}/balance?from=${from}&to=${to}`, { token });
    return answer.body as never;
  }
}
