import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { Page } from '../../parts/page.js';
import { useRights } from '../../session/me.js';
import { GradesSection } from './grades-section.js';
import { LotForm } from './lot-form.js';
import { LotsSection } from './lots-section.js';
import { OfPlant } from './of-plant.js';
import { useMessages } from './texts.js';

/** What is made: magnet lots, and the grades that say what is in them. */
export function MagnetsScreen(): ReactElement {
  const { magnets } = useMessages();
  return (
    <OfPlant title={magnets.title} lead={magnets.lead}>
      {(siteId) => <Magnets siteId={siteId} />}
    </OfPlant>
  );
}

function Magnets({ siteId }: { readonly siteId: string }): ReactElement {
  const { magnets } = useMessages();
  const { writesPlant } = useRights();
  const [isMaking, { open, close }] = useDisclosure();
  const add = writesPlant && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
      {magnets.enterLot}
    </Button>
  );
  return (
    <Page title={magnets.title} lead={magnets.lead} actions={add}>
      <LotsSection siteId={siteId} />
      <GradesSection siteId={siteId} />
      {isMaking && <LotForm siteId={siteId} close={close} />}
    </Page>
  );
}
