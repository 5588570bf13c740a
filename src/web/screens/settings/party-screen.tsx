import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../../api/client.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ButtonLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { Loaded, NotHere } from '../../parts/states.js';
import { PartyFacts } from './party.js';
import { People } from './people.js';
import { Sites } from './sites.js';

/** One party as its administrator keeps it: what it is, where it is, and who may sign in for it. */
export function PartyScreen(): ReactElement {
  const { id } = useParams({ from: '/parties/$id' });
  const { settings, shell } = useMessages();
  const { isPlatform } = useRights();
  const party = api.useQuery('get', '/api/v1/parties/{id}', { params: { path: { id } } });
  if (!isPlatform)
    return (
      <Page title={shell.notFound}>
        <NotHere />
      </Page>
    );
  const back = (
    <ButtonLink variant="default" to="/parties">
      {settings.toParties}
    </ButtonLink>
  );
  return (
    <Page title={party.data?.name ?? settings.parties} actions={back}>
      <Loaded query={party}>
        {() => (
          <>
            <PartyFacts partyId={id} canEdit />
            <Sites partyId={id} canEdit />
            <People partyId={id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
