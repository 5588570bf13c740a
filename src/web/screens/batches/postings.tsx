import { Table } from '@mantine/core';
import type { ReactElement } from 'react';
import { isWorld } from '../../../domain/books/ledger.js';
import { DRY_MASS } from '../../../domain/matter/holding.js';
import type { Schemas } from '../../api/client.js';
import { useNames, type Names } from '../../data/names.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages, type Messages } from './texts.js';
import { PathLink, TextLink } from '../../parts/links.js';
import { exactKg } from '../../i18n/format.js';
import { Day } from '../../units/mass.js';
import type { BatchEntry } from './entries.js';

type Posting = Schemas['PostingAnswer'];

interface PostingsProps {
  readonly entry: BatchEntry;
  readonly batchId: string;
  readonly caption: string;
}

/** The postings of an entry as the books hold them, with all their digits. */
export function Postings({ entry, batchId, caption }: PostingsProps): ReactElement {
  const messages = useMessages();
  const { batches, books } = messages;
  const locale = useLocale();
  const names = useNames();
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table verticalSpacing={6} fz="sm">
        <Table.Caption className="visually-hidden">{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{batches.counts}</Table.Th>
            <Table.Th>{messages.shell.from}</Table.Th>
            <Table.Th>{messages.shell.to}</Table.Th>
            <Table.Th>{batches.commodity}</Table.Th>
            <Table.Th ta="right">{batches.mass}</Table.Th>
            <Table.Th>{batches.agreement}</Table.Th>
            <Table.Th>{batches.origin}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entry.postings.map((posting, index) => (
            <Table.Tr key={index}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <Day on={posting.day} />
              </Table.Td>
              <Table.Td>
                <Side account={posting.from} otherBatch={otherThan(batchId, posting.fromBatchId)} />
              </Table.Td>
              <Table.Td>
                <Side account={posting.to} otherBatch={otherThan(batchId, posting.toBatchId)} />
              </Table.Td>
              <Table.Td>{posting.commodity === DRY_MASS ? batches.dryMass : posting.commodity}</Table.Td>
              <Table.Td ta="right" className="figure">
                {exactKg(posting.kg, locale)}
              </Table.Td>
              <Table.Td>{agreementOf(posting, names, messages)}</Table.Td>
              <Table.Td>{books.origins[posting.origin]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function otherThan(batchId: string, id: string | null): string | null {
  return id === batchId ? null : id;
}

function agreementOf({ agreementId }: Posting, names: Names, { shell, batches }: Messages): ReactElement | string {
  if (!agreementId) return shell.unknown;
  return <PathLink path={`/agreements/${agreementId}`}>{names.agreement(agreementId) ?? batches.open}</PathLink>;
}

interface SideProps {
  readonly account: string;
  readonly otherBatch: string | null;
}

/** An account in words, with the way to what it stands for, and the other batch where there is one. */
function Side({ account, otherBatch }: SideProps): ReactElement {
  const { batches, books } = useMessages();
  const names = useNames();
  const [kind = '', id = ''] = account.split(':');
  // An account is a place in the world, or of a kind and something's own.
  const word = batches.accounts[(isWorld(account) ? account : kind) as keyof typeof batches.accounts];
  const isAtSite = kind === 'stock' || kind === 'wip';
  const screen = { transit: 'shipments', process: 'runs' }[kind];
  return (
    <>
      {isAtSite ? `${word} ${names.site(id) ?? ''}` : null}
      {screen && id !== 'others' ? <PathLink path={`/${screen}/${id}`}>{word}</PathLink> : null}
      {!isAtSite && (!screen || id === 'others') ? word : null}
      {otherBatch && (
        <>
          {' · '}
          <TextLink to="/batches/$id" params={{ id: otherBatch }}>
            {books.otherBatch}
          </TextLink>
        </>
      )}
    </>
  );
}
