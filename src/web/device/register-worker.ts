import { whenIdle } from './when-idle.js';

/**
 * Lets the app open without the network: in production only, so that development sees every change at once. The screens
 * that nobody has opened yet are kept when there is nothing else to do.
 */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = (): void => {
    // Where the worker cannot be registered, all else works as before.
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
    void navigator.serviceWorker.ready.then(({ active }) => whenIdle(() => active?.postMessage('keep-all')));
  };
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
