import { serviceNow } from '../../device/service-clock.js';
import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty, Loaded } from '../../parts/states.js';
import { Day, Moment } from '../../units/mass.js';
import { useBooked } from '../../parts/booked.js';
import { usePeopleOf, useTokens } from './lists.js';
import { MadeToken, NewToken } from './new-token.js';
import { useSaid } from './said.js';

type Token = Schemas['TokenAnswer'];

/** One's own tokens: made here, shown once, revoked here. */
export function MyTokens(): ReactElement {
  const { settings } = useMessages();
  const [isMaking, { open, close }] = useDisclosure();
  const [made, setMade] = useState<Schemas['NewTokenAnswer'] | null>(null);
  const tokens = useTokens(false);
  const onMade = (token: Schemas['NewTokenAnswer']): void => {
    setMade(token);
    close();
    void tokens.refetch();
  };
  return (
    <Section
      title={settings.myTokens}
      note={settings.myTokensLead}
      aside={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
          {settings.newToken}
        </Button>
      }
    >
      <Stack gap="md">
        {made && <MadeToken key={made.id} made={made} onKept={() => setMade(null)} />}
        <Loaded query={tokens}>
          {(rows) => <TokenTable caption={settings.myTokens} tokens={rows} empty={settings.noTokens} />}
        </Loaded>
      </Stack>
      {isMaking && <NewToken onClose={close} onMade={onMade} />}
    </Section>
  );
}

/** Everyone's, for the admin who answers for them. */
export function PartyTokens({ partyId }: { readonly partyId: string }): ReactElement {
  const { settings } = useMessages();
  const tokens = useTokens(true);
  const { data: people = [] } = usePeopleOf(partyId);
  const ownerOf = ({ userId }: Token): string => people.find(({ id }) => id === userId)?.name ?? '–';
  return (
    <Section title={settings.partyTokens}>
      <Loaded query={tokens}>
        {(rows) => (
          <TokenTable caption={settings.partyTokens} tokens={rows} empty={settings.noPartyTokens} ownerOf={ownerOf} />
        )}
      </Loaded>
    </Section>
  );
}

interface TokenTableProps {
  readonly caption: string;
  readonly tokens: readonly Token[];
  readonly empty: string;
  readonly ownerOf?: (token: Token) => string;
}

function TokenTable({ caption, tokens, empty, ownerOf }: TokenTableProps): ReactElement {
  const { settings } = useMessages();
  const [revoked, setRevoked] = useState<Token | null>(null);
  return (
    <>
      <ResourceTable
        caption={settings.listOf(caption)}
        rows={tokens}
        rowId={({ id }) => id}
        empty={<Empty text={empty} />}
        columns={[
          {
            title: settings.tokenName,
            cell: ({ name }) => (
              <Text fw={600} inherit>
                {name}
              </Text>
            ),
          },
          ...(ownerOf ? [{ title: settings.owner, cell: ownerOf }] : []),
          { title: settings.made, cell: ({ createdAt }) => <Moment at={createdAt} /> },
          {
            title: settings.lastUsed,
            cell: ({ lastUsedAt }) => (lastUsedAt ? <Moment at={lastUsedAt} /> : settings.never),
          },
          { title: settings.expires, cell: (token) => <End token={token} /> },
          {
            title: settings.actions,
            acts: true,
            cell: (token) => (
              <Button variant="default" aria-label={settings.revokeOf(token.name)} onClick={() => setRevoked(token)}>
                {settings.revoke}
              </Button>
            ),
          },
        ]}
      />
      {revoked && <Revocation key={revoked.id} token={revoked} onClose={() => setRevoked(null)} />}
    </>
  );
}

function End({ token: { expiresOn } }: { readonly token: Token }): ReactElement {
  const { settings } = useMessages();
  if (!expiresOn) return <>{settings.noEnd}</>;
  const isOver = expiresOn < serviceNow().toISOString().slice(0, 10);
  return (
    <>
      <Day on={expiresOn} /> {isOver && `(${settings.ended})`}
    </>
  );
}

function Revocation({ token, onClose }: { readonly token: Token; readonly onClose: () => void }): ReactElement {
  const { settings } = useMessages();
  const done = useBooked();
  const revoke = api.useMutation('delete', '/api/v1/tokens/{id}', {
    onSuccess: async () => {
      onClose();
      await done(settings.revoked);
    },
  });
  const { problem } = useSaid(revoke.error);
  return (
    <ActModal
      title={settings.revokeTitle(token.name)}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        revoke.mutate({ params: { path: { id: token.id } } });
      }}
      isBusy={revoke.isPending}
      problem={problem}
      fields={[]}
      submit={settings.revoke}
    >
      <Text>{settings.revokeLead}</Text>
    </ActModal>
  );
}
