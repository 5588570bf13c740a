import type { ImportKind } from '../../../domain/files/kinds.js';
import type { Schemas } from '../../api/client.js';

type State = Schemas['ImportSummary']['state'] | 'unmapped';

/** Texts of files in. */
export const imports = {
  title: 'Import',
  lead: 'Each row of a file books what its form would book. A file is looked at first: nothing is booked before you say so.',
  send: 'Send a file',
  kind: 'What a row stands for',
  kinds: {
    'by-products': 'By-product, with its assay',
    assays: 'Assay of a batch',
    supplies: 'Supply, with its assay',
    charges: 'Charge into production',
    'magnet-lots': 'Magnet lot',
    counts: 'Line of a count of work in progress',
    receipts: 'Receipt of a batch (weighbridge)',
  } satisfies Record<ImportKind, string>,
  file: 'File',
  choose: 'Choose a file',
  drop: 'Drop a file here, or choose one',
  dropNote: 'CSV in UTF-8, or XLSX. At most 50 MB and 250,000 rows.',
  otherType: 'Only CSV and XLSX can be read. Save the file as one of these.',
  tooLarge: 'The file is larger than 50 MB: split it.',
  template: 'Template with all columns (CSV)',
  history: 'Files so far',
  noHistory: 'No file has been sent yet.',
  sent: 'Sent',
  by: 'By',
  state: 'State',
  states: {
    unmapped: 'Waits for its columns',
    reading: 'Being looked at',
    looked: 'Looked at',
    booking: 'Being booked',
    done: 'Done',
    cancelled: 'Cancelled',
  } satisfies Record<State, string>,
  rows: 'Rows',
  booked: 'Booked',
  alreadyThere: 'Already there',
  wrong: 'Wrong',
  nameless: 'File without a name',
  someone: 'somebody',
};
