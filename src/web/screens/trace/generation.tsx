import { Button, Grid, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useMaterial } from '../../data/catalogue.js';
import { useNames } from '../../data/names.js';
import { useMessages, type Messages } from './texts.js';
import { PathLink, TextLink } from '../../parts/links.js';
import { Section } from '../../parts/section.js';
import { Day, Mass, Pct } from '../../units/mass.js';
import { kgOf, type Leaf, type Member, type TraceBatch, type TraceRun } from './generations.js';
import { ShareBar } from './share-bar.js';

/** So many lines of a generation are shown at first. */
const FIRST = 25;

interface Shown {
  readonly of: string;
  readonly totalKg: number;
  readonly isUp: boolean;
}

interface GenerationProps extends Shown {
  readonly title: string;
  readonly members: readonly Member[];
}

/** All that lies as many steps away, the greatest contribution first. */
export function Generation({ title, members, ...shown }: GenerationProps): ReactElement {
  const { trace } = useMessages();
  const [isWhole, setWhole] = useState(false);
  const known = (member: Member) => kgOf(member.mass, shown.of);
  const sorted = members
    // An end that names nothing of an element has none of it; of a batch that names none nobody knows.
    .filter((member) => known(member) !== 0 && (member.batch !== undefined || known(member) !== undefined))
    .sort((a, b) => (known(b) ?? -Infinity) - (known(a) ?? -Infinity));
  return (
    <Section title={title}>
      <Stack gap="md" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {(isWhole ? sorted : sorted.slice(0, FIRST)).map((member) => (
          <MemberLine key={member.key} member={member} {...shown} />
        ))}
      </Stack>
      {!isWhole && sorted.length > FIRST && (
        <Button variant="default" onClick={() => setWhole(true)} className="no-print">
          {trace.showAll(sorted.length)}
        </Button>
      )}
    </Section>
  );
}

function MemberLine({ member, of, totalKg, isUp }: { readonly member: Member } & Shown): ReactElement {
  const kg = kgOf(member.mass, of);
  return (
    <Grid component="li" align="center" gap="sm">
      <Grid.Col span={{ base: 7, sm: 6 }}>
        {member.batch && <BatchName batch={member.batch} />}
        {member.leaf && <LeafName leaf={member.leaf} />}
        <Through member={member} isUp={isUp} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 3 }} order={{ base: 3, sm: 2 }}>
        <ShareBar kg={kg ?? 0} totalKg={totalKg} of={of} />
      </Grid.Col>
      <Grid.Col span={{ base: 5, sm: 3 }} order={{ base: 2, sm: 3 }}>
        <Group justify="flex-end" gap="sm" wrap="nowrap">
          <Mass kg={kg} data-figure={`trace ${member.batch?.code ?? member.leaf?.kind ?? ''}`} fw={600} />
          <Text component="span" c="dimmed" w={72} ta="right">
            <Pct pct={kg === undefined ? null : (100 * kg) / totalKg} />
          </Text>
        </Group>
      </Grid.Col>
    </Grid>
  );
}

function BatchName({ batch }: { readonly batch: TraceBatch }): ReactElement {
  const { books } = useMessages();
  const [material, names] = [useMaterial(), useNames()];
  const site = names.site(batch.siteId);
  return (
    <>
      <TextLink to="/batches/$id" params={{ id: batch.batchId }} fw={600}>
        {batch.code ?? books.share}
      </TextLink>
      <Text size="sm">
        {material(batch)} · <Day on={batch.occurredOn} />
        {site && ` · ${site}`}
      </Text>
    </>
  );
}

function LeafName({ leaf }: { readonly leaf: Leaf }): ReactElement {
  const { trace, books } = useMessages();
  const names = useNames();
  const { kind, description, origin, siteId, occurredOn } = leaf;
  const said = [description, origin && books.origins[origin], names.site(siteId)].filter(Boolean).join(' · ');
  return (
    <>
      <Text fw={600}>{trace.leaves[kind]}</Text>
      {(said || occurredOn) && (
        <Text size="sm">
          {said}
          {said && occurredOn && ' · '}
          {occurredOn && <Day on={occurredOn} />}
        </Text>
      )}
    </>
  );
}

/** What lies between it and the generation before: the run, or the batch that it is a part or an end of. */
function Through({ member: { through, leaf }, isUp }: { readonly member: Member; readonly isUp: boolean }) {
  const messages = useMessages();
  const { trace, books } = messages;
  const [first] = through;
  if (!first) return null;
  const isRun = 'runId' in first;
  const way = isUp ? trace.into : leaf && !isRun ? trace.partOf : trace.outOf;
  const name = isRun ? runName(first, messages) : (first.code ?? books.share);
  const path = isRun ? (first.code === null ? null : `/runs/${first.runId}`) : `/batches/${first.batchId}`;
  return (
    <Text size="sm" c="dimmed" component="div">
      {path ? <PathLink path={path}>{way(name)}</PathLink> : way(name)}
      {isRun && (
        <>
          {' · '}
          <Day on={first.occurredOn} />
        </>
      )}
      {through.length > 1 && ` ${books.and(through.length - 1)}`}
    </Text>
  );
}

function runName({ kind, code }: TraceRun, { trace }: Messages): string {
  return trace.run(trace.runKinds[kind], code ?? '').trim();
}
