import { Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconPlus, IconQrcode } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../../api/client.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ButtonLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { Loaded } from '../../parts/states.js';
import { today } from '../../device/service-clock.js';
import { useDeviceItems } from './device-items.js';
import { DeviceGroup, TodoGroups, type ShownTodo } from './todo-groups.js';

/** Where everyone lands: on what waits for them. For whom nothing ever waits, on where their job is. */
export function TodoScreen(): ReactElement {
  const { isPlatform, isAuditor } = useRights();
  if (isPlatform) return <Navigate to="/parties" replace />;
  if (isAuditor) return <Navigate to="/circularity" replace />;
  return <Todo />;
}

/** So many the service lists at most, the oldest. */
const MOST_LISTED = 200;

/** A tablet may show this list for days. */
const EVERY_MINUTE = { refetchInterval: 60_000 };

function Todo(): ReactElement {
  const { shell, todo } = useMessages();
  const query = api.useQuery('get', '/api/v1/todo', {}, EVERY_MINUTE);
  const device = useDeviceItems();
  const items = query.data?.items;
  return (
    <Page
      title={shell.toDo}
      lead={items && items.length + device.length > 0 && <Lead items={items} begun={device.length} />}
      actions={<FirstAct />}
    >
      <Loaded query={query}>
        {(data) => (data.items.length + device.length > 0 ? <TodoGroups items={data.items} /> : <Clear />)}
      </Loaded>
      {items && items.length >= MOST_LISTED && <Text c="dimmed">{todo.oldestOnly(MOST_LISTED)}</Text>}
      <DeviceGroup items={device} />
    </Page>
  );
}

function Lead({ items, begun }: { readonly items: readonly ShownTodo[]; readonly begun: number }): ReactElement {
  const { todo } = useMessages();
  const late = items.filter(({ dueOn }) => dueOn !== null && dueOn < today()).length;
  return (
    <>
      {todo.lead(items.length + begun)} {late > 0 && todo.leadLate(late)}
    </>
  );
}

/** What a person's day begins with: the plant logs what arises, the recycler meets what comes in. */
function FirstAct(): ReactElement | null {
  const { todo } = useMessages();
  const { writes, writesPlant, isRecycler } = useRights();
  if (writesPlant)
    return (
      <ButtonLink to="/log" size="xl" leftSection={<IconPlus size={24} aria-hidden />}>
        {todo.logBatch}
      </ButtonLink>
    );
  if (isRecycler && writes)
    return (
      <ButtonLink to="/scan" size="xl" leftSection={<IconQrcode size={24} aria-hidden />}>
        {todo.scan}
      </ButtonLink>
    );
  return null;
}

/** Nothing waits: said as the good news that it is. */
function Clear(): ReactElement {
  const { todo } = useMessages();
  const { writes } = useRights();
  return (
    <Stack align="center" gap="xs" py={64}>
      <IconCircleCheck size={56} stroke={1.3} color="var(--mantine-primary-color-filled)" aria-hidden />
      <Title order={2} size="h3" ta="center">
        {todo.clear}
      </Title>
      <Text c="dimmed" ta="center" maw={460}>
        {todo.clearNote}
      </Text>
      {!writes && (
        <ButtonLink to="/circularity" mt="md">
          {todo.toCircularity}
        </ButtonLink>
      )}
    </Stack>
  );
}
