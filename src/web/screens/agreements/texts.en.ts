import type { Verdict } from '../../../domain/reports/verdicts.js';
import type { CompletenessShared } from '../../../domain/agreement/agreement.js';
import type { SettleOn } from '../../../domain/agreement/agreement.js';

/** Texts of the agreements: their list, the page of each, and what is drafted, signed, changed and ended. */
const list = {
  listLead: 'What goes to whom, until when, and whether it really does.',
  listEmpty: 'There is no agreement yet.',
  listEmptyAuditor: 'No agreement is open to you. A party to it has to invite you.',
  listEmptyDraft: 'An agreement says which by-products go to which recycler. Draft the first one.',
  draftNew: 'New agreement',
  reference: 'Agreement',
  otherSide: 'Other side',
  sides: 'Between',
  term: 'Term',
  status: 'Status',
  coverage: 'Coverage',
  ofTarget: (pct: string) => `target ${pct}`,
  waiting: 'Waits for',
  waitsForYou: 'your signature',
  waitsForYourSide: 'a signature of your side',
  waitsForParty: (party: string) => `a signature of ${party}`,
  nothingWaits: 'nothing',
};

/** What the sentence about an agreement is made of; the percentage is what was reached, before the term what is aimed at. */
interface Told {
  readonly start: string;
  readonly end: string;
  readonly pct: string;
  readonly plant: string;
  readonly recycler: string;
}

const sentence = {
  since: ({ start, pct, plant, recycler }: Told) =>
    `Since ${start}, ${pct} of the by-products that left ${plant} went to ${recycler}.`,
  between: ({ start, end, pct, plant, recycler }: Told) =>
    `From ${start} to ${end}, ${pct} of the by-products that left ${plant} went to ${recycler}.`,
  nothingLeft: (day: string, plant: string) => `Since ${day}, no by-product has left ${plant}.`,
  planned: ({ start, end, pct, plant, recycler }: Told) =>
    `From ${start} to ${end}, ${pct} of the by-products of ${plant} are to go to ${recycler}.`,
  targetMet: (pct: string) => `That meets the target of ${pct}.`,
  targetMissed: (pct: string) => `The target is ${pct}.`,
};

const pending = {
  yourTurn: 'Your signature is needed',
  draftTitle: 'This is a draft',
  draftText: (party: string) => `Only ${party} sees it. With your signature it is proposed to the other side.`,
  sideTurn: 'A signature of your side is needed',
  adminSigns: (party: string) => `An admin of ${party} signs.`,
  otherTurn: (party: string) => `Waits for a signature of ${party}`,
  whatAgreement: (party: string) => `The agreement as a whole, drafted by ${party}.`,
  whatAmendment: (n: number, day: string, party: string) =>
    `Version ${n}, which would hold from ${day} on, proposed by ${party}. What changes:`,
  whatTermination: (day: string, reason: string, party: string) =>
    `The end of the term on ${day}, proposed by ${party}: “${reason}”`,
  before: 'Now',
  after: 'Then',
  changes: 'What the new version changes',
  sign: 'Sign',
  signFor: (party: string) => `Sign for ${party}`,
  signs: {
    agreement: (reference: string) => `You sign agreement ${reference} as it stands here.`,
    amendment: (reference: string) => `You sign the new version of ${reference} as it stands here.`,
    termination: (reference: string) => `You sign that the term of ${reference} ends early.`,
  },
  thenHolds: 'The other side has signed already: with your signature it holds.',
  thenOther: 'It holds once the other side has signed as well.',
  edit: 'Edit the draft',
  discard: 'Discard the draft',
  takeBack: 'Take it back',
  decline: 'Decline',
  goes: {
    agreement: 'The agreement is removed with what was signed of it.',
    amendment: 'The new version is removed with what was signed of it. What holds now goes on.',
    termination: 'The proposed end is removed. The term goes on as it is.',
  },
};

const page = {
  amend: 'Amend',
  terminate: 'End early',
  termLine: 'The term',
  today: 'Today',
  begins: 'The term begins',
  ends: 'Last day of the term',
  wouldEnd: 'Last day of the term without the early end',
  endsEarly: 'Ended early: last day of the term',
  versionHolds: (n: number) => `Version ${n} holds from here on`,
  versionWould: (n: number) => `Version ${n} would hold from here on: not signed by both`,
  endWould: 'The term would end early: not signed by both',
  versionShort: (n: number) => `v${n}`,
  daysLeft: (n: number) => (n === 1 ? '1 day is left.' : `${n} days are left.`),
  yearsLeft: (n: string) => `${n} years are left.`,
  terms: 'Scope and terms',
  version: 'Version',
  versionOf: (n: number) => `Version ${n}`,
  inForce: (n: number) => `Version ${n}, in force`,
  signatures: 'Signatures',
  signaturesTable: 'Who signed what, and when',
  signed: 'signed',
  notSigned: 'not signed yet',
  subject: 'What',
  holdsFrom: 'Holds from',
  termination: 'Early end',
  lastDay: (day: string) => `last day ${day}`,
  proposedBy: (party: string) => `proposed by ${party}`,
};

