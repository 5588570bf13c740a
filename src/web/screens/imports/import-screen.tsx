import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { Page } from '../../parts/page.js';
import { Loaded } from '../../parts/states.js';
import { ImportState } from './state-tag.js';
import { useMessages } from './texts.js';

/** One file, from the columns it has to what it has booked. */
export function ImportScreen(): ReactElement {
  const { imports } = useMessages();
  const { id } = useParams({ from: '/imports/$id' });
  const found = api.useQuery('get', '/api/v1/imports/{id}', { params: { path: { id } } });
  if (!found.data)
    return (
      <Page title={imports.title}>
        <Loaded query={found}>{() => null}</Loaded>
      </Page>
    );
  return <Import of={found.data} />;
}

function Import({ of: file }: { readonly of: Schemas['ImportAnswer'] }): ReactElement {
  const { imports } = useMessages();
  return (
    <Page title={file.fileName ?? imports.nameless} lead={imports.kinds[file.kind]} actions={<ImportState of={file} />}>
      {null}
    </Page>
  );
}
