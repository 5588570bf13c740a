import { Alert, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { useMessages } from '../i18n/index.js';
import { ChangeTable, changesIn, type TermText } from './change-table.js';

interface OvertakenNoticeProps {
  /** What stood there when one began, and what others have made of it: the same terms in the same order. */
  readonly was: readonly TermText[];
  readonly is: readonly TermText[];
  /** What stands in the form now. */
  readonly typed: readonly TermText[];
  /** The last attempt was refused for it: said also where none of these terms has changed. */
  readonly isRefused: boolean;
}

/** Somebody else was quicker: says so, shows what they have changed, and how one goes on. */
export function OvertakenNotice({ was, is, typed, isRefused }: OvertakenNoticeProps): ReactElement | null {
  const { shell } = useMessages();
  const typedOf = new Map(typed.map(({ term, text }) => [term, text]));
  const changes = changesIn(was, is).map((change) => {
    const own = typedOf.get(change.term);
    return { ...change, note: own === change.after ? undefined : shell.yoursStands(own ?? '') };
  });
  if (changes.length === 0 && !isRefused) return null;
  return (
    <Notice title={shell.overtaken}>
      <Text size="sm">{shell.changedMeanwhile}</Text>
      {changes.length > 0 && (
        <ChangeTable
          caption={shell.theirChanges}
          titles={{ before: shell.before, after: shell.theirs }}
          changes={changes}
        />
      )}
    </Notice>
  );
}

interface NoticeProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** What somebody else has done meanwhile. It comes into the middle of the screen by itself: the form may be longer, and a bar covers its lower edge. */
export function Notice({ title, children }: NoticeProps): ReactElement {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    notice.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <Alert ref={notice} role="alert" color="yellow" variant="light" icon={<IconUsers aria-hidden />} title={title}>
      <Stack gap="sm" align="flex-start">
        {children}
      </Stack>
    </Alert>
  );
}
