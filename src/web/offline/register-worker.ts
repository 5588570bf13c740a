/** Lets the app open without the network: in production only, so that development sees every change at once. */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    // Where the worker cannot be registered, all else works as before.
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  });
}
