import {
  IconBan,
  IconCheck,
  IconColumns3,
  IconEye,
  IconEyeCheck,
  IconHourglass,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Schemas } from '../../api/client.js';
import { Tag } from '../../parts/status-tag.js';
import { useMessages } from './texts.js';

type Summary = Schemas['ImportSummary'];

const LOOKS: Readonly<Record<Summary['state'] | 'unmapped', readonly [colour: string, icon: TablerIcon]>> = {
  unmapped: ['yellow', IconColumns3],
  reading: ['blue', IconEye],
  looked: ['indigo', IconEyeCheck],
  booking: ['blue', IconHourglass],
  done: ['teal', IconCheck],
  cancelled: ['gray', IconBan],
};

/** How far a file is, by word and shape. */
export function ImportState({ of: { state, isMapped } }: { readonly of: Summary }): ReactElement {
  const { imports } = useMessages();
  const shown = state === 'reading' && !isMapped ? 'unmapped' : state;
  const [colour, icon] = LOOKS[shown];
  return (
    <Tag colour={colour} icon={icon}>
      {imports.states[shown]}
    </Tag>
  );
}