const terms = {
  title: 'Title',
  startsOn: 'First day',
  endsOn: 'Last day',
  exclusive: 'Exclusive',
  exclusiveYes: 'yes',
  exclusiveNo: 'no',
  target: 'Coverage target',
  sites: 'Sites',
  streams: 'By-products',
  everyStream: 'every kind',
  tolerance: 'Weight tolerance',
  settleOn: 'Figure that holds within it',
  settles: {
    receiver: "the receiver's",
    sender: "the sender's",
    mean: 'the mean of both',
  } satisfies Record<SettleOn, string>,
  confirm: 'Receipt confirmed within',
  days: (n: number) => (n === 1 ? '1 day' : `${n} days`),
  carveOuts: 'Carve-outs allowed',
  processors: 'Processors',
  completenessShared: 'What the recycler reads of completeness',
  completenessHint: 'Figures can be shared only where no other recycler has an agreement for by-product of the sites.',
  shares: { none: 'nothing', verdict: 'a verdict a month', figures: 'the figures' } satisfies Record<
    CompletenessShared,
    string
  >,
  factors: 'Usability factors',
  none: 'none',
  byCatalogue: 'as in the catalogue',
  unnamedSite: 'a site that you do not see',
};

const coverage = {
  coverageTitle: 'Coverage',
  coverageNote:
    'Sent, of what left the plant. Carve-outs that the agreement allows do not count against it; what is on hand has not left.',
  report: 'Circularity report of these days',
  whole: 'Whole term',
  year: 'This year',
  own: 'Other days',
  figures: {
    generatedDryKg: 'Generated',
    reusedInProcessDryKg: 'Reused in process',
    sentDryKg: 'Sent to the recycler, less refused',
    leakedDryKg: 'Left another way',
    carvedOutDryKg: '… of it with a carve-out',
    breachDryKg: '… of it as a breach',
    onHandDryKg: 'On hand at the end of the period',
    countedDownDryKg: 'Counted away',
    countedUpDryKg: 'Counted in addition',
    ownDifferenceDryKg: 'Lost on own ways',
    recyclerDisposedDryKg: 'Disposed of or sold by the recycler (no leak)',
    recycledSoldElsewhereDryKg: 'Recycled material sold elsewhere (no leak)',
  },
  withCarveOuts: 'Carve-outs counted as leaks',
  asIfLeaked: 'As if what was counted away or lost on own ways had leaked',
  oldest: 'Oldest batch on hand now',
  ageDays: (n: number) => (n === 1 ? '1 day old' : `${n} days old`),
  noneOnHand: 'nothing on hand',
  perMonth: 'Coverage per month',
  monthsTable: 'The months in figures',
  chart: (first: string, last: string) =>
    `Chart of the coverage per month from ${first} to ${last}; the table says the same.`,
  month: 'Month',
  sent: 'Sent',
  generated: 'Generated',
  target: 'target',
  cutShort: 'The months are those of the last ten years of the period.',
};

const completeness = {
  title: 'Is everything logged?',
  note: 'What production must have left over, from count to count, against the by-products that were logged. In rare-earth metal; months that have ended.',
  balance: 'Balance of the plant',
  table: 'Completeness by month',
  month: 'Month',
  verdict: 'Verdict',
  complete: 'Completeness',
  ofMade: 'Coverage of what was made',
  unexplained: 'Unexplained',
  none: 'No whole month of the term has ended yet.',
  cut: (n: number) => `The months are the last ${n} of the period.`,
  recyclerReads: (what: string) => `The recycler reads ${what}.`,
  less: (agreed: string) =>
    `Agreed are ${agreed}; another recycler has an agreement for by-product of these sites, so that they would tell one of the other.`,
  says: {
    'not-known': 'it is not known whether everything was logged.',
    'too-coarse': 'the figures are too coarse to say whether everything was logged.',
    gap: 'by-product is missing, more than scales and laboratories can explain.',
    surplus: 'more was logged than can have been left over.',
    closed: 'what was logged is all that must have been left over, as far as scales and laboratories can tell.',
  } satisfies Record<Verdict, string>,
};

