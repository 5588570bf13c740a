import { useEffect, useRef, type RefObject } from 'react';

const FAULTY = 'data-unread';

/**
 * Keeps the form of a field from being sent while the field holds what cannot be understood: the cursor goes to the first
 * such field, and it says why. It comes before whatever the form does when it is sent.
 */
export function useFieldGuard(fault: string | undefined, say: () => void): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  const isFaulty = fault !== undefined;
  useEffect(() => {
    const input = field.current;
    const form = input?.form;
    if (!isFaulty || !input || !form) return;
    input.setAttribute(FAULTY, '');
    const refuse = (event: SubmitEvent) => {
      event.preventDefault();
      event.stopPropagation();
      if (form.querySelector(`[${FAULTY}]`) === input) input.focus();
      say();
    };
    form.addEventListener('submit', refuse);
    return () => {
      form.removeEventListener('submit', refuse);
      input.removeAttribute(FAULTY);
    };
  });
  return field;
}
