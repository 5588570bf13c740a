import type { reports as english } from '../en/reports.js';

export const reports: typeof english = {
  figures: {
    generatedKg: 'Angefallen',
    reusedInProcessKg: 'Im Prozess wiederverwendet',
    sentKg: 'Versandt',
    confirmedKg: 'Bestätigt',
    processedKg: 'Verarbeitet',
    recoveredKg: 'Zurückgewonnen',
    returnedKg: 'Zurückgekehrt',
    consumedKg: 'Eingesetzt',
    substitutedKg: 'Ersetzt',
    otherRecycledConsumedKg: 'Anderes Rezyklat eingesetzt',
    primaryConsumedKg: 'Primärmaterial eingesetzt',
    measurementDifferenceKg: 'Messdifferenz',
    unaccountedKg: 'Ungeklärt',
    originUnknownKg: 'Ungeklärter Herkunft',
    intermediateKg: 'Noch nicht zurückgewonnene Zwischenprodukte',
    recoveryPct: 'Rückgewinnung',
    closedLoopReturnPct: 'Rückkehr in den Kreislauf',
    recycledSharePct: 'Rezyklatanteil',
    primaryReplacementPct: 'Ersatz von Primärmaterial',
    ceilingPct: 'Obergrenze',
  },
  mass: {
    generatedDryKg: 'Angefallen',
    reusedInProcessDryKg: 'Im Prozess wiederverwendet',
    sentDryKg: 'Versandt',
    refusedDryKg: 'Abgelehnt',
    confirmedDryKg: 'Bestätigt',
    leakedDryKg: 'Auf anderem Weg abgegangen',
    carvedOutDryKg: '… davon mit Ausnahme',
    breachDryKg: '… davon als Verstoß',
    recycledSoldElsewhereDryKg: 'Rezyklat anderweitig verkauft',
    openingOnHandDryKg: 'Am Anfang am Lager',
    countedDownDryKg: 'Weniger gezählt',
    countedUpDryKg: 'Mehr gezählt',
    ownDifferenceDryKg: 'Auf eigenen Wegen verloren',
    onHandDryKg: 'Am Ende am Lager',
    recyclerCountedDownDryKg: 'Beim Recycler weniger gezählt',
    recyclerCountedUpDryKg: 'Beim Recycler mehr gezählt',
    withoutAssayDryKg: 'Ohne Analyse',
    coveragePct: 'Abdeckung',
    coverageWithCarveOutsPct: 'Abdeckung, Ausnahmen als Abgang gezählt',
    completenessPct: 'Erfasst von dem, was die Produktion übrig ließ',
    coverageOfExpectedPct: 'Abdeckung dessen, was anfiel',
    unexplainedKg: 'Ungeklärt, Metall der Seltenen Erden',
    unexplainedUncertaintyKg: '… mehr oder weniger',
    completeness: 'Geht das Werk auf?',
  },
  verdicts: {
    'not-known': 'nicht bekannt',
    'too-coarse': 'die Zahlen sind zu grob, um es zu sagen',
    gap: 'nein: es fehlt etwas',
    surplus: 'nein: es wurde mehr erfasst, als übrig geblieben sein kann',
    closed: 'ja',
  },
  verdictWords: {
    'not-known': 'Nicht bekannt',
    'too-coarse': 'Zu grob',
    gap: 'Lücke',
    surplus: 'Überschuss',
    closed: 'Geht auf',
  },
  closes: (verdict, { pct, missing, open }) => {
    const start = `Erfasst sind ${pct} der Nebenprodukte, die die Produktion übrig gelassen haben muss`;
    if (verdict === 'not-known') return null;
    if (verdict === 'gap')
      return `${start}: ${missing} sind ungeklärt, mehr als die ${open}, die Waagen und Labore offenlassen.`;
    if (verdict === 'surplus')
      return `${start}: ${missing} mehr wurden erfasst, als sich erklären lässt; Waagen und Labore lassen nur ${open} offen.`;
    if (verdict === 'closed')
      return `${start}: die ungeklärten ${missing} liegen in den ${open}, die Waagen und Labore offenlassen.`;
    return `${start}, doch ein Verlust unter ${open} zeigte sich nicht.`;
  },
  period: 'Zeitraum',
  periodKinds: { year: 'Jahr', quarter: 'Quartal', month: 'Monat' },
  earlier: 'Früherer Zeitraum',
  later: 'Späterer Zeitraum',
  csv: 'CSV herunterladen',
  csvFailed: 'Die CSV-Datei konnte nicht heruntergeladen werden.',
  ofMade: (pct) => `Das Ungeklärte mitgezählt, gingen ${pct} der Seltenen Erden an den Recycler.`,
  batchesWithoutAssay: 'Chargen ohne Analyse:',
  entriesOf: (figure) => `Buchungen zu ${figure}:`,
};
