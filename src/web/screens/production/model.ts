import type { Schemas } from '../../api/client.js';

export type Balance = Schemas['PlantBalanceAnswer'];
export type ElementBalance = Schemas['ElementBalanceAnswer'];
export type Count = Schemas['CountAnswer'];
export type Grade = Schemas['GradeAnswer'];
export type GradeVersion = Schemas['GradeVersionAnswer'];
export type Lot = Schemas['MagnetLotAnswer'];
export type Loss = Schemas['ProcessLossAnswer'];
export type BalanceSettings = Schemas['BalanceSettingsAnswer'];
