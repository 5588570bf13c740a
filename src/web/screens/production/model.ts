import type { Schemas } from '../../api/client.js';

export type Balance = Schemas['PlantBalanceAnswer'];
export type ElementBalance = Schemas['ElementBalanceAnswer'];
