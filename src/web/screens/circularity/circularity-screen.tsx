import { Alert, Button, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { CircularityReport } from '../../../domain/reports/circularity-report.js';
import { DRY_MASS } from '../../../domain/matter/holding.js';
import type { Period } from '../../../domain/measure/time.js';
import { useAgreements } from '../../data/agreements.js';
import { api, http, type Schemas } from '../../api/client.js';
import { useLanguage, useMassUnit } from '../../device/settings.js';
import { useMessages } from './texts.js';
import { ButtonLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { Empty, Loaded } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { useMassText } from '../../units/mass.js';
import { AfterRecoverySection } from './after-recovery.js';
import classes from './circularity.module.css';
import { colourOf } from '../../parts/element-colours.js';
import { Doubts, NO_PRIMARY } from './doubts.js';
import { BasisSection, DrySection, EvidenceWarnings } from './evidence.js';
import { FlowsSection } from './flows.js';
import { BetweenSection, LadderSection, RatiosSection, ReplacementSection } from './ladder.js';
import { PlantCloses } from './plant-closes.js';
import { unbroken } from '../../report/mass-text.js';
import { MonthsSection } from './months.js';
import { CsvButton } from '../../report/csv-button.js';
import { periodAround, yearInQuestion } from '../../report/period.js';
import { today } from '../../device/service-clock.js';
import { isSignedAgreement, openingOf, termOf } from './opening.js';
import { Pickers, type PickersProps } from './pickers.js';
import { circularitySearch, TOTAL, type CircularitySearch } from './search.js';

/** The analyst's screen: the sentence, the ladder, and what both rest on. */
export function CircularityScreen(): ReactElement {
  const { circularity, shell } = useMessages();
  const agreements = useAgreements();
  const items = agreements.data ?? [];
  if (items.length > 0) return <Chosen agreements={items} />;
  return (
    <Page title={shell.circularity}>
      <Loaded query={agreements}>
        {() => (
          <Empty text={circularity.noAgreements}>
            <ButtonLink to="/agreements">{shell.agreements}</ButtonLink>
          </Empty>
        )}
      </Loaded>
    </Page>
  );
}

/** What the address says, else what was looked at last or is the newest, of those that are active in the period. */
function useChoice(agreements: readonly Schemas['AgreementAnswer'][]) {
  const search = circularitySearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [remembered, remember] = useLocalStorage({
    key: 'loopbook-circularity-agreement',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const year = yearInQuestion();
  const period: Period = search.from && search.to ? { from: search.from, to: search.to } : year;
  const named = agreements.find(({ id }) => id === search.agreementId);
  const agreement = named ?? openingOf(agreements, period, remembered);
  const choose = (choice: CircularitySearch): void => {
    if (choice.agreementId) remember(choice.agreementId);
    void navigate({ to: '/circularity', search: { ...search, element, ...period, ...choice }, replace: true });
  };
  const element = search.element ?? 'Nd';
  return { agreement, element, period, choose };
}

function Chosen({ agreements }: { readonly agreements: readonly Schemas['AgreementAnswer'][] }): ReactElement {
  const { agreement, ...choice } = useChoice(agreements);
  return agreement ? (
    <OfOne agreements={agreements} agreement={agreement} {...choice} />
  ) : (
    <NoneActive agreements={agreements} {...choice} />
  );
}

interface ChosenProps extends Omit<PickersProps, 'agreementId' | 'elements'> {
  readonly agreements: readonly Schemas['AgreementAnswer'][];
}

/** None is active in the period: says so, and offers those that are at another time. */
function NoneActive({ agreements, element, period, choose }: ChosenProps): ReactElement {
  const { circularity, shell } = useMessages();
  return (
    <Page title={shell.circularity}>
      <Pickers
        agreements={agreements}
        agreementId={null}
        element={element}
        elements={[element]}
        period={period}
        choose={choose}
      />
      <Empty text={circularity.noneActive(period)}>
        {agreements.filter(isSignedAgreement).map((agreement) => {
          const { id, reference, title } = agreement;
          const lastYear = periodAround('year', earlier(termOf(agreement).to, today()));
          return (
            <Button key={id} variant="default" onClick={() => choose({ agreementId: id, ...lastYear })}>
              {reference} · {title} · {lastYear.from.slice(0, 4)}
            </Button>
          );
        })}
        <ButtonLink to="/agreements" variant="default">
          {shell.agreements}
        </ButtonLink>
      </Empty>
    </Page>
  );
}

const earlier = (one: string, other: string): string => (one < other ? one : other);

interface OfOneProps extends ChosenProps {
  readonly agreement: Schemas['AgreementAnswer'];
}

function OfOne({ agreements, agreement, element, period, choose }: OfOneProps): ReactElement {
  const { shell, circularity } = useMessages();
  const agreementId = agreement.id;
  const query = { agreementId, ...period };
  const report = api.useQuery(
    'get',
    '/api/v1/reports/circularity',
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const symbols = report.data?.elements.map((row) => row.element) ?? [];
  const elements = [...new Set([...symbols, element, TOTAL])].filter((symbol) => symbol !== TOTAL).concat(TOTAL);
  return (
    <Page title={shell.circularity} actions={<Csv query={query} />}>
      <Pickers
        agreements={agreements}
        agreementId={agreementId}
        element={element}
        elements={elements}
        period={period}
        choose={choose}
      />
      {!isSignedAgreement(agreement) && (
        <Alert color="yellow" variant="light" role="status">
          {circularity.unsigned(agreement.reference)}
        </Alert>
      )}
      <Loaded query={report}>
        {(data) => (
          <div aria-busy={report.isPlaceholderData}>
            <Report report={data} element={element} query={query} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Csv({ query }: { readonly query: Period & { readonly agreementId: string } }): ReactElement {
  const [locale] = useLanguage();
  const params = { query: { ...query, locale } };
  const headers = { accept: 'text/csv' };
  return <CsvButton ask={() => http.GET('/api/v1/reports/circularity', { params, headers, parseAs: 'blob' })} />;
}

interface ReportProps {
  readonly report: CircularityReport;
  readonly element: string;
  readonly query: Period & { readonly agreementId: string };
}

function Report({ report, element, query }: ReportProps): ReactElement {
  const { circularity, elements } = useMessages();
  const [unit] = useMassUnit();
  const massText = useMassText();
  // In kilograms the sentence is the one that the command line prints.
  const mass = unit === 'kg' ? undefined : massText;
  const row = element === TOTAL ? report.total : report.elements.find((one) => one.element === element);
  const name = elements[element] ?? element;
  const lacksPrimary = report.warnings.some(({ code }) => code === NO_PRIMARY);
  const colour = colourOf(element);
  const of = { agreementId: report.agreement.id, ...report.period, element };
  return (
    <Stack gap="lg">
      <Paper withBorder p="lg" className={classes.headline} style={{ '--element': colour }}>
        <Group justify="space-between" align="flex-start" gap="md">
          <Text fz={{ base: 'lg', md: 'xl' }} fw={600} lh={1.4} maw={820} flex="1 1 400px" role="status">
            {unbroken(circularity.headline(row, name, report.period, { mass, lacksPrimary }))}
          </Text>
          <StatusTag status={report.dataState} />
        </Group>
        <PlantCloses mass={report.mass} />
        <Doubts report={report} row={row} />
      </Paper>
      <ReplacementSection row={row} colour={colour} />
      <LadderSection row={row} colour={colour} name={name} of={of} />
      <FlowsSection query={query} element={element} name={name} colour={colour} />
      <MonthsSection query={query} element={element} name={name} colour={colour} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <RatiosSection row={row} />
        <BetweenSection row={row} of={of} />
      </SimpleGrid>
      <AfterRecoverySection row={row} />
      <EvidenceWarnings warnings={report.warnings} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <DrySection mass={report.mass} of={{ ...of, element: DRY_MASS }} />
        <BasisSection report={report} />
      </SimpleGrid>
    </Stack>
  );
}
