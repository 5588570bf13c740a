/** One fault of an input, named by the JSON pointer (RFC 6901) of the field. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
  /** What is wrong, for programs: other languages word it by this and the parameters. */
  readonly code: FaultCode;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Everything that can be wrong with a field, by its code, with the sentence in which the service says it. Codes are stable. */
export const FAULTS = {
  // Kinds of values
  'not-an-object': () => 'must be an object',
  'not-objects': () => 'must hold objects',
  'not-a-list': () => 'must be a list',
  'too-few': ({ least }: Least) => `must have at least ${least}`,
  'too-many': ({ most }: Most) => `must have at most ${most}`,
  'named-again': () => 'must not name anything twice',
  'named-twice': () => 'is named twice',
  'not-an-identifier': () => 'must be an identifier (a UUID in lower case)',
  'not-identifiers': () => 'must hold identifiers (UUIDs in lower case)',
  'not-a-new-identifier': () => 'must be a UUIDv7 in lower case',
  'not-one-of': ({ words }: Words) => `must be one of ${words}`,
  'not-only': ({ words }: Words) => `must hold only ${words}`,
  'not-a-flag': () => 'must be true or false',
  'not-text': () => 'must be text',
  blank: () => 'must be text that is not empty',
  invisible: () => 'must hold something that can be seen',
  'too-long': ({ most }: Most) => `must have at most ${most} characters`,
  'half-character': () => 'holds half of a character (a lone surrogate)',
  'not-a-mail-address': () => 'must be an e-mail address',
  'not-a-country': () => 'must be the two capital letters of a country (ISO 3166-1)',
  'not-a-time-zone': () => 'must be a time zone of the IANA database, such as America/New_York',
  'not-a-gln': () => 'must be a GLN: 13 digits, the last of them the right check digit',
  'not-an-lei': () => 'must be an LEI: 20 characters, the last two the right check digits',
  'not-an-epa-id': () => 'must be an EPA ID: 12 capital letters and digits',
  'not-valid': () => 'is not valid',

  // Numbers
  'not-kilograms': () => 'must be a number of kilograms',
  'not-percent': () => 'must be a number of percent',
  'not-whole': () => 'must be a whole number',
  negative: () => 'must not be negative',
  'not-above-zero': () => 'must be above zero',
  'above-mass': ({ most }: Most) => `must not be above ${most} kg`,
  'above-pct': ({ most }: Most) => `must not be above ${most}`,
  'below-least': ({ least }: Least) => `must be at least ${least}`,
  'above-most': ({ most }: Most) => `must be at most ${most}`,
  'finer-than-milligrams': ({ most }: Most) => `must have at most ${most} decimals (one milligram)`,
  'finer-than-ppm': ({ most }: Most) => `must have at most ${most} decimals (one part per million)`,

  // Times
  'not-a-time': () => 'must be a time with offset (RFC 3339), such as 2026-03-02T09:30:00-05:00',
  'not-a-day': () => 'must be a day that exists, as YYYY-MM-DD',
  'too-far-ahead': () => 'must not lie more than 24 hours ahead',
  'in-the-past': () => 'must not lie in the past',
  'before-from': () => 'must not be before from',
  'too-many-months': ({ most }: Most) => `must lie within ${most} months of from`,
  'after-end-of-run': () => 'must not be after the end of the run',

  // Requests as a whole
  'unknown-field': () => 'is not a field of this request',
  'too-deep': () => 'is nested too deeply',
  'too-many-items': ({ count, excess }: TooMany) =>
    `has ${count} items, which is ${excess} more than a request may have`,
  'too-many-fields': ({ count, excess }: TooMany) =>
    `has ${count} fields, which is ${excess} more than a request may have`,
  'too-many-values': ({ count, excess }: TooMany) =>
    `has ${count} values, which is ${excess} more than a request may have`,
  'too-many-together': ({ count, excess }: TooMany) =>
    `has ${count} values in one object or list, which is ${excess} more than a request may have`,
  'field-name-too-long': ({ most }: Most) => `has a field whose name has more than ${most} characters`,
  'field-name-broken': () => 'has a field whose name holds half of a character (a lone surrogate)',
  'more-faults': ({ count }: { readonly count: number }) => `and ${count} more faults`,
  'not-utf8': () => 'is not valid UTF-8',
  'not-json': () => 'is not valid JSON',
  'not-understood': () => 'is not understood',
  'not-a-cursor': () => 'is not a cursor that this service gave',
  'not-an-idempotency-key': () => 'must be 8 to 128 visible characters',

  // People
  'password-length': ({ least, most }: Least & Most) => `must have ${least} to ${most} characters`,
  'typed-password-length': ({ least, most }: Least & Most) => `must be text of ${least} to ${most} characters`,
  'password-missing': () => 'must be given with the old password',
  'old-password-missing': () => 'must be given with a new password',
  'old-password-wrong': () => 'is not right',
  'user-or-email': () => 'must name either userId or email',
  'not-an-auditor': () => 'is nobody with the role auditor',

  // Weights
  'not-below-gross': () => 'must be below the gross weight',
  'above-gross': () => 'must not be above the gross weight',
  'grade-not-yet': ({ day }: On) => `is a grade of which nothing is said before ${day}`,
  'not-an-element': () => 'is not an element of the catalogue',
  'version-there': () => 'is a day from which a version holds already',
  'evidence-of-no-use': () => 'goes with what was used',
  'nothing-dry': () => 'leaves no dry mass',
  'nothing-dry-beside-oil': () => 'must leave something dry together with the oil',
  'above-all-with-oil': () => 'must not be above 100 % together with the oil',

  // Material
  'not-a-stream': () => 'must be a stream of the catalogue',
  'not-a-product': () => 'must be a product of the catalogue',
  'unknown-stream': () => 'is not a stream of the catalogue',
  'unknown-product': () => 'is not a product of the catalogue',
  'not-a-composition': () => 'must be an object of formulas and percentages',
  'no-element': () => 'names no element and no oxide',
  'unknown-formula': () => 'is neither an element nor an oxide that the catalogue knows',
  'not-a-value': () => 'is neither a number nor a text such as "<0.05" or "12 ppm"',
  'not-a-number': () => 'is not a number',
  'value-too-fine': () => 'has more than 8 decimals of a percent',
  'value-negative': () => 'is less than 0 %',
  'value-above-whole': () => 'is more than 100 %',
  'value-above': ({ most }: Most) => `is more than ${most} %`,
  'loses-all': () => 'leaves nothing',
  'needs-loss-on-ignition': () => 'is on ignited basis and needs LOI, the loss on ignition',
  'element-sum': ({ sum, most }: Most & Sum) => `adds up to ${sum} % as elements, more than ${most} %`,
  'given-sum': ({ sum }: Sum) => `adds up to ${sum} % as it is given, more than an oxide can hold`,
  'not-in-composition': () => 'is not in the composition',
  'not-an-uncertainty': () => 'must be a percentage from 0 to 100 with at most eight decimals',

  // What happens to a batch
  'no-reason': () => 'must say why',
  'not-counted': () => 'must say what was counted',
  'not-with-count': () => 'does not go with a stock difference',
  'carve-out-needless': () => 'is not needed: nothing leaves an agreement this way',
  'carve-out-not-open': () => 'is no carve-out of the agreement that is open to the batch',
  'breach-needless': () => 'is not needed: nothing leaves an exclusive agreement this way',
  'breach-beside-carve-out': () => 'is given beside a carve-out: what is carved out is no breach',

  // Shipments and runs
  'not-between-sides': () => 'is no agreement between the two sides',
  'same-site': () => 'must be another site than the one it leaves',
  'line-missing': ({ batchId }: { readonly batchId: string }) => `must have a line for the batch ${batchId}`,
  'line-repeated': () => 'stands in an earlier line already',
  'not-awaited': () => 'is not a batch of this shipment that awaits this',
  'not-with-announced': () => 'does not go with what is taken over as announced',
  'refusal-unexplained': () => 'must say why something is refused',
  'refusal-without-mass': () => 'must say how much is refused',
  'above-net': () => 'must not be above the net weight',
  'above-arrived': () => 'must not be above the pieces that arrived',
  'pieces-without-mass': () => 'goes with a refused weight',
  'no-input': () => 'must hold a batch, unless there is other feed',

  // Agreements
  'recycler-is-generator': () => 'is the generator itself',
  'without-role': ({ role }: { readonly role: 'generator' | 'recycler' | 'processor' }) =>
    `is not a party with the role ${role}`,
  'not-a-site-of-generator': () => 'is not a site of the generator',
  'no-site': () => 'names no site',
  'no-stream': () => 'names no stream',
  'streams-beside-all': ({ every }: { readonly every: string }) =>
    `names streams beside ${every}, which already means every stream`,
  'factor-not-above-zero': () => 'is not above 0',
  'factor-above-one': () => 'is more than 1',
  'factor-too-fine': ({ most }: Most) => `has more than ${most} decimals`,
  'before-start': () => 'is before startsOn',
  'before-version': ({ day }: On) => `is before ${day}, when the version that it changes starts`,
  'after-term': ({ day }: On) => `is after ${day}, when the term ends`,
  'after-term-anyway': ({ day }: On) => `is after ${day}, when the term ends anyway`,
  'after-termination': ({ day }: On) => `is after ${day}, when the agreement is terminated`,
  'term-too-long': ({ years }: { readonly years: number }) => `makes the term longer than ${years} years`,
  'changes-nothing': () => 'names nothing that changes',

  // Files
  'not-a-column': () => 'is no column of the file: take the name from its first row, read with this delimiter',
  'column-twice': () => 'stands twice in the first row of the file: give each column a name of its own',
  'not-a-file-field': () => 'is no field that a column of this kind can hold',
  'field-without-column': ({ field }: { readonly field: string }) =>
    `must say where ${field} comes from: name its column, or what it is in every row`,
  'wet-without-moisture': () => 'needs moisture beside the composition: give it on dry basis',
  'file-empty': () => 'holds no rows',
  'too-many-rows': ({ most }: Most) => `must have at most ${most} rows: split the file`,
  'not-readable': () => 'cannot be read as a table: save the file anew as CSV in UTF-8, or as XLSX',
  'broken-record': () =>
    'has a quotation mark that does not end, or in the wrong place: mend the row, or the delimiter',
  'empty-row': () => 'is empty: delete it',
  'total-row': () => 'is a row of totals: delete it',
  'other-cells': ({ count, most }: Most & { readonly count: number }) =>
    `has ${count} cells where the first row has ${most}: the delimiter is another one, or stands in a cell without quotation marks`,
  'missing-cell': () => 'is empty: fill it in, or delete the row',
  'cell-not-a-flag': () => 'must be yes or no',
  'cell-not-a-number': () => 'is no number: write digits alone, and the unit into the mapping',
  'grouped-number': ({ sign }: { readonly sign: 'point' | 'comma' }) =>
    `has another sign than the decimal ${sign} of the mapping, or one between thousands: take it out, or change the mapping`,
  'too-many-digits': () => 'has more digits than can be kept: round it to milligrams',
  'date-of-other-order': ({ order }: { readonly order: 'year-first' | 'day-first' | 'month-first' }) =>
    `is no day written ${order}, as the mapping says: mend the day, or change the mapping`,
  'day-with-time': () => 'has a time of day behind the day: write the day alone',
  'no-such-time': () => 'is no time of day at the site: write it as 14:30',
  'formula-without-value': () => 'is a formula without a value: open the file, calculate it and save it again',
  'merged-cell': () => 'belongs to merged cells: take them apart and fill in each',
  'cell-error': () => 'shows an error of the spreadsheet: mend it there',
  'names-no-batch': () => 'names no batch at this site: check the code, or log the batch first',
  'names-several-batches': () => 'names several batches at this site: give one of them another code',
  'names-no-grade': () => 'names no grade of your party: check the code, or enter the grade first',
  'names-no-shipment': () => 'names no shipment to this site: check the code',
  'names-several-shipments': () => 'names several shipments to this site: receive it on its own page',
  'other-time-in-receipt': () => 'must be the same time in all rows of a shipment',
  'other-figures': () => 'is booked already with other figures: take the row out, or correct what is booked',
  'others-wrong': () => 'belongs to the same shipment or count as a row that is wrong: mend that row',

  // Sheets
  'hidden-column': () => 'stands in a hidden column: show the column, or delete it',
  'hidden-row': () => 'stands in a hidden row: show all rows, or delete the hidden ones',
  'no-such-day': () => 'is shown as a day that does not exist: write the day anew',
  'duration-cell': () => 'is shown as a length of time: show it as a day, with its time where it matters',
  'scaled-cell': () => 'is shown in thousands or millions, and holds another number: show it in full',
  'shown-otherwise': () => 'is shown otherwise than it is held, with zeros or words, or as a day: write it as text',
  'number-not-kept': () => 'has more digits than a spreadsheet keeps: write it as text',
  'no-number-cell': () => 'is stored as a number and is none: write it anew',
  'cell-too-long': () => 'holds more text than a spreadsheet shows: shorten it',
  'not-a-workbook': () => 'is no workbook, or a damaged one: open it in a spreadsheet program and save it anew as XLSX',
  'old-or-locked': () => 'is a workbook with a password, or of the old kind (XLS): save it as XLSX without a password',
  'unpacks-too-large': ({ most }: Most) =>
    `would unpack to more than ${most} bytes: save it anew with nothing but the rows to be read`,
  'too-many-columns': ({ most }: Most) => `must have at most ${most} columns: delete those that are not to be read`,
  'too-many-merged': ({ most }: Most) => `must have at most ${most} merged cells: take them apart`,
  'too-many-empty-rows': ({ row, most }: Most & AtRow) =>
    `has more than ${most} empty rows from row ${row} on: delete them below the last row`,
};

type Least = { readonly least: number };
type Most = { readonly most: number };
type Words = { readonly words: string };
type TooMany = { readonly count: number; readonly excess: number };
type AtRow = { readonly row: number };
type Sum = { readonly sum: number };
type On = { readonly day: string };

export type FaultCode = keyof typeof FAULTS;

/** What a sentence about a fault needs to know beside its code. */
export type FaultParams<Code extends FaultCode> = Parameters<(typeof FAULTS)[Code]>;

/** What every language has to say of faults. */
export type FaultWords = { readonly [Code in FaultCode]: (...params: FaultParams<Code>) => string };

/** What is wrong with the field at a pointer. */
export function faultAt<Code extends FaultCode>(pointer: string, code: Code, ...params: FaultParams<Code>): Fault {
  const say = FAULTS[code] as (...given: FaultParams<Code>) => string;
  const [given] = params;
  return { pointer, message: say(...params), code, ...(given && { params: given }) };
}
