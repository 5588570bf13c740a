/** What bears a fault: a field that is wrong, or a group of fields with what is wrong of it. */
const FAULTY = '[aria-invalid="true"], [data-fault]';
const ALERT = '[role="alert"]';
/** A request that is under way. */
const BUSY = '[data-loading="true"]';
/** What stands in sight whatever one scrolls to. */
const IN_SIGHT = '[data-in-sight]';
/** How long an answer is waited for. */
const PATIENCE_MS = 60_000;

let stop: (() => void) | null = null;

/**
 * Leads to the first fault of whatever form is sent, as soon as it is shown: what the form says itself, and what the
 * service says later. A fault that stands above the page's edge, or behind a bar, is none that one can mend.
 */
export function leadToFaults(): void {
  document.addEventListener(
    'submit',
    ({ target }) => {
      if (target instanceof HTMLElement) leadToFirstFault(target);
    },
    { capture: true },
  );
}

/** The same for what is sent without a form: looks for the first fault within an element. */
export function leadToFirstFault(within: HTMLElement): void {
  stop?.();
  const place = within.closest<HTMLElement>('[role="dialog"]') ?? within;
  const before = new Set(alertsIn(place));
  let frame = 0;
  const look = (): void => {
    cancelAnimationFrame(frame);
    // What a form says itself is there two frames after it was sent.
    frame = requestAnimationFrame(() => (frame = requestAnimationFrame(arrive)));
  };
  const arrive = (): void => {
    if (!place.isConnected) return end();
    if (place.querySelector(BUSY)) return;
    const fault = place.querySelector<HTMLElement>(FAULTY) ?? alertsIn(place).find((alert) => !before.has(alert));
    if (!fault) return;
    end();
    show(fault);
  };
  const observer = new MutationObserver(look);
  const timer = setTimeout(() => end(), PATIENCE_MS);
  const end = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    observer.disconnect();
    for (const event of HANDS) place.removeEventListener(event, end);
    stop = null;
  };
  stop = end;
  observer.observe(place, { subtree: true, childList: true, attributes: true, characterData: true });
  // Whoever goes on by hand is not led elsewhere.
  setTimeout(() => HANDS.forEach((event) => place.addEventListener(event, end)));
  look();
}

const HANDS = ['pointerdown', 'keydown', 'input'] as const;

function alertsIn(place: HTMLElement): HTMLElement[] {
  return [...place.querySelectorAll<HTMLElement>(ALERT)].filter((alert) => !alert.closest(IN_SIGHT));
}

function show(fault: HTMLElement): void {
  const isField = fault.matches('input, textarea, select, button, a');
  if (!isField && !fault.hasAttribute('tabindex')) fault.tabIndex = -1;
  fault.scrollIntoView({ block: 'center' });
  fault.focus({ preventScroll: true });
}
