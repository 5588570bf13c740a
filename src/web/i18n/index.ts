import { use, useMemo } from 'react';
import { languageNow, useLanguage } from '../device/settings.js';
import * as en from './en/index.js';

/** What several screens say, by its place. */
export type Messages = typeof en;

/** Texts in both languages: English comes with the code that needs it, German with whoever reads it. */
class Texts<Table extends object> {
  /** German once it is there. */
  here: Table | undefined;
  private coming: Promise<Table> | undefined;

  constructor(
    readonly english: Table,
    private readonly fetchGerman: () => Promise<Table>,
  ) {}

  /** German; without a network it may not have come yet, and English stands in for it. */
  german(): Promise<Table> {
    this.coming ??= this.fetchGerman()
      .catch(() => {
        // It is asked for again when the network is back.
        window.addEventListener('online', () => (this.coming = undefined), { once: true });
        return this.english;
      })
      .then((texts) => (this.here = texts));
    return this.coming;
  }
}

const shared = new Texts<Messages>(en, () => import('./de/index.js'));
const all: Texts<object>[] = [shared];

function useTexts<Table extends object>(texts: Texts<Table>): Table {
  const [language] = useLanguage();
  return language === 'de' ? use(texts.german()) : texts.english;
}

/** The texts that screens share, in the language of this device. */
export function useMessages(): Messages {
  return useTexts(shared);
}

/** The same outside of components. */
export function textsNow(): Messages {
  return (languageNow() === 'de' && shared.here) || en;
}

/**
 * The texts of a screen, which come with it, beside the shared ones; German has to have what English has.
 *
 * @returns the hook by which the screen reads both
 */
export function withTexts<Own extends object>(english: Own, german: () => Promise<Own>): () => Messages & Own {
  const own = new Texts(english, german);
  all.push(own);
  return function useOwnMessages() {
    const common = useMessages();
    const texts = useTexts(own);
    return useMemo(() => ({ ...common, ...texts }), [common, texts]);
  };
}

/** Waits for the texts of all the code that is here, in the language of this device. */
export async function textsArrived(): Promise<void> {
  if (languageNow() === 'de') await Promise.all(all.map((texts) => texts.german()));
}

/** The locale for numbers and dates: the reader's own where it is of the chosen language. */
export function useLocale(): string {
  const [language] = useLanguage();
  return navigator.language.startsWith(language) ? navigator.language : { en: 'en-US', de: 'de-DE' }[language];
}
