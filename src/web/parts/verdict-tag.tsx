import { IconAlertTriangle, IconCheck, IconCircle, IconHourglass, type TablerIcon } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Verdict } from '../../domain/reports/verdicts.js';
import { useMessages } from '../i18n/index.js';
import { Tag } from './status-tag.js';

const LOOKS: Readonly<Record<Verdict, readonly [colour: string, icon: TablerIcon]>> = {
  'not-known': ['gray', IconCircle],
  'too-coarse': ['yellow', IconHourglass],
  gap: ['red', IconAlertTriangle],
  surplus: ['orange', IconAlertTriangle],
  closed: ['teal', IconCheck],
};

/** What the balance of a plant says, in a word. */
export function VerdictTag({ verdict }: { readonly verdict: Verdict }): ReactElement {
  const { reports } = useMessages();
  const [colour, icon] = LOOKS[verdict];
  return (
    <Tag colour={colour} icon={icon}>
      {reports.verdictWords[verdict]}
    </Tag>
  );
}
