import { Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { useNames } from '../../data/names.js';
import { Facts } from '../../parts/facts.js';
import { ButtonLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { Loaded } from '../../parts/states.js';
import { Moment } from '../../units/mass.js';
import { Faults } from './faults.js';
import { MappingForm } from './mapping-form.js';
import { Steps } from './steps.js';
import { ImportState } from './state-tag.js';
import { useMessages } from './texts.js';

type File = Schemas['ImportAnswer'];

/** Somebody works on it: what it comes to changes by itself. */
function isUnderWay({ state, isMapped }: File): boolean {
  return state === 'booking' || (state === 'reading' && isMapped);
}

/** So often it is asked how far a file is. */
const EVERY_MS = 700;

/** One file, from the columns it has to what it has booked. Its address says which, so that it can be left and come back to. */
export function ImportScreen(): ReactElement {
  const { imports } = useMessages();
  const { id } = useParams({ from: '/imports/$id' });
  const found = api.useQuery(
    'get',
    '/api/v1/imports/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? EVERY_MS : false) },
  );
  if (found.data) return <Import key={id} file={found.data} />;
  return (
    <Page title={imports.title}>
      <Loaded query={found}>{() => null}</Loaded>
    </Page>
  );
}

function Import({ file }: { readonly file: File }): ReactElement {
  const { imports } = useMessages();
  const [isChanging, { open, close }] = useDisclosure();
  const mayMap = file.may.includes('map');
  const isOpen = mayMap && (isChanging || !file.isMapped);
  return (
    <Page
      title={file.fileName ?? imports.nameless}
      lead={imports.kinds[file.kind]}
      actions={
        <ButtonLink to="/imports" variant="default">
          {imports.allFiles}
        </ButtonLink>
      }
    >
      <Origin file={file} />
      {file.isMapped && <Steps file={file} change={mayMap && !isOpen ? open : null} />}
      {isOpen && <MappingForm file={file} done={close} />}
      {file.wrong > 0 && <Faults file={file} />}
      {!file.isMapped && <Steps file={file} change={null} />}
    </Page>
  );
}

/** Where a file comes from, and how far it is. */
function Origin({ file }: { readonly file: File }): ReactElement {
  const { imports, shell } = useMessages();
  const names = useNames();
  const who = (id: string): string => names.user(id) ?? imports.someone;
  const { siteId, userId, bookedById, createdAt, endedAt } = file;
  return (
    <Facts
      facts={[
        [
          imports.state,
          <Group key="state" gap="xs">
            <ImportState of={file} />
          </Group>,
        ],
        [shell.site, names.site(siteId) ?? shell.unknown],
        [imports.sent, <Moment key="sent" at={createdAt} />],
        [imports.by, who(userId)],
        ...(bookedById === null ? [] : [[imports.bookedBy, who(bookedById)] as const]),
        ...(endedAt === null ? [] : [[imports.ended, <Moment key="ended" at={endedAt} />] as const]),
      ]}
    />
  );
}
