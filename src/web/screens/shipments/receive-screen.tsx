import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useMessages } from './texts.js';
import { DraftPlace } from '../../forms/draft-place.js';
import { Page } from '../../parts/page.js';
import { Empty, Loaded } from '../../parts/states.js';
import { receiptDraft, type Drafts } from './receipt-draft.js';
import { incomingOf, termsFor } from './receipt-figures.js';
import { ReceiptForm } from './receipt-form.js';
import { ReceivedMeanwhile } from './received-meanwhile.js';
import { useAgreementsById, useBatches, useMay, useShipment, type ShownShipment } from './shipment-data.js';
import { useSiteNames } from './sites.js';

/** The receiving clerk's screen: what was announced, what the scale says, and what follows from it. */
export function ReceiveScreen(): ReactElement {
  const { id } = useParams({ from: '/shipments/$id/receive' });
  const { shipments } = useMessages();
  const siteName = useSiteNames();
  const shipment = useShipment(id);
  const { data } = shipment;
  return (
    <Page
      title={shipments.receiveTitle(data?.code ?? '')}
      lead={data && shipments.receiveLead(siteName(data.fromSiteId))}
      actions={
        <Button component={Link} to={`/shipments/${id}`} variant="default">
          {shipments.toShipment}
        </Button>
      }
    >
      <Loaded query={shipment}>{(found) => <Arriving key={id} shipment={found} />}</Loaded>
    </Page>
  );
}

function Arriving({ shipment }: { readonly shipment: ShownShipment }): ReactElement {
  const { shipments } = useMessages();
  const may = useMay(shipment);
  const batches = useBatches(shipment.lines.map(({ batchId }) => batchId));
  const ids = [shipment.agreementId, ...[...(batches.data?.values() ?? [])].map(({ agreementId }) => agreementId)];
  const agreements = useAgreementsById([...new Set(ids.filter((one) => one !== null))]);
  const [opened] = useState(shipment);
  const mightAtFirst = useMay(opened);
  if (mightAtFirst('receive') && !may('receive')) return <ReceivedMeanwhile shipment={shipment} />;
  if (!may('receive')) return <Empty text={shipments.notForReceipt} />;
  return (
    <Loaded query={batches}>
      {(byId) => (
        <Loaded query={agreements}>
          {(terms) => (
            <DraftPlace<Drafts>
              name={receiptDraft(shipment.id)}
              isBegun={(drafts) => Object.keys(drafts).length > 0}
              describe={(drafts) => shipments.batches(Object.keys(drafts).length)}
            >
              <ReceiptForm
                shipment={shipment}
                incoming={shipment.lines.flatMap((line) => {
                  const batch = byId.get(line.batchId);
                  return batch ? [incomingOf(line, batch, termsFor(shipment, batch, terms))] : [];
                })}
              />
            </DraftPlace>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
