import { useEffect } from 'react';

const SCHEME = 'data-mantine-color-scheme';

/** Paper is white: a page is printed in the light colours, whatever the screen shows. */
export function useLightPrint(): void {
  useEffect(() => {
    const root = document.documentElement;
    let onScreen = 'light';
    const before = () => {
      onScreen = root.getAttribute(SCHEME) ?? 'light';
      root.setAttribute(SCHEME, 'light');
    };
    const after = () => root.setAttribute(SCHEME, onScreen);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
}
