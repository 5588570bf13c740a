import { Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconArrowsSplit, IconFlask, IconTrash } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useMe, useRights } from '../../session/me.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { ReversalForm } from '../../forms/reversal-form.js';
import { shownDay } from '../../i18n/format.js';
import { useMassText } from '../../units/mass.js';
import { AssayForm } from './assay-form.js';
import { DispositionForm } from './disposition-form.js';
import { entryKind, lastStanding, movedDryKg, useEntries, type BatchEntry } from './entries.js';
import { SplitForm } from './split-form.js';
import type { ShownBatch } from './words.js';

type Act = 'assay' | 'dispose' | 'split' | 'reverse';

/** What the person may do with the batch as it is now; the service has the last word. */
export function BatchActions({ batch }: { readonly batch: ShownBatch }): ReactElement | null {
  const { batches } = useMessages();
  const { writes } = useRights();
  const me = useMe();
  const entries = useEntries(batch.id).data?.pages.flatMap(({ items }) => items) ?? [];
  const [act, setAct] = useState<Act | null>(null);
  if (!writes) return null;
  const close = () => setAct(null);
  const can = (name: ShownBatch['may'][number]) => batch.may.includes(name);
  const last = lastStanding(entries, me.partyId);
  return (
    <Group gap="sm" className="no-print">
      {can('assay') && (
        <Button leftSection={<IconFlask size={20} aria-hidden />} onClick={() => setAct('assay')}>
          {batches.recordAssay}
        </Button>
      )}
      {can('dispose') && (
        <Button variant="default" leftSection={<IconTrash size={20} aria-hidden />} onClick={() => setAct('dispose')}>
          {batches.dispose}
        </Button>
      )}
      {can('split') && (
        <Button
          variant="default"
          leftSection={<IconArrowsSplit size={20} aria-hidden />}
          onClick={() => setAct('split')}
        >
          {batches.split}
        </Button>
      )}
      {last && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={20} aria-hidden />}
          onClick={() => setAct('reverse')}
        >
          {batches.reverse}
        </Button>
      )}
      {act === 'assay' && <AssayForm batch={batch} onClose={close} />}
      {act === 'dispose' && <DispositionForm batch={batch} onClose={close} />}
      {act === 'split' && <SplitForm batch={batch} onClose={close} />}
      {act === 'reverse' && last && (
        <ReversalForm entryId={last.id} title={batches.reverse} onClose={close}>
          <Reversed entry={last} batch={batch} />
        </ReversalForm>
      )}
    </Group>
  );
}

function Reversed({ entry, batch }: { readonly entry: BatchEntry; readonly batch: ShownBatch }): ReactElement {
  const { batches, books } = useMessages();
  const [mass, locale] = [useMassText(), useLocale()];
  const kind = entryKind(entry, batch.kind);
  const dryKg = movedDryKg(entry, batch.id);
  const what = [
    books.entryKinds[kind],
    ...(dryKg === null ? [] : [mass(dryKg)]),
    ...(entry.occurredOn === null ? [] : [shownDay(entry.occurredOn, locale)]),
  ];
  return <Text>{batches.reverses(what.join(', '))}</Text>;
}
