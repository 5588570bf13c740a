import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconPrinter } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { encode } from 'uqr';
import { useCatalogue } from '../../data/catalogue.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { Loaded } from '../../parts/states.js';
import { Day, Mass } from '../../units/mass.js';
import { fitLabel } from './fit-label.js';
import { useLabelFacts, type LabelFacts } from './label-facts.js';
import './label.css';

/**
 * Holds for as long as this screen is there: other screens print on other paper. Whatever stands beside the label, a notice
 * that came meanwhile included, would be printed on labels of its own.
 */
const PAPER = `
  @page { size: 100mm 60mm; margin: 0; }
  @media print {
    body *:not(:has(.label), .label, .label *) { display: none !important; }
    .mantine-AppShell-main { min-height: 0 !important; }
    .mantine-AppShell-main .mantine-Stack-root > * { margin-top: 0 !important; }
  }
`;

/** A batch's label, as it will be printed. */
export function LabelScreen(): ReactElement {
  const { log } = useMessages();
  const { id = '' } = useParams({ strict: false });
  const facts = useLabelFacts(id);
  const { writesPlant } = useRights();
  useDocumentTitle(`${log.label} · Loopbook`);
  return (
    <Stack gap="lg" className="label-page">
      <style>{PAPER}</style>
      <Stack gap={4} className="no-print">
        <Title order={1} size="h2">
          {log.label}
        </Title>
        <Text c="dimmed">{log.labelLead}</Text>
      </Stack>
      <Loaded query={facts}>
        {(data) => (
          <>
            <Label facts={data} />
            <Actions next={writesPlant} />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Actions({ next }: { readonly next: boolean }): ReactElement {
  const { log, shell } = useMessages();
  return (
    <Group gap="sm" className="no-print">
      <Button size="lg" leftSection={<IconPrinter aria-hidden />} onClick={() => window.print()} autoFocus>
        {shell.print}
      </Button>
      {next && (
        <Button size="lg" variant="default" component={Link} to="/log">
          {log.backToLog}
        </Button>
      )}
    </Group>
  );
}

function Label({ facts }: { readonly facts: LabelFacts }): ReactElement {
  const { log } = useMessages();
  const catalogue = useCatalogue();
  const stream = facts.stream ? catalogue?.stream(facts.stream) : undefined;
  const code = facts.code ?? log.codeFollows;
  const sheet = useRef<HTMLElement>(null);
  // After every change of what stands on it: fonts and texts come when they come.
  useLayoutEffect(() => {
    if (sheet.current) fitLabel(sheet.current);
  });
  return (
    <article ref={sheet} className="label" aria-label={log.labelOf(code)}>
      <QrCode text={`${window.location.origin}/batches/${facts.id}`} title={log.scanToOpen} />
      <div className="label-facts">
        <p className="label-code">{code}</p>
        <p className="label-stream">{stream?.name ?? facts.stream ?? facts.product}</p>
        <dl className="label-figures">
          <Fact word={log.net}>
            <Mass kg={facts.netKg} />
            {facts.isEstimated && ` (${log.estimatedShort})`}
          </Fact>
          <Fact word={log.dry}>
            <Mass kg={facts.dryKg} />
          </Fact>
          <Fact word={log.weighed}>
            <Day on={facts.on} />
          </Fact>
          {facts.containerId && <Fact word={log.container}>{facts.containerId}</Fact>}
        </dl>
      </div>
      <p className="label-hazard">{stream?.hazardNote}</p>
    </article>
  );
}

function Fact({ word, children }: { readonly word: string; readonly children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{word}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A QR code as one path: sharp at every size of print. */
function QrCode({ text, title }: { readonly text: string; readonly title: string }): ReactElement {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className="label-qr" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={title}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
