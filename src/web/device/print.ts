import { useEffect } from 'react';

const SCHEME = 'data-mantine-color-scheme';

let onPaper = false;

/** Whether the page is being put on paper: what is drawn only now has missed the event that says so. */
export const isOnPaper = (): boolean => onPaper;

/** Paper is white and cannot be opened: a page is printed in the light colours, with what is folded on the screen unfolded. */
export function useLightPrint(): void {
  useEffect(() => {
    const root = document.documentElement;
    let onScreen = 'light';
    let folded: readonly HTMLDetailsElement[] = [];
    const before = () => {
      onPaper = true;
      onScreen = root.getAttribute(SCHEME) ?? 'light';
      root.setAttribute(SCHEME, 'light');
      folded = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
      for (const one of folded) one.open = true;
    };
    const after = () => {
      onPaper = false;
      root.setAttribute(SCHEME, onScreen);
      for (const one of folded) one.open = false;
    };
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
}
