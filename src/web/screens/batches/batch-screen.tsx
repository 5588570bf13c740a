import { Alert, Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { IconBinaryTree, IconInfoCircle, IconPencil, IconTag, IconTruck } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMaterial } from '../../data/catalogue.js';
import { api } from '../../api/client.js';
import { useNames } from '../../data/names.js';
import { useRights } from '../../session/me.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { ButtonLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { Loaded } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { shownDay } from '../../i18n/format.js';
import { useMassText } from '../../units/mass.js';
import { AssayList } from './assay-list.js';
import { Attribution } from './attribution.js';
import { BatchActions } from './batch-actions.js';
import { BatchContents, BatchMasses } from './batch-facts.js';
import { BatchLife } from './batch-life.js';
import { BatchParticulars } from './batch-particulars.js';
import { UsedReturns } from './used-returns.js';
import { useIsEditable } from './edit-values.js';
import { isAtRest, type ShownBatch } from './words.js';

/** One batch: what it is, what it holds, and its life with the evidence. */
export function BatchScreen(): ReactElement {
  const { id } = useParams({ from: '/batches/$id' });
  const { shell } = useMessages();
  const query = api.useQuery('get', '/api/v1/batches/{id}', { params: { path: { id } } });
  if (query.data) return <BatchPage key={query.data.id} batch={query.data} />;
  return (
    <Page title={shell.batches}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  );
}

function BatchPage({ batch }: { readonly batch: ShownBatch }): ReactElement {
  const { batches } = useMessages();
  const isShare = batch.code === null;
  return (
    <Page title={batch.code ?? batches.shareTitle} lead={<Lead batch={batch} />} actions={<Ways batch={batch} />}>
      {isShare ? (
        <Alert icon={<IconInfoCircle aria-hidden />} color="gray" variant="light">
          {batches.shareExplained}
        </Alert>
      ) : (
        <BatchActions batch={batch} />
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Stack gap="md">
          {!isShare && <BatchMasses batch={batch} />}
          <BatchContents batch={batch} />
          {!isShare && <AssayList batch={batch} />}
        </Stack>
        <Stack gap="md">
          <BatchParticulars batch={batch} />
          <Attribution batch={batch} />
          <UsedReturns batch={batch} />
        </Stack>
      </SimpleGrid>
      <BatchLife batch={batch} />
    </Page>
  );
}

/** What it is, in a sentence, with its kind and status before it. */
function Lead({ batch }: { readonly batch: ShownBatch }): ReactElement {
  const { batches, shell } = useMessages();
  const [mass, material, names, locale] = [useMassText(), useMaterial(), useNames(), useLocale()];
  const { dryKg, remainingDryKg, siteId, occurredOn, kind, status } = batch;
  const isThere = isAtRest(batch) || status === 'in-shipment';
  const isOver = remainingDryKg === 0 && !isThere && status !== 'in-transit';
  const place = names.site(siteId) ?? shell.unknown;
  const left = isOver
    ? batches.nothingLeft
    : isThere && remainingDryKg !== null
      ? batches.leftAt(mass(remainingDryKg), place)
      : '';
  return (
    <Group gap="sm">
      <StatusTag status={status} />
      <span>{batches.kinds[kind]}</span>
      <span>
        {batch.code === null
          ? batches.shareSentence(material(batch), shownDay(occurredOn, locale))
          : `${batches.sentence(mass(dryKg), material(batch), shownDay(occurredOn, locale))} ${left}`}
      </span>
    </Group>
  );
}

function Ways({ batch }: { readonly batch: ShownBatch }): ReactElement {
  const { batches } = useMessages();
  const isEditable = useIsEditable();
  const { writes } = useRights();
  const { id, code } = batch;
  return (
    <>
      {writes && batch.may.includes('ship') && (
        <ButtonLink
          variant="default"
          to="/shipments/new"
          search={{ batchIds: id }}
          leftSection={<IconTruck size={20} aria-hidden />}
        >
          {batches.ship}
        </ButtonLink>
      )}
      <ButtonLink
        variant="default"
        to="/batches/$id/trace"
        params={{ id }}
        leftSection={<IconBinaryTree size={20} aria-hidden />}
      >
        {batches.trace}
      </ButtonLink>
      {isEditable(batch) && (
        <ButtonLink
          variant="default"
          to="/batches/$id/edit"
          params={{ id }}
          leftSection={<IconPencil size={20} aria-hidden />}
        >
          {batches.edit}
        </ButtonLink>
      )}
      {code !== null && (
        <Button
          component={Link}
          to={`/batches/${id}/label`}
          variant="default"
          leftSection={<IconTag size={20} aria-hidden />}
        >
          {batches.label}
        </Button>
      )}
    </>
  );
}
