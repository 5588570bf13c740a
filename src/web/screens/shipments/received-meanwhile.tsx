import { Text } from '@mantine/core';
import { useEffect, type ReactElement } from 'react';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { ChangeTable, type Change } from '../../parts/change-table.js';
import { ButtonLink } from '../../parts/links.js';
import { Notice } from '../../parts/overtaken-notice.js';
import type { TypedAmount } from '../../units/amount.js';
import { exactKg } from '../../i18n/format.js';
import { useReceiptDraft } from './receipt-draft.js';
import { NOTHING_TYPED, type LineDraft } from './receipt-figures.js';
import type { Line, ShownShipment } from './shipment-data.js';

/** A colleague (or oneself, where the answer was lost) has booked the receipt, or the sender has taken the dispatch back, while one was still weighing. */
export function ReceivedMeanwhile({ shipment }: { readonly shipment: ShownShipment }): ReactElement {
  const { problems, shipments, status } = useMessages();
  const { kept, forget } = useReceiptDraft(shipment.id);
  const textOf = useLineText();
  const isReceived = shipment.receivedOn !== null;
  const changes = shipment.lines.flatMap((line): readonly Change[] => {
    const typed = { ...NOTHING_TYPED, ...kept?.[line.batchId] };
    const before = typed.asAnnounced ? shipments.takenOver : textOf(draftWeights(typed, line));
    const after = line.asAnnounced ? shipments.takenOver : textOf(bookedWeights(line));
    return typed.grossKg === '' || before === after ? [] : [{ term: line.code, before, after }];
  });
  const isSame = isReceived && changes.length === 0;
  useEffect(() => {
    if (isSame) forget();
  }, [isSame, forget]);
  return (
    <Notice title={isReceived ? shipments.alreadyBooked : problems.titles.act}>
      <Text size="sm">
        {isReceived ? shipments.receivedMeanwhile : shipments.goneMeanwhile(status[shipment.status])}
      </Text>
      {isSame && <Text size="sm">{shipments.saysTheSame}</Text>}
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

/** What was not understood stands there as it was typed. */
type Weights = readonly (TypedAmount | null)[];

const bookedWeights = ({ grossKg, tareKg, moisturePct, oilPct, pieces, refusedKg }: Line): Weights => [
  ...[grossKg, tareKg, moisturePct, oilPct, pieces],
  refusedKg || null,
];

/** What is left empty is as announced, which nobody need have contradicted. */
function draftWeights(
  { grossKg, tareKg, moisturePct, oilPct, pieces, refuses, refusedKg }: LineDraft,
  line: Line,
): Weights {
  const typed = [grossKg, tareKg, moisturePct, oilPct, pieces].map((figure) => (figure === '' ? undefined : figure));
  const booked = bookedWeights(line);
  return [...typed.map((figure, index) => figure ?? booked[index] ?? null), (refuses && refusedKg) || null];
}

function useLineText(): (weights: Weights) => string {
  const { shipments } = useMessages();
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const kg = (word: string) => (figure: number) => `${word} ${exactKg(figure, locale)}`;
  const pct = (word: string) => (figure: number) => `${word} ${number.format(figure)} %`;
  const said = [
    ...[kg(shipments.grossKg), kg(shipments.tareKg), pct(shipments.moisturePct), pct(shipments.oilPct)],
    ...[shipments.pieces, kg(shipments.refusedKg)],
  ];
  return (weights) =>
    weights
      .flatMap((figure, index) => {
        if (figure === null) return [];
        return typeof figure === 'number' ? (said[index]?.(figure) ?? []) : figure;
      })
      .join(', ');
}
