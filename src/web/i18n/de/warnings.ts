import type { WarningCode } from '../../../domain/matter/warning-codes.js';

export const warnings: Record<WarningCode, () => string> = {
  'weight-unusual': () => 'Das Gewicht liegt weit ab von dem, was bei diesem Stoffstrom üblich ist.',
  'rare-earths-unusual': () => 'Die Summe der Seltenen Erden ist für diesen Stoffstrom unüblich.',
  'sum-low': () => 'Die Analyse ergibt zusammen ungewöhnlich wenig. Fehlt etwas?',
  'sum-above-100': () => 'Die Analyse ergibt zusammen mehr als 100 %.',
  'unlike-product': () => 'Die Seltenen Erden passen nicht zu diesem Produkt.',
  'older-sample': () =>
    'Eine später genommene Probe war schon analysiert: diese Analyse gilt nicht, sie wird nur aufbewahrt.',
  'report-on-other-batch': () => 'Dieser Bericht dieses Labors steht auch bei einer anderen Charge.',
  'oxide-sum-above-100': () => 'Als Oxide gerechnet ergeben die Elemente mehr als 100 %.',
  'element-unusual-for-alloy': () => 'Ein Element kommt in dieser Legierung sonst nicht in dieser Menge vor.',
  'alloy-unlike-stream': () => 'Die Legierung passt nicht zu diesem Stoffstrom.',
  'not-covered': () => 'Kein Vertrag deckt diesen Standort, Stoffstrom und Tag: Die Charge ist ohne Vertrag gebucht.',
};
