import { readFileSync } from 'node:fs';
import { ROOT } from '../../config/root.js';
import type { ThresholdAnswer } from './dependence.dto.js';

/** One for the process, read from the catalogue's data. */
export const dependenceThresholds = (
  JSON.parse(readFileSync(new URL('data/catalogue/dependence.json', ROOT), 'utf8')) as {
    readonly thresholds: readonly ThresholdAnswer[];
  }
).thresholds;
