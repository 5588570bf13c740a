import { Alert, Button, Collapse, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp, IconPencil } from '@tabler/icons-react';
import { useEffect, useRef, type ReactElement } from 'react';
import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { useSite } from '../../data/acting-site.js';
import { useMessages } from './texts.js';
import { useOutbox } from '../../offline/outbox-context.js';
import { leadToFirstFault } from '../../device/first-fault.js';
import type { Site } from '../../data/sites.js';
import { isFolded } from './faults.js';
import { figuresOf } from './figures.js';
import { LogDetails } from './log-details.js';
import { LogFields } from './log-fields.js';
import { LogFigures } from './log-figures.js';
import { lastBatch } from './memory.js';
import { QueueList } from './queue-list.js';
import { SavedNote } from './saved-note.js';
import {
  duplicateLast,
  focusField,
  focusFirstOpen,
  isHalfTyped,
  onEnter,
  useLogForm,
  useMending,
  useSaving,
  type AfterSaving,
} from './use-log-form.js';
import { usePastWeights } from './use-past-weights.js';
import { isUntouched } from '../../forms/log-draft.js';

export interface LogFormProps {
  readonly catalogue: Catalogue;
  readonly sites: readonly Site[];
}

/** From the scale to the books. */
export function LogForm({ catalogue, sites }: LogFormProps): ReactElement {
  const { log } = useMessages();
  const { site, choose } = useSite();
  const siteId = site?.id ?? '';
  const { form, start, userId, draftId } = useLogForm({ catalogue, siteId });
  const { saved, isLost, save } = useSaving(form, { catalogue, siteId, userId, start, draftId });
  const mend = useMending(form, userId);
  const [isOpen, { toggle, open }] = useDisclosure(false);
  const place = useRef<HTMLFormElement>(null);
  const { values } = form;
  const figures = figuresOf(values, catalogue, usePastWeights(values.siteId, values.stream));
  useEffect(() => focusFirstOpen(form.getValues(), catalogue), []); // eslint-disable-line react-hooks/exhaustive-deps -- Once, when the screen opens.
  useReturned({ savedId: saved?.id ?? null, isFree: isUntouched(values), mend, open });

  const submit = async (then: AfterSaving): Promise<void> => {
    if (isHalfTyped('when')) return focusField('when');
    const faults = await save(then, figures);
    if (isFolded(faults)) open();
    // The part that was folded away has to be there before the cursor can go to it.
    if (Object.keys(faults).length > 0 && place.current) leadToFirstFault(place.current);
    else setTimeout(() => then === 'next' && focusFirstOpen(form.getValues(), catalogue));
  };

  return (
    <Stack gap="lg">
      {saved && <SavedNote {...saved} />}
      {isLost && (
        <Alert color="red" variant="light" role="alert">
          {log.notStored}
        </Alert>
      )}
      <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
        <form
          ref={place}
          noValidate
          aria-label={log.figures}
          onSubmit={(event) => event.preventDefault()}
          onKeyDown={(event) => onEnter(event, { values, catalogue, save: () => void submit('next') })}
        >
          <Stack gap="lg">
            {values.mends && <MendingNow leave={start} />}
            <LogFields form={form} userId={userId} catalogue={catalogue} sites={sites} actAt={choose} />
            <LogFigures figures={figures} />
            <div>
              <Button
                variant="subtle"
                px="xs"
                onClick={toggle}
                aria-expanded={isOpen}
                rightSection={
                  isOpen ? <IconChevronUp size={18} aria-hidden /> : <IconChevronDown size={18} aria-hidden />
                }
              >
                {isOpen ? log.less : log.more}
              </Button>
              <Collapse expanded={isOpen}>{isOpen && <LogDetails form={form} catalogue={catalogue} />}</Collapse>
            </div>
            <Actions submit={submit} duplicate={lastBatch(userId) ? () => duplicateLast(form, userId) : null} />
          </Stack>
        </form>
      </Paper>
      <QueueList catalogue={catalogue} inForm={values.mends?.seq ?? null} mend={mend} />
    </Stack>
  );
}

interface ActionsProps {
  readonly submit: (then: AfterSaving) => Promise<void>;
  readonly duplicate: (() => void) | null;
}

function Actions({ submit, duplicate }: ActionsProps): ReactElement {
  const { log, shell } = useMessages();
  return (
    <Group gap="sm">
      <Button size="lg" onClick={() => void submit('next')}>
        {log.saveAndNext}
      </Button>
      <Button size="lg" variant="default" onClick={() => void submit('label')}>
        {shell.save}
      </Button>
      {duplicate && (
        <Button size="lg" variant="subtle" onClick={duplicate}>
          {log.duplicate}
        </Button>
      )}
    </Group>
  );
}

function MendingNow({ leave }: { readonly leave: () => void }): ReactElement {
  const { log } = useMessages();
  return (
    <Alert color="yellow" variant="light" p="sm" icon={<IconPencil aria-hidden />} role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{log.mendingNow}</Text>
        <Button variant="default" onClick={leave}>
          {log.leaveMending}
        </Button>
      </Group>
    </Alert>
  );
}

interface Returning {
  readonly savedId: string | null;
  readonly isFree: boolean;
  readonly mend: ReturnType<typeof useMending>;
  readonly open: () => void;
}

/** What was saved a moment ago and refused comes back into the form by itself, if nothing else is being typed there. */
function useReturned({ savedId, isFree, mend, open }: Returning): void {
  const { entries } = useOutbox();
  const returned = useRef(new Set<number>());
  const entry = entries.find(({ body, state }) => body.id === savedId && state === 'refused');
  useEffect(() => {
    if (!entry || !isFree || returned.current.has(entry.seq)) return;
    returned.current.add(entry.seq);
    void mend(entry).then((isHere) => isHere && open());
  }, [entry, isFree, mend, open]);
}
