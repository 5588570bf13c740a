import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconBan, IconCheck, IconDots, IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useMe } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty, Loaded } from '../../parts/states.js';
import { Tag } from '../../parts/status-tag.js';
import { usePeopleOf } from './lists.js';
import { EditPerson, GivePassword, NewPerson, SwitchPerson, type Person } from './person-forms.js';

const ACTS = { edit: EditPerson, password: GivePassword, switch: SwitchPerson } as const;
type Act = keyof typeof ACTS;

/** Who may sign in for a party, kept by its admins and the platform administrator. */
export function People({ partyId }: { readonly partyId: string }): ReactElement {
  const { settings } = useMessages();
  const people = usePeopleOf(partyId);
  const [isAdding, setAdding] = useState(false);
  const [opened, setOpened] = useState<{ readonly act: Act; readonly person: Person } | null>(null);
  const Window = opened && ACTS[opened.act];
  return (
    <Section
      title={settings.people}
      note={settings.peopleLead}
      aside={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
          {settings.newPerson}
        </Button>
      }
    >
      <Loaded query={people}>
        {(rows) => (
          <ResourceTable
            caption={settings.listOf(settings.people)}
            rows={rows}
            rowId={({ id }) => id}
            empty={<Empty text={settings.noPeople} />}
            columns={[
              { title: settings.name, cell: (person) => <Name person={person} /> },
              { title: settings.email, cell: ({ email }) => email },
              { title: settings.role, cell: ({ role }) => settings.roles[role] },
              { title: settings.state, cell: (person) => <State person={person} /> },
              {
                title: settings.actions,
                acts: true,
                cell: (person) => <Acts person={person} choose={(act) => setOpened({ act, person })} />,
              },
            ]}
          />
        )}
      </Loaded>
      {isAdding && <NewPerson partyId={partyId} isFirst={people.data?.length === 0} onClose={() => setAdding(false)} />}
      {Window && <Window key={opened.person.id} person={opened.person} onClose={() => setOpened(null)} />}
    </Section>
  );
}

function Name({ person: { id, name } }: { readonly person: Person }): ReactElement {
  const { settings } = useMessages();
  const isMe = useMe().id === id;
  return (
    <Text fw={600} inherit>
      {name} {isMe && settings.you}
    </Text>
  );
}

function State({ person: { active } }: { readonly person: Person }): ReactElement {
  const { settings } = useMessages();
  return active ? (
    <Tag colour="teal" icon={IconCheck}>
      {settings.active}
    </Tag>
  ) : (
    <Tag colour="gray" icon={IconBan}>
      {settings.inactive}
    </Tag>
  );
}

interface ActsProps {
  readonly person: Person;
  readonly choose: (act: Act) => void;
}

/** Nobody locks themselves out: one's own password stands under one's own settings. */
function Acts({ person: { id, name, active }, choose }: ActsProps): ReactElement {
  const { settings } = useMessages();
  const isMe = useMe().id === id;
  return (
    <Menu position="bottom-end" withinPortal transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={settings.personActions(name)}>
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item mih={44} onClick={() => choose('edit')}>
          {settings.editPerson}
        </Menu.Item>
        {!isMe && (
          <>
            <Menu.Item mih={44} onClick={() => choose('password')}>
              {settings.givePassword}
            </Menu.Item>
            <Menu.Item mih={44} onClick={() => choose('switch')}>
              {active ? settings.switchOff : settings.switchOn}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
