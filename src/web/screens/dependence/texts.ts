import { withTexts } from '../../i18n/index.js';
import * as english from './texts.en.js';

export const useMessages = withTexts(english, () => import('./texts.de.js'));
