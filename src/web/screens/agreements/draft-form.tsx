import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useContext, useRef, useState, type ReactElement } from 'react';
import { problemOf, type ApiProblem } from '../../api/client.js';
import { useMessages } from './texts.js';
import { DraftContext } from '../../forms/draft-context.js';
import { DraftPlace } from '../../forms/draft-place.js';
import { useDraft } from '../../forms/draft.js';
import { Failure } from '../../parts/states.js';
import { StickyBar } from '../../forms/sticky-bar.js';
import { caughtUp, touched } from '../../forms/touched.js';
import {
  draftChangesOf,
  draftErrorsOf,
  isAtFields,
  missingIn,
  type DraftKind,
  type DraftValues,
} from './draft-values.js';
import { LoopFields } from './loop-fields.js';
import type { Agreement } from './model.js';
import { Overtaken } from './overtaken.js';
import { PartyFields } from './party-fields.js';
import { ScopeFields } from './scope-fields.js';
import { ExceptionFields, WeighingFields } from './terms-fields.js';

interface DraftFormProps {
  readonly kind: DraftKind;
  /** Under which name the device keeps what is typed. */
  readonly name: string;
  /** What is edited or amended. */
  readonly agreement?: Agreement;
  readonly initial: DraftValues;
  readonly submit: string;
  readonly problem: ApiProblem | null;
  readonly isBusy: boolean;
  /** Sends it. @returns where to go then */
  readonly send: (values: DraftValues, draftId: string) => Promise<() => Promise<void>>;
  /** Reads what others have done meanwhile. @returns what the form would begin with now; undefined where nothing has */
  readonly catchUp?: (error: unknown) => Promise<DraftValues | undefined>;
  /** What others have done that keeps this from being saved, in words. */
  readonly stopped?: ReactElement | null;
}

/** What is kept on the device: what was typed, and over what. */
interface KeptChange {
  readonly base: DraftValues;
  readonly values: DraftValues;
}

/** The values of the form; what was typed before goes on from what others have saved meanwhile. */
function useDraftValues({ kind, name, initial, catchUp }: DraftFormProps) {
  const { form: words } = useMessages().agreements;
  const { kept, keep, forget, id } = useDraft<KeptChange>(name);
  // The first day of a change is nobody else's: it moves on by itself with the days.
  const [seen] = useState(() => ({
    ...(kept?.base ?? initial),
    ...(kind === 'amend' && { startsOn: initial.startsOn }),
  }));
  const base = useRef(initial);
  const form = useForm<DraftValues>({
    initialValues: kept ? caughtUp(kept.base, initial, kept.values) : initial,
    validate: (values) => missingIn(values, words.needed),
    onValuesChange: (values) => keep({ base: base.current, values }),
  });
  return {
    form,
    kept,
    forget,
    seen,
    draftId: id,
    overtake: async (error: unknown) => {
      const theirs = await catchUp?.(error);
      if (!theirs) return;
      const merged = caughtUp(base.current, theirs, form.getValues());
      base.current = theirs;
      form.setValues(merged);
    },
  };
}

/** The words of an agreement: for a draft, its edit and an amendment the same pieces. */
export function DraftForm(props: DraftFormProps): ReactElement {
  return (
    <DraftPlace<KeptChange>
      name={props.name}
      isBegun={({ base, values }) => Object.keys(touched(base, values)).length > 0}
      describe={({ values }) => [values.reference, values.title].filter(Boolean).join(' · ')}
    >
      <DraftEntry {...props} />
    </DraftPlace>
  );
}

function DraftEntry(props: DraftFormProps): ReactElement {
  const { kind, agreement, initial, submit, problem, isBusy, send, stopped } = props;
  const { form: words } = useMessages().agreements;
  const { form, kept, forget, seen, draftId, overtake } = useDraftValues(props);
  const { startAfresh } = useContext(DraftContext);
  const changes = useChanged(initial, form.values);
  const isSame = kind === 'amend' && changes === '';
  const submitted = form.onSubmit(async (values) => {
    try {
      const go = await send(values, draftId);
      forget();
      await go();
    } catch (error) {
      await overtake(error);
      form.setErrors(draftErrorsOf(problemOf(error), values));
    }
  });
  const summary = kind === 'new' ? words.summary(form.values.siteIds.length) : changes && words.changed(changes);
  return (
    <form onSubmit={submitted} noValidate>
      <Stack gap="lg">
        {kept && (
          <Alert color="gray" variant="light">
            <Group justify="space-between">
              <Text>{words.draftKept}</Text>
              <Button
                variant="default"
                onClick={() => {
                  forget();
                  startAfresh();
                }}
              >
                {words.startAfresh}
              </Button>
            </Group>
          </Alert>
        )}
        <PartyFields form={form} kind={kind} agreement={agreement} />
        <ScopeFields form={form} agreement={agreement} />
        <WeighingFields form={form} />
        <ExceptionFields form={form} />
        <LoopFields form={form} agreement={agreement} />
        {stopped}
        {!stopped && agreement && (
          <Overtaken
            agreement={agreement}
            was={seen}
            is={initial}
            typed={form.values}
            isRefused={problem?.code === 'stale-version'}
          />
        )}
        {problem && !stopped && problem.code !== 'stale-version' && !isAtFields(problem, form.values) && (
          <Failure error={problem} />
        )}
        <StickyBar summary={summary === '' ? words.nothingChanged : summary}>
          <Button type="submit" loading={isBusy} disabled={isSame || (kind === 'edit' && Boolean(stopped))}>
            {submit}
          </Button>
        </StickyBar>
      </Stack>
    </form>
  );
}

/** The words for what has changed. */
function useChanged(before: DraftValues, after: DraftValues): string {
  const { terms, form } = useMessages().agreements;
  const { scope, terms: changedTerms, ...plain } = draftChangesOf(before, after);
  const words = {
    title: terms.title,
    endsOn: terms.endsOn,
    exclusive: terms.exclusive,
    coverageTargetPct: terms.target,
    siteIds: terms.sites,
    streams: terms.streams,
    weightTolerancePct: terms.tolerance,
    settleOn: terms.settleOn,
    confirmWithinDays: form.confirmLabel,
    carveOuts: terms.carveOuts,
    processorIds: terms.processors,
    completenessShared: terms.completenessShared,
    usabilityFactors: terms.factors,
  };
  const changed = { ...plain, ...scope, ...changedTerms };
  return (Object.keys(changed) as (keyof typeof words)[]).map((name) => words[name]).join(', ');
}
