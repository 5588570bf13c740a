import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf } from '../../api/client.js';
import { useMessages } from './texts.js';
import { isOvertaken } from '../../parts/booked.js';
import { OvertakenNotice } from '../../parts/overtaken-notice.js';
import { Page } from '../../parts/page.js';
import { Loaded } from '../../parts/states.js';
import { caughtUp } from '../../forms/touched.js';
import { useOvertaken } from '../../forms/use-overtaken.js';
import { PlanForm } from './plan-entry.js';
import { usePlanTexts } from './plan-texts.js';
import { planErrorsOf, faultsOfPlan, shipmentEdit, planValuesOf, type Justification } from './plan-values.js';
import { type PlanValues } from '../../forms/plan-draft.js';
import { batchOptions, useBatches, useRefresh, useShipment, type ShownShipment } from './shipment-data.js';

type Reread = () => Promise<{ readonly data?: ShownShipment | undefined }>;

/** Changes what may still be changed: everything of a planned shipment, the papers of one on its way. */
export function EditShipmentScreen(): ReactElement {
  const { id } = useParams({ from: '/shipments/$id/edit' });
  const { shipments } = useMessages();
  const shipment = useShipment(id);
  const client = useQueryClient();
  // With the batches that others have put on it, so that the form has them at once.
  const reread: Reread = async () => {
    const { data } = await shipment.refetch();
    await Promise.all((data?.lines ?? []).map(({ batchId }) => client.ensureQueryData(batchOptions(batchId))));
    return { data };
  };
  return (
    <Page title={shipments.editTitle(shipment.data?.code ?? '')}>
      <Loaded query={shipment}>{(found) => <Opened key={id} shipment={found} reread={reread} />}</Loaded>
    </Page>
  );
}

interface OpenedProps {
  readonly shipment: ShownShipment;
  readonly reread: Reread;
}

/** As it was when one shipment: what others put on it meanwhile must not make the form begin anew. */
function Opened({ shipment, reread }: OpenedProps): ReactElement {
  const [opened] = useState(shipment);
  const batches = useBatches(opened.lines.map(({ batchId }) => batchId));
  return <Loaded query={batches}>{() => <EditShipment shipment={opened} reread={reread} />}</Loaded>;
}

function EditShipment({ shipment, reread }: OpenedProps): ReactElement {
  const messages = useMessages();
  const { read, ifMatch, catchUp } = useOvertaken(shipment, reread);
  const { id, lines } = read;
  const batches = useBatches(lines.map(({ batchId }) => batchId));
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { header, onSettled } = useAttempt();
  const form = useForm<PlanValues>({
    initialValues: planValuesOf(shipment),
    validate: (values) => faultsOfPlan(values, messages),
  });
  const edit = api.useMutation('patch', '/api/v1/shipments/{id}', {
    onSettled,
    onSuccess: async () => {
      await refresh();
      await navigate({ to: '/shipments/$id', params: { id } });
    },
    onError: async (error) => {
      form.setErrors(planErrorsOf(problemOf(error)));
      const theirs = await catchUp(error);
      if (theirs) form.setValues(caughtUp(planValuesOf(read), planValuesOf(theirs), form.getValues()));
      if (isOvertaken(error)) await refresh();
    },
  });
  const textsOf = usePlanTexts(new Map([...codesOf(shipment), ...codesOf(read)]));
  const all = (of: ShownShipment, values = planValuesOf(of)) => [
    ...textsOf(values),
    { term: messages.shipments.status, text: messages.status[of.status] },
  ];
  const send = (justification?: Justification) =>
    edit.mutate({
      body: shipmentEdit(read, form.getValues(), justification),
      params: { path: { id }, header: { ...header, 'If-Match': ifMatch } },
    });
  return (
    <PlanForm
      form={form}
      word={messages.shell.save}
      plan={{ ...edit, error: edit.error?.code === 'stale-version' ? null : edit.error }}
      send={send}
      aboard={[...(batches.data?.values() ?? [])]}
      papersOnly={read.status !== 'planned'}
      notice={
        <OvertakenNotice
          was={all(shipment)}
          is={all(read)}
          typed={all(read, form.values)}
          isRefused={edit.error?.code === 'stale-version'}
        />
      }
    />
  );
}

const codesOf = ({ lines }: ShownShipment) => lines.map(({ batchId, code }) => [batchId, code] as const);