const departures = {
  departures: 'Carve-outs, breaches and differences',
  departuresTable: 'What left the agreement',
  departuresNote:
    'Everything that left the agreement another way than to its recycler, and what counts found beyond the tolerance, dry mass.',
  noDepartures: 'Nothing has left the agreement.',
  kind: 'Kind',
  breach: 'breach',
  carveOut: 'carve-out',
  differences: {
    'reused-in-process': 'back into the process',
    counted: 'counted',
    edited: 'edited',
    unlogged: 'logging taken back',
    'lost-on-own-way': 'lost on an own way',
    'process-loss': 'process loss',
  },
  added: 'more than there was',
  lossesOfMonth: 'all process losses of the month, above 0.5 % of what was charged',
  ofMonth: 'all differences of the month together',
  day: 'Day',
  batches: 'Batches',
  dry: 'Dry',
  reason: 'Why',
  destination: (place: string) => `to ${place}`,
  before: 'Gone before both sides had signed',
  beforeTable: 'What had gone',
  beforeNote: 'By-products of the term that had left before the second signature. They are in none of the figures.',
  noBefore: 'Nothing had gone before the agreement was signed.',
  ofThePlant: 'a batch of the plant',
  stream: 'By-product',
  batch: 'Batch',
};

const auditors = {
  auditors: 'Invited auditors',
  auditorsTable: 'Invitations',
  auditorsNote: (party: string) =>
    `They read this agreement as ${party} sees it, until the last day of their invitation.`,
  noAuditors: 'Nobody is invited.',
  invite: 'Invite an auditor',
  email: 'E-mail address of the auditor',
  emailHint: 'A person who signs in here with the role of an auditor.',
  until: 'Last day',
  who: 'Who',
  state: 'State',
  runs: 'may read',
  over: 'over',
  endedOn: (day: string) => `ended on ${day}`,
  end: 'End',
  endOf: (name: string) => `End the invitation of ${name}`,
  endQuestion: (name: string) => `${name} will not be able to read this agreement any more, from now on.`,
};

const form = {
  newTitle: 'New agreement',
  newLead: 'Only your side sees the draft. It is proposed to the other side with your first signature.',
  editTitle: (reference: string) => `Edit the draft ${reference}`,
  amendTitle: (reference: string) => `Amend ${reference}`,
  amendLead:
    'A new version from a day on, which both sides sign. Older versions stay readable, and batches keep theirs.',
  notYours: 'This cannot be changed by you, or not now.',
  parties: 'Who and when',
  referenceLabel: 'Reference',
  referenceHint: 'What both sides call it, for example MP-RC-2026.',
  weAre: 'We sign as',
  asSide: { generator: 'generator (the plant)', recycler: 'recycler' },
  withWhom: { generator: 'Recycler', recycler: 'Generator (the plant)' },
  holdsFromHint: 'The first day on which the change holds.',
  scope: 'What it covers',
  siteHint: 'Sites of the plant whose by-products go to the recycler.',
  noSites: (party: string) =>
    `You see no sites of ${party} yet: its own side has to draft the first agreement between you.`,
  chooseParty: 'Choose the other side first: then its sites are shown here.',
  everyKind: 'Every kind of by-product',
  chosenKinds: 'Only these kinds',
  whichKinds: 'Kinds of by-product',
  exclusiveLabel: 'Exclusive: in its scope nothing may go anywhere else without a carve-out',
  weighing: 'Weights and receipts',
  confirmLabel: 'Days to confirm a receipt',
  exceptions: 'Carve-outs',
  exceptionsHint: 'For what reasons may a by-product leave the plant another way?',
  loop: 'Coming back',
  processorsHint: 'Parties at whose sites material counts as returned, beside the plant.',
  factorsHint: 'How much fresh-mined material a kilogram of the product stands in for. Else 1.',
  product: 'Product',
  factor: 'Factor',
  addFactor: 'Add a factor',
  removeFactor: (n: number) => `Remove factor ${n}`,
  ofFactor: (label: string, n: number) => `${label}, row ${n}`,
  saveDraft: 'Save the draft',
  propose: 'Propose the change',
  draftKept: 'What you typed before is still here.',
  startAfresh: 'Start afresh',
  needed: 'Needed.',
  proposedMeanwhile: (own: string, other: string) =>
    `Somebody has signed this draft for ${own} meanwhile: it is proposed to ${other}, and what is signed is no longer edited. Once ${other} has signed too, you can amend it; if it should not be signed as it stands, discard it and draft it anew. What you typed stays here on this device.`,
  waitsFirst:
    'Only one change can wait at a time. When it is signed by both sides or taken back, you can propose yours; what you typed stays here on this device.',
  toAgreement: 'Look at the agreement',
  nothingChanged: 'Nothing has changed yet.',
  changed: (what: string) => `Changes: ${what}`,
  summary: (sites: number) => (sites === 1 ? '1 site in scope' : `${sites} sites in scope`),
  endTitle: (reference: string) => `End ${reference} early`,
  endLead: 'Both sides sign the early end. What was generated until then stays covered.',
  endLastDay: 'Last day of the term',
  endReason: 'Why',
  proposeEnd: 'Propose the end',
};

export const agreements = {
  list,
  sentence,
  pending,
  page,
  terms,
  coverage,
  completeness,
  departures,
  auditors,
  form,
};
