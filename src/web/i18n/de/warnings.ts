export const warnings: Readonly<Record<string, string>> = {
  'weight-unusual': 'Das Gewicht liegt weit ab von dem, was bei diesem Stoffstrom üblich ist.',
  'rare-earths-unusual': 'Die Summe der Seltenen Erden ist für diesen Stoffstrom unüblich.',
  'sum-low': 'Die Analyse ergibt zusammen ungewöhnlich wenig. Fehlt etwas?',
  'oxide-sum-above-100': 'Als Oxide gerechnet ergeben die Elemente mehr als 100 %.',
  'element-unusual-for-alloy': 'Ein Element kommt in dieser Legierung sonst nicht in dieser Menge vor.',
  'alloy-unlike-stream': 'Die Legierung passt nicht zu diesem Stoffstrom.',
  'not-covered': 'Kein Vertrag deckt diesen Standort, Stoffstrom und Tag: Die Charge ist ohne Vertrag gebucht.',
};
