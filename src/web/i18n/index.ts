import { use } from 'react';
import { languageNow, useLanguage } from '../device/settings.js';
import * as en from './en/index.js';

/** All texts of one language, by screen; German has to have what English has. */
export type Messages = typeof en;

let german: Promise<Messages> | undefined;
/** German once it is there. */
let germanHere: Messages | undefined;

/** English comes with the app, German with whoever reads it; without a network it may not have come yet. */
function germanTexts(): Promise<Messages> {
  german ??= import('./de/index.js').catch(() => {
    // It is asked for again when the network is back.
    window.addEventListener('online', () => (german = undefined), { once: true });
    return en;
  });
  void german.then((texts) => (germanHere = texts));
  return german;
}

/** The texts in the language of this device. */
export function useMessages(): Messages {
  const [language] = useLanguage();
  return language === 'de' ? use(germanTexts()) : en;
}

/** The same outside of components. */
export function textsNow(): Messages {
  return (languageNow() === 'de' && germanHere) || en;
}

/** The locale for numbers and dates: the reader's own where it is of the chosen language. */
export function useLocale(): string {
  const [language] = useLanguage();
  return navigator.language.startsWith(language) ? navigator.language : { en: 'en-US', de: 'de-DE' }[language];
}
