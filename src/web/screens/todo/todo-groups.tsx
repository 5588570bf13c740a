import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconClock, IconPencil } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { usePlantSite } from '../../data/acting-site.js';
import { useAgreements } from '../../data/agreements.js';
import type { Schemas } from '../../api/client.js';
import { useNames } from '../../data/names.js';
import { useMessages } from './texts.js';
import { useKeptDrafts } from '../../forms/draft.js';
import { Section } from '../../parts/section.js';
import { Tag } from '../../parts/status-tag.js';
import { useZoneOf } from '../../data/sites.js';
import { Mass } from '../../units/mass.js';
import { BATCHES_WITHOUT_ASSAY } from '../../report/batch-search.js';
import { useAge, useDue } from './ages.js';
import type { DeviceItem } from './device-items.js';
import { TodoLine } from './todo-line.js';

export type ShownTodo = Schemas['TodoItem'];
type Kind = ShownTodo['kind'];

/** The jobs, what others wait for first. */
const KINDS: readonly Kind[] = [
  ...(['receive', 'dispute', 'dispatch', 'sign', 'missing-assay', 'count-due', 'breach', 'difference'] as const),
];

/** Where each is done. */
const PLACES: Readonly<Record<Kind, (id: string) => string>> = {
  receive: (id) => `/shipments/${id}/receive`,
  dispute: (id) => `/shipments/${id}`,
  dispatch: (id) => `/shipments/${id}`,
  sign: (id) => `/agreements/${id}`,
  'missing-assay': (id) => `/batches/${id}`,
  'count-due': () => '/production/counts',
  breach: (id) => `/batches/${id}`,
  difference: (id) => `/batches/${id}`,
};

/** What the books wait for, by job, the oldest first. */
export function TodoGroups({ items }: { readonly items: readonly ShownTodo[] }): ReactElement {
  const { todo } = useMessages();
  return (
    <>
      {KINDS.map((kind) => {
        const some = items.filter((item) => item.kind === kind);
        return (
          some.length > 0 && (
            <TodoGroup key={kind} title={todo.groups[kind]} count={some.length}>
              {some.map((item, index) => (
                <Item key={`${item.subject.id} ${item.since}`} item={item} isFirst={index === 0} />
              ))}
            </TodoGroup>
          )
        );
      })}
    </>
  );
}

/** What waits on this device only. */
export function DeviceGroup({ items }: { readonly items: readonly DeviceItem[] }): ReactElement | null {
  const { todo } = useMessages();
  const age = useAge();
  if (items.length === 0) return null;
  return (
    <TodoGroup title={todo.groups.device} count={items.length}>
      {items.map(({ what, at, ...rest }, index) => (
        <TodoLine
          key={`${what} ${rest.path}`}
          what={what}
          facts={[at && todo.since(todo.begun, age(at))]}
          isFirst={index === 0}
          {...rest}
        />
      ))}
    </TodoGroup>
  );
}

interface TodoGroupProps {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}

function TodoGroup({ title, count, children }: TodoGroupProps): ReactElement {
  return (
    <Section
      title={title}
      aside={
        <Badge variant="default" size="lg" circle>
          {count}
        </Badge>
      }
    >
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>{children}</ul>
    </Section>
  );
}

function Item({ item, isFirst }: { readonly item: ShownTodo; readonly isFirst: boolean }): ReactElement {
  const { todo } = useMessages();
  const age = useAge();
  const agreement = useReference(item.kind === 'sign' ? null : item.agreementId);
  const { kind, subject, since, dryKg, count, siteId } = item;
  const names = useNames();
  const zoneOf = useZoneOf();
  const { choose } = usePlantSite();
  // Of several batches the button leads to all of them, not to the oldest alone.
  const isMany = kind === 'missing-assay' && (count ?? 0) > 1;
  const batches = count !== null && (kind === 'missing-assay' ? isMany && todo.oldestOf(count) : todo.batches(count));
  return (
    <TodoLine
      what={subject.code}
      facts={[
        todo.since(todo.ages[kind], siteId === null ? age(since) : age(since, zoneOf(siteId))),
        batches || null,
        siteId && names.site(siteId),
        dryKg === null ? null : <Mass kg={dryKg} />,
        agreement && todo.under(agreement),
      ]}
      tags={<Tags item={item} />}
      button={isMany ? todo.addAssays : todo.buttons[kind]}
      path={isMany ? '/batches' : PLACES[kind](subject.id)}
      {...(isMany && { search: { ...BATCHES_WITHOUT_ASSAY, ...(siteId && { originSiteId: siteId }) } })}
      // It is counted at the site that one acts for.
      {...(kind === 'count-due' && { onGo: () => choose(subject.id) })}
      isFirst={isFirst}
    />
  );
}

function Tags({ item: { kind, subject, dueOn } }: { readonly item: ShownTodo }): ReactElement {
  const { todo } = useMessages();
  const due = useDue()(dueOn);
  const begun = useKeptDrafts().find(({ name }) => kind === 'receive' && name === `receipt-${subject.id}`);
  return (
    <>
      {due && (
        <Tag colour={due.isLate ? 'red' : 'gray'} icon={due.isLate ? IconAlertTriangle : IconClock}>
          {due.text}
        </Tag>
      )}
      {/* The form keeps an empty draft as soon as it is opened. */}
      {begun && Object.keys(begun.values ?? {}).length > 0 && (
        <Tag colour="blue" icon={IconPencil}>
          {todo.begunHere}
        </Tag>
      )}
    </>
  );
}

function useReference(agreementId: string | null): string | null {
  return useAgreements().data?.find(({ id }) => id === agreementId)?.reference ?? null;
}
