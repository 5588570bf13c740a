/*
 * Gefahrenhinweise der Stoffströme auf Deutsch, Satz für Satz nach data/catalogue/streams.json. Die amtlichen Benennungen
 * folgen dem ADR; Quellen und was zu bestätigen ist, stehen dort wie hier.
 */
const SHIPPER =
  'Hier nicht eingestuft: Das tut der Absender nach Prüfung (UN-Handbuch Prüfungen und Kriterien N.1, N.2, N.4, N.5).';
const SLUDGE =
  'Zu prüfen auf: UN 3190 selbsterhitzungsfähiger anorganischer fester Stoff, n.a.g., 4.2 (zu bestätigen); UN 2793 Metallbohr-, -schleif-, -dreh- oder -schnittspäne, selbsterhitzungsfähig, 4.2 (bimco.org); UN 3208 oder 3209 metallischer Stoff, mit Wasser reagierend, 4.3 (zu bestätigen).';
const POWDER =
  'Zu prüfen auf: UN 3089 entzündbares Metallpulver, n.a.g., 4.1 (zu bestätigen); UN 3189 selbsterhitzungsfähiges Metallpulver, n.a.g., 4.2 (hazmattool.com); UN 1383 pyrophores Metall oder pyrophore Legierung, n.a.g., 4.2 (zu bestätigen).';
const FIRE =
  'NdFeB-Pulver kann oxidieren und schnell und heftig brennen, mit Wasser Wasserstoff freisetzen und sich wieder entzünden; bei Brand weder Wasser noch Halon (magnetsim.com, Sicherheitsdatenblatt Neodympulver).';
const VENTED = 'Feuchte Lagerung kann Wasserstoff freisetzen: belüftete Fässer.';
const SOLID =
  'Feste Stücke; ihr Staub und Abrieb brennt wie Pulver. Für nicht magnetisierte feste Stücke nennen die Quellen keine Gefahrgutklasse.';
const COBALT = 'Enthält Cobalt';

const said = (...sentences: readonly string[]): string => [...sentences, SHIPPER].join(' ');

export const hazards: Readonly<Record<string, string>> = {
  'grinding-sludge-oily': said(SLUDGE, FIRE, VENTED),
  'slicing-swarf-aqueous': said(SLUDGE, FIRE, VENTED),
  'sintered-rejects': said(SOLID),
  'coated-rejects': said(SOLID),
  'jet-mill-superfines': said(POWDER, FIRE),
  'strip-cast-slag': said(
    'Stücke und Staub von Oxiden mit Metalleinschlüssen; Wasser kann aus dem Metall Wasserstoff freisetzen (zu bestätigen).',
  ),
  'flake-rejects': said(POWDER, FIRE),
  'green-compact-rejects': said(
    'Ein Grünling ist gepresstes, ungesintertes Pulver und zerfällt wieder dazu.',
    POWDER,
    FIRE,
  ),
  offcuts: said(SOLID),
  'magnetised-rejects': said(
    'Magnetisierte Stücke: UN 2807 magnetisierte Stoffe, Klasse 9, im Luftverkehr (zu bestätigen).',
    SOLID,
  ),
  'grain-boundary-diffusion-residue': said(
    'Die Chemie hängt vom Träger ab: Fluorid, Hydrid oder Oxid von Dysprosium oder Terbium, oft in einem Lösemittel; siehe Sicherheitsdatenblatt des Trägers (zu bestätigen).',
  ),
  'dust-and-sweepings': said(POWDER, FIRE),
  'smco-rejects': said(`${COBALT}; Pulver davon brennt.`, POWDER),
  'smco-grinding-sludge': said(`${COBALT}.`, SLUDGE, VENTED),
};
