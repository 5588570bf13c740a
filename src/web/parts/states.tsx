import { Alert, Button, Center, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleDashed, IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { problemOf } from '../api/client.js';
import type { Query } from '../api/query.js';
import { useMessages } from '../i18n/index.js';

export function Loading(): ReactElement {
  const { shell } = useMessages();
  return (
    <Center mih={160} role="status" aria-label={shell.loading}>
      <Loader />
    </Center>
  );
}

/** Nothing is there: says so, and what to do about it. */
export function Empty({ text, children }: { readonly text?: string; readonly children?: ReactNode }): ReactElement {
  const { shell } = useMessages();
  return (
    <Stack align="center" gap="sm" py="xl" c="dimmed">
      <IconCircleDashed size={40} stroke={1.4} aria-hidden />
      <Text ta="center">{text ?? shell.nothing}</Text>
      {children}
    </Stack>
  );
}

interface FailureProps {
  readonly error: unknown;
  /** Answers when it has been tried again, so that one sees for how long it is being tried. */
  readonly retry?: () => unknown;
}

/** What could not be loaded or done, in a sentence. What is not there is not asked for again. */
export function Failure({ error, retry }: FailureProps): ReactElement {
  const { shell } = useMessages();
  const problem = problemOf(error);
  const network = problem.code === 'network';
  const texts: Readonly<Record<string, readonly [title: string, text: string]>> = {
    // What can be read again has a button for it; else it was an act, and nobody knows whether it was booked.
    network: retry ? [shell.failed, shell.network] : [shell.noAnswer, shell.networkInAct],
    app: [shell.appFailed, shell.appFailedHelp(problem.detail)],
  };
  const [title, text] = texts[problem.code] ?? [problem.title, problem.detail];
  return (
    <Alert
      color={network ? 'gray' : 'red'}
      variant="light"
      role="alert"
      icon={network ? <IconPlugConnectedX aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={title}
    >
      <Stack align="flex-start" gap="sm">
        <Text size="sm">{text}</Text>
        {retry && problem.status !== 404 && <Again retry={retry} />}
      </Stack>
    </Alert>
  );
}

function Again({ retry }: Required<Pick<FailureProps, 'retry'>>): ReactElement {
  const { shell } = useMessages();
  const [isBusy, setBusy] = useState(false);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => void (isHere.current = false);
  }, []);
  const again = async () => {
    setBusy(true);
    await retry();
    if (isHere.current) setBusy(false);
  };
  return (
    <Button variant="default" loading={isBusy} onClick={() => void again()}>
      {shell.again}
    </Button>
  );
}

/** An address that names nothing, or nothing that one may see: ids of another kind and no ids at all are no different. */
function isNotHere(error: unknown): boolean {
  const { status, errors } = problemOf(error);
  return status === 404 || (status === 400 && errors?.length === 1 && errors[0]?.pointer === '/id');
}

/** Says that there is nothing here, and the way back. */
export function NotHere(): ReactElement {
  const { shell } = useMessages();
  return (
    <Empty text={shell.notHere}>
      <Button component={Link} to="/">
        {shell.toStart}
      </Button>
    </Empty>
  );
}

/** Something that other people enter. */
export function NotForYou(): ReactElement {
  const { shell } = useMessages();
  return <Empty text={shell.notForYou} />;
}

/** Shows a query in each of its states, so that no screen forgets one. */
export function Loaded<Data>({
  query,
  children,
}: {
  readonly query: Query<Data>;
  readonly children: (data: Data) => ReactNode;
}): ReactElement {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <Loading />;
  if (isNotHere(query.error)) return <NotHere />;
  return <Failure error={query.error} retry={() => query.refetch()} />;
}
