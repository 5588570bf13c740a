import { useForm, type UseFormReturnType } from '@mantine/form';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { v7 } from 'uuid';
import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { isLeftOut } from '../../../domain/measure/site-time.js';
import { useMe } from '../../session/me.js';
import { useMessages } from './texts.js';
import { draftsElsewhere, forgetDraft, keepOwn, ownDraft } from '../../offline/draft-store.js';
import { useOutbox } from '../../offline/outbox-context.js';
import type { OutboxEntry } from '../../offline/outbox-store.js';
import { useDraft } from '../../forms/draft.js';
import { useZoneOf } from '../../data/sites.js';
import { logFaultsOf, refusalAt, type Faults } from './faults.js';
import type { Figures } from './figures.js';
import { lastBatch, remember, startingValues, withStream } from './memory.js';
import { bodyOf, isOpen, STEPS, logValuesOf, type LogStep } from './values.js';
import { ASIDE, isUntouched, type LogValues } from '../../forms/log-draft.js';

export type LogFormState = UseFormReturnType<LogValues>;

/** What is saved and then: on to the next one, or to its label. */
export type AfterSaving = 'next' | 'label';

interface Place {
  readonly catalogue: Catalogue;
  /** The site that one acts for. */
  readonly siteId: string;
}

/**
 * The form's values: kept on the device while one types, by person, until they are saved. What is logged is of the site
 * that one acts for; only what is mended stays where it was.
 */
export function useLogForm({ catalogue, siteId }: Place) {
  const { id: userId } = useMe();
  const draft = useDraft<LogValues>('log');
  const blank = (): LogValues => startingValues(userId, catalogue, siteId);
  const form = useForm<LogValues>({ initialValues: { ...blank(), ...draft.kept }, onValuesChange: draft.keep });
  useEffect(() => {
    const { mends, siteId: before } = form.getValues();
    if (mends === null && before !== siteId) form.setFieldValue('siteId', siteId);
  }, [siteId]);
  // What was put aside for mending comes back when that is done.
  const start = (): void => {
    const aside = ownDraft<LogValues>(userId, ASIDE);
    draft.forget();
    form.setValues(aside?.values ?? blank());
    form.clearErrors();
    if (aside) forgetDraft(userId, aside.id);
  };
  return { form, start, userId, draftId: draft.id };
}

interface SavingPlace extends Place {
  readonly userId: string;
  readonly start: () => void;
  /** The id of what is saved next: were it saved from two tabs, it would be booked once. */
  readonly draftId: string;
}

/** Saving by way of the queue, and what comes back from it. */
export function useSaving(form: LogFormState, place: SavingPlace) {
  const messages = useMessages();
  const { typed } = messages;
  const { outbox } = useOutbox();
  const zoneOf = useZoneOf();
  const [saved, setSaved] = useState<{ readonly id: string; readonly then: AfterSaving } | null>(null);
  const [isLost, setLost] = useState(false);
  const isBusy = useRef(false);
  const { userId, catalogue, start, draftId } = place;

  const save = async (then: AfterSaving, figures: Figures): Promise<Faults> => {
    const values = form.getValues();
    const zone = zoneOf(values.siteId);
    const faults = logFaultsOf(values, figures, messages);
    if (isLeftOut(values.when, zone)) faults.when = typed.leftOut(zone);
    form.setErrors(faults);
    // Enter pressed twice saves once.
    if (Object.keys(faults).length > 0 || isBusy.current) return faults;
    isBusy.current = true;
    try {
      const body = bodyOf(values, values.mends?.id ?? draftId, zone);
      await outbox.add(body, values.mends?.seq ?? null);
      remember(userId, body, catalogue);
      start();
      setSaved({ id: body.id, then });
      setLost(false);
    } catch {
      setLost(true);
    } finally {
      isBusy.current = false;
    }
    return {};
  };
  return { saved, isLost, save };
}

/**
 * Taking an entry back into the form; what was being typed is put aside until it is saved again.
 *
 * @returns whether it could be: another tab that is open may be mending it
 */
export function useMending(form: LogFormState, userId: string): (entry: OutboxEntry) => Promise<boolean> {
  const { outbox } = useOutbox();
  return async (entry) => {
    const elsewhere = await draftsElsewhere(userId);
    if (elsewhere.some(({ name, values }) => name === 'log' && (values as LogValues).mends?.seq === entry.seq))
      return false;
    if (!(await outbox.takeBack(entry.seq))) return true;
    const values = form.getValues();
    if (!isUntouched(values) && values.mends === null) keepOwn(userId, ASIDE, { id: v7(), values });
    form.setValues({ ...logValuesOf(entry.body), mends: { seq: entry.seq, id: entry.body.id } });
    const faults = entry.problem ? refusalAt(entry.problem) : {};
    form.setErrors(faults);
    focusField((Object.keys(faults)[0] as keyof LogValues | undefined) ?? 'gross');
    return true;
  };
}

/** The last batch once more: all but what is its own. */
export function duplicateLast(form: LogFormState, userId: string): void {
  const last = lastBatch(userId);
  if (!last) return;
  form.setValues({ ...logValuesOf(last), siteId: form.getValues().siteId, code: '', containerId: '', when: '' });
  form.clearErrors();
  focusField('gross');
}

export function chooseStream(form: LogFormState, userId: string, catalogue: Catalogue, stream: string): void {
  form.setValues((values) => withStream(userId, catalogue, { ...form.getValues(), ...values }, stream));
  form.clearFieldError('stream');
}

/** The id of a field on the page, so that keys can move between fields. */
export function fieldId(name: keyof LogValues): string {
  return `log-${name}`;
}

export function focusField(name: keyof LogValues): void {
  document.getElementById(fieldId(name))?.focus();
}

/** Whether a date or time was begun: to the form such a field is empty, which says now. */
export function isHalfTyped(name: keyof LogValues): boolean {
  const input = document.getElementById(fieldId(name));
  return input instanceof HTMLInputElement && input.validity.badInput;
}

function openSteps(values: LogValues, catalogue: Catalogue): readonly LogStep[] {
  return STEPS.filter((step) => isOpen(step, values, catalogue.stream(values.stream)));
}

/** Puts the cursor where the first figure is missing. */
export function focusFirstOpen(values: LogValues, catalogue: Catalogue): void {
  focusField(openSteps(values, catalogue)[0] ?? 'gross');
}

/**
 * Enter goes to the next field that is still empty; where none is, it saves. A press that goes on for long counts once, and
 * a list that is open keeps Enter for itself.
 */
export function onEnter(
  event: KeyboardEvent<HTMLElement>,
  { values, catalogue, save }: { values: LogValues; catalogue: Catalogue; save: () => void },
): void {
  const { target } = event;
  if (event.key !== 'Enter' || event.defaultPrevented || !(target instanceof HTMLInputElement)) return;
  event.preventDefault();
  if (event.repeat) return;
  const open = openSteps(values, catalogue).filter((step) => fieldId(step) !== target.id);
  const here = STEPS.findIndex((step) => fieldId(step) === target.id);
  const next = open.find((step) => STEPS.indexOf(step) > here) ?? open.find((step) => step !== 'oil');
  if (next) focusField(next);
  else save();
}
