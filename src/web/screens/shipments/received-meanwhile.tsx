import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMessages } from '../../i18n/index.js';
import { ChangeTable, type Change } from '../../parts/change-table.js';
import { ButtonLink } from '../../parts/links.js';
import { Notice } from '../../parts/overtaken-notice.js';
import { useMassText } from '../../units/mass.js';
import { useReceiptDraft } from './receipt-draft.js';
import { NOTHING_TYPED, type LineDraft } from './receipt-figures.js';
import type { Line, Shipment } from './shipment-data.js';

/** A colleague has booked the receipt, or the sender has taken the dispatch back, while one was still weighing. */
export function ReceivedMeanwhile({ shipment }: { readonly shipment: Shipment }): ReactElement {
  const { problems, shipments, status } = useMessages();
  const { kept } = useReceiptDraft(shipment.id);
  const textOf = useLineText();
  const isReceived = shipment.receivedOn !== null;
  const changes = shipment.lines.flatMap((line): readonly Change[] => {
    const typed = { ...NOTHING_TYPED, ...kept?.[line.batchId] };
    const [before, after] = [textOf(draftWeights(typed)), textOf(bookedWeights(line))];
    return typed.grossKg === '' || before === after ? [] : [{ term: line.code, before, after }];
  });
  return (
    <Notice title={problems.titles.act}>
      <Text size="sm">
        {isReceived ? shipments.receivedMeanwhile : shipments.goneMeanwhile(status[shipment.status] ?? shipment.status)}
      </Text>
      {isReceived && changes.length === 0 && <Text size="sm">{shipments.saysTheSame}</Text>}
      {isReceived && changes.length > 0 && (
        <>
          <Text size="sm">{shipments.saysOtherwise}</Text>
          <ChangeTable
            caption={shipments.twoReceipts}
            titles={{ before: shipments.yourReceipt, after: shipments.theirReceipt }}
            changes={changes}
          />
        </>
      )}
      <ButtonLink to="/shipments/$id" params={{ id: shipment.id }}>
        {shipments.toShipment}
      </ButtonLink>
    </Notice>
  );
}

type Weights = readonly (number | null)[];

const figure = (typed: number | ''): number | null => (typed === '' ? null : typed);

const draftWeights = ({ grossKg, tareKg, refuses, refusedKg }: LineDraft): Weights => [
  ...[figure(grossKg), figure(tareKg)],
  refuses ? figure(refusedKg) : null,
];

const bookedWeights = ({ grossKg, tareKg, refusedKg }: Line): Weights => [grossKg, tareKg, refusedKg || null];

function useLineText(): (weights: Weights) => string {
  const { shipments } = useMessages();
  const mass = useMassText();
  const words = [shipments.grossKg, shipments.tareKg, shipments.refusedKg];
  return (weights) =>
    weights.flatMap((kg, index) => (kg === null ? [] : [`${words[index] ?? ''} ${mass(kg)}`])).join(', ');
}
