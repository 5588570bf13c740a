import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconEyeOff } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMaterial } from '../../data/catalogue.js';
import { api, type Schemas } from '../../api/client.js';
import { useMe } from '../../session/me.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { Page } from '../../parts/page.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Empty, Loaded } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { shownDay } from '../../i18n/format.js';
import { useZoneOf } from '../../data/sites.js';
import { CountedOn, Mass, Moment } from '../../units/mass.js';
import { ClosureTable } from './closure-table.js';
import { ElementMasses } from '../../parts/element-masses.js';
import { Reversal } from '../../forms/reversal.js';
import { RunShares } from './run-shares.js';
import { WarningsInWords } from './warnings-in-words.js';

type Run = Schemas['RunAnswer'];

/** One run: what went in, what came out, and how it closed; of another's run the own share. */
export function RunScreen(): ReactElement {
  const { runs } = useMessages();
  const locale = useLocale();
  const { id } = useParams({ strict: false });
  const query = api.useQuery('get', '/api/v1/runs/{id}', { params: { path: { id: id ?? '' } } });
  const nameOf = ({ code, kind, occurredOn }: Run): string =>
    code ? runs.run(code) : runs.runOf(runs.kinds[kind], shownDay(occurredOn, locale));
  const { data } = query;
  return (
    <Page
      title={data ? nameOf(data) : runs.theRun}
      lead={data && <Lead run={data} />}
      actions={data && <Actions run={data} />}
    >
      <Loaded query={query}>{(run) => <Body run={run} />}</Loaded>
    </Page>
  );
}

/** The balance first; what went in last, since that may be a long list. */
function Body({ run }: { readonly run: Run }): ReactElement {
  const { runs } = useMessages();
  return (
    <Stack gap="lg">
      {run.closure === null && (
        <Alert variant="light" color="blue" icon={<IconEyeOff aria-hidden />} title={runs.shared} />
      )}
      {run.closure && <Closure run={run} closure={run.closure} />}
      {run.outputs && <Outputs outputs={run.outputs} />}
      {run.residues && <ResidueList residues={run.residues} />}
      {run.otherFeed && run.otherFeed.length > 0 && <Feeds feeds={run.otherFeed} />}
      <RunShares shares={run.shares} isOwn={run.closure !== null} />
      {run.inputs.length > 0 && <Inputs inputs={run.inputs} />}
    </Stack>
  );
}

function Lead({ run }: { readonly run: Run }): ReactElement {
  const { runs } = useMessages();
  const zone = useZoneOf()(run.siteId);
  return (
    <Group gap="sm">
      <StatusTag status={run.status} />
      <span>{runs.kinds[run.kind]}</span>
      {run.custodyModel && <span>{runs.custodies[run.custodyModel]}</span>}
      <span>
        {run.startedAt && (
          <>
            <Moment at={run.startedAt} zone={zone} /> –{' '}
          </>
        )}
        <Moment at={run.occurredAt} zone={zone} />
        <CountedOn on={run.occurredOn} localOn={run.localOn} />
      </span>
    </Group>
  );
}

function Actions({ run }: { readonly run: Run }): ReactElement | null {
  const { partyId, role } = useMe();
  const mayReverse = run.partyId === partyId && (role === 'admin' || role === 'recycler-operator');
  return mayReverse && run.entryId && run.status === 'closed' ? <Reversal entryId={run.entryId} /> : null;
}

function Closure({ run, closure }: { readonly run: Run; readonly closure: NonNullable<Run['closure']> }): ReactElement {
  const { runs } = useMessages();
  const warnings = run.warnings ?? [];
  const states = new Map(warnings.map(({ element, code }) => [element, code]));
  return (
    <Section title={runs.balance} note={runs.massChangeNote}>
      {warnings.length === 0 && (
        <Alert color="teal" variant="light" icon={<IconCheck aria-hidden />} title={runs.noWarnings} />
      )}
      <WarningsInWords warnings={warnings} />
      {warnings.some(({ code }) => code === 'open-balance') && <Text size="sm">{runs.closesLater}</Text>}
      {run.override && (
        <Text>
          <strong>{runs.override}:</strong> {run.override.reason}
        </Text>
      )}
      <ClosureTable
        lines={closure.map((line) => ({ ...line, state: states.get(line.element) ?? 'closed' }))}
        {...(run.dryClosure ? { dry: run.dryClosure } : {})}
      />
    </Section>
  );
}

function Inputs({ inputs }: { readonly inputs: Run['inputs'] }): ReactElement {
  const { runs } = useMessages();
  return (
    <Section title={runs.inputs}>
      <ResourceTable
        caption={runs.inputs}
        rows={inputs}
        rowId={({ batchId }) => batchId}
        columns={[
          { title: runs.batch, cell: ({ batchId, code }) => <BatchLink id={batchId} code={code} /> },
          { title: runs.material, cell: ({ kind }) => runs.batchKinds[kind] },
          { title: runs.drawn, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} /> },
          { title: runs.elements, cell: ({ elements }) => <ElementMasses elements={elements} /> },
        ]}
      />
    </Section>
  );
}

function BatchLink({ id, code }: { readonly id: string; readonly code: string | null }): ReactElement {
  const { runs } = useMessages();
  return (
    <Anchor component={Link} to={`/batches/${id}`} className="figure">
      {code ?? runs.batch}
    </Anchor>
  );
}

function Outputs({ outputs }: { readonly outputs: NonNullable<Run['outputs']> }): ReactElement {
  const { runs } = useMessages();
  const material = useMaterial();
  return (
    <Section title={runs.outputs}>
      <ResourceTable
        caption={runs.outputs}
        rows={outputs}
        rowId={({ id }) => id}
        columns={[
          { title: runs.batch, cell: ({ id, code }) => <BatchLink id={id} code={code} /> },
          { title: runs.product, cell: ({ product }) => material({ stream: null, product }) },
          { title: runs.dry, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} /> },
          { title: runs.elements, cell: ({ elements }) => <ElementMasses elements={elements} /> },
          { title: runs.status, cell: ({ status }) => <StatusTag status={status} /> },
        ]}
      />
    </Section>
  );
}

function Feeds({ feeds }: { readonly feeds: NonNullable<Run['otherFeed']> }): ReactElement {
  const { runs } = useMessages();
  return (
    <Section title={runs.otherFeed} note={runs.otherFeedNote}>
      <ResourceTable
        caption={runs.otherFeed}
        rows={feeds}
        rowId={(feed) => String(feeds.indexOf(feed))}
        columns={[
          { title: runs.description, cell: ({ description }) => description },
          { title: runs.origin, cell: ({ origin }) => runs.origins[origin] },
          { title: runs.dry, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} /> },
          { title: runs.elements, cell: ({ elements }) => <ElementMasses elements={elements} /> },
        ]}
      />
    </Section>
  );
}

function ResidueList({ residues }: { readonly residues: NonNullable<Run['residues']> }): ReactElement {
  const { runs } = useMessages();
  return (
    <Section title={runs.residues}>
      <ResourceTable
        caption={runs.residues}
        rows={residues}
        rowId={(residue) => String(residues.indexOf(residue))}
        empty={<Empty text={runs.noResidues} />}
        columns={[
          { title: runs.residue, cell: ({ kind }) => kind },
          { title: runs.destination, cell: ({ destination }) => destination },
          { title: runs.dry, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} /> },
          { title: runs.elements, cell: ({ elements }) => <ElementMasses elements={elements} /> },
        ]}
      />
    </Section>
  );
}
