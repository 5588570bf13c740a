import type { Catalogue } from '../../domain/catalogue.js';
import { planByProducts } from './by-products.js';
import { planCollections } from './collections.js';
import type { DemoEvent } from './events.js';
import { planMagnets } from './magnets.js';
import type { DemoPlan } from './plan.js';
import { planWorks } from './works.js';
import { DemoYear } from './year.js';

/** All that happens in the demo's year, in the order of its happening: made from the plan alone, the same every time. */
export function storyOf(plan: DemoPlan, catalogue: Catalogue): readonly DemoEvent[] {
  const year = new DemoYear(plan, catalogue);
  planByProducts(year);
  planCollections(year);
  planWorks(year);
  planMagnets(year);
  return year.run();
}
