const PATIENCE_MS = 500;

/** What takes a while in which nobody can type waits: figures and fields come first. Safari does not say when it is idle. */
export function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, PATIENCE_MS);
    return () => clearTimeout(timer);
  }
  const call = requestIdleCallback(work, { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(call);
}
