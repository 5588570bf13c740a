import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useContext, type ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf } from '../../api/client.js';
import { useRights } from '../../session/me.js';
import { useSite } from '../../data/acting-site.js';
import { useMessages } from './texts.js';
import { isOvertaken } from '../../parts/booked.js';
import { DraftContext } from '../../forms/draft-context.js';
import { DraftPlace } from '../../forms/draft-place.js';
import { useDraft } from '../../forms/draft.js';
import { Page } from '../../parts/page.js';
import { Empty, Loaded, NotForYou } from '../../parts/states.js';
import { useOwnSites } from '../../data/sites.js';
import { PlanForm } from './plan-entry.js';
import { planErrorsOf, faultsOfPlan, newShipment, NOTHING_PLANNED, type Justification } from './plan-values.js';
import { isBegun, type PlanValues } from '../../forms/plan-draft.js';
import { useBatches, useRefresh } from './shipment-data.js';

/** Plans a shipment, with what was picked elsewhere already on it. */
export function NewShipmentScreen(): ReactElement {
  const { shell, shipments } = useMessages();
  const { batchIds } = useSearch({ from: '/shipments/new' });
  const ids = batchIds === undefined || batchIds === '' ? [] : batchIds.split(',');
  // The first says from which site they go; the others are read with the stock of that site.
  const first = useBatches(ids.slice(0, 1));
  const sites = useOwnSites();
  const { writes } = useRights();
  if (!writes)
    return (
      <Page title={shipments.newTitle}>
        <NotForYou />
      </Page>
    );
  return (
    <Page title={shipments.newTitle} lead={shipments.newLead}>
      <Loaded query={sites}>
        {(own) => (
          <Loaded query={first}>
            {(batches) =>
              own.length === 0 ? (
                <Empty text={shell.noSite} />
              ) : (
                <DraftPlace<PlanValues>
                  name="shipment"
                  isBegun={isBegun}
                  isNew={({ batchIds: before }) => ids.some((id) => !before.includes(id))}
                  describe={({ batchIds: before, carrier }) =>
                    [shipments.batches(before.length), carrier].filter(Boolean).join(' · ')
                  }
                >
                  <NewShipment picked={ids} fromSiteId={batches.get(ids[0] ?? '')?.siteId ?? null} />
                </DraftPlace>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface NewShipmentProps {
  /** The ids of what was picked elsewhere, and the site at which it lies. */
  readonly picked: readonly string[];
  readonly fromSiteId: string | null;
}

function NewShipment({ picked, fromSiteId }: NewShipmentProps): ReactElement {
  const messages = useMessages();
  const { shipments } = messages;
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { kept: draft, id: draftId, keep, forget } = useDraft<PlanValues>('shipment');
  const { startAfresh } = useContext(DraftContext);
  const { header, onSettled } = useAttempt(draftId);
  const { site } = useSite();
  const form = useForm<PlanValues>({
    initialValues: draft ?? { ...NOTHING_PLANNED, fromSiteId: fromSiteId ?? site?.id ?? null, batchIds: picked },
    validate: (values) => faultsOfPlan(values, messages),
    onValuesChange: keep,
  });
  const plan = api.useMutation('post', '/api/v1/shipments', {
    onSettled,
    onSuccess: async ({ id }) => {
      forget();
      await refresh();
      await navigate({ to: '/shipments/$id', params: { id } });
    },
    onError: async (error) => {
      form.setErrors(planErrorsOf(problemOf(error)));
      if (isOvertaken(error)) await refresh();
    },
  });
  const send = (justification?: Justification) =>
    plan.mutate({ body: newShipment(form.getValues(), justification), params: { header } });
  return (
    <Stack gap="lg">
      {draft && (
        <Alert color="gray" variant="light">
          <Group justify="space-between">
            <Text>{shipments.draftKept}</Text>
            <Button
              variant="default"
              onClick={() => {
                forget();
                startAfresh();
              }}
            >
              {shipments.startAfresh}
            </Button>
          </Group>
        </Alert>
      )}
      <PlanForm form={form} word={shipments.plan} plan={plan} send={send} aboard={[]} isNew />
    </Stack>
  );
}
