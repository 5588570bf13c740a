import { Group, NativeSelect, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactElement } from 'react';
import type { Period } from '../../../domain/measure/time.js';
import { ORIGIN_STAGES, type OriginStage } from '../../../domain/production/dependence-report.js';
import { api, http, type Schemas } from '../../api/client.js';
import { useAgreements } from '../../data/agreements.js';
import { useLanguage } from '../../device/settings.js';
import { useCountryName } from '../../i18n/countries.js';
import { Page } from '../../parts/page.js';
import { Empty, Loaded, NotForYou } from '../../parts/states.js';
import { CsvButton } from '../../report/csv-button.js';
import { yearInQuestion } from '../../report/period.js';
import { PeriodPicker } from '../../report/period-picker.js';
import { useMe, useRights } from '../../session/me.js';
import { Picture } from './picture.js';
import { dependenceSearch, type DependenceSearch } from './search.js';
import { sourcesOf, type Source } from './sources.js';
import { ConcentrationSection, CrossingTag, SharesSection, StagesSection, ThresholdsSection } from './tables.js';
import { useMessages } from './texts.js';

type Party = Pick<Schemas['NamedParty'], 'id' | 'name'>;

/** Where the plant's material comes from: for the plant, and for the auditors whom it invited. */
export function DependenceScreen(): ReactElement {
  const { shell } = useMessages();
  const { party } = useMe();
  const { isAuditor, isGenerator } = useRights();
  if (isAuditor) return <ForAuditor />;
  if (isGenerator && party) return <OfPlant parties={[party]} />;
  return (
    <Page title={shell.dependence}>
      <NotForYou />
    </Page>
  );
}

/** An auditor reads it of the generators that invited it. */
function ForAuditor(): ReactElement {
  const { shell } = useMessages();
  const agreements = useAgreements();
  const seen = (agreements.data ?? []).filter(({ side }) => side === 'generator');
  const hosts = [...new Map(seen.map(({ generator }) => [generator.id, generator])).values()];
  if (hosts.length > 0) return <OfPlant parties={hosts} />;
  return (
    <Page title={shell.dependence}>
      <Loaded query={agreements}>{() => <NotForYou />}</Loaded>
    </Page>
  );
}

function OfPlant({ parties }: { readonly parties: readonly Party[] }): ReactElement {
  const { dependence, shell } = useMessages();
  const search = dependenceSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [locale] = useLanguage();
  const { stage = 'mined' } = search;
  const period: Period = search.from && search.to ? { from: search.from, to: search.to } : yearInQuestion();
  const partyId = parties.find(({ id }) => id === search.partyId)?.id ?? parties[0]?.id ?? '';
  const choose = (choice: DependenceSearch): void =>
    void navigate({ to: '/dependence', search: { ...search, stage, ...period, ...choice }, replace: true });
  const path = { id: partyId };
  const answer = api.useQuery(
    'get',
    '/api/v1/parties/{id}/dependence',
    { params: { path, query: period } },
    { placeholderData: keepPreviousData },
  );
  const headers = { accept: 'text/csv' };
  const params = { path, query: { ...period, locale } };
  const csv = (
    <CsvButton ask={() => http.GET('/api/v1/parties/{id}/dependence', { params, headers, parseAs: 'blob' })} />
  );
  return (
    <Page title={shell.dependence} lead={dependence.lead} actions={csv}>
      <Group align="flex-end" gap="md" className="no-print">
        {parties.length > 1 && (
          <NativeSelect
            label={dependence.party}
            size="md"
            value={partyId}
            onChange={({ currentTarget: { value } }) => choose({ partyId: value })}
            data={parties.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <StagePicker stage={stage} choose={(chosen) => choose({ stage: chosen })} />
        <PeriodPicker period={period} choose={choose} />
      </Group>
      <Loaded query={answer}>
        {(data) => (
          <div aria-busy={answer.isPlaceholderData}>
            {data.elements.length === 0 ? <Empty text={dependence.nothing} /> : <Shown answer={data} stage={stage} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

interface StagePickerProps {
  readonly stage: OriginStage;
  readonly choose: (stage: OriginStage) => void;
}

function StagePicker({ stage, choose }: StagePickerProps): ReactElement {
  const { dependence } = useMessages();
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500} aria-hidden>
        {dependence.stage}
      </Text>
      <SegmentedControl
        aria-label={dependence.stage}
        size="md"
        value={stage}
        onChange={(value) => choose(value)}
        data={ORIGIN_STAGES.map((value) => ({ value, label: dependence.stages[value] }))}
      />
    </Stack>
  );
}

interface ShownProps {
  readonly answer: Schemas['DependenceAnswer'];
  readonly stage: OriginStage;
}

/** What sources are called. */
function useSourceName(country: (code: string) => string): (source: Source) => string {
  const { dependence } = useMessages();
  return useCallback(
    ({ kind, country: code }) => {
      if (kind === 'country') return country(code ?? '');
      if (kind === 'recycled') return dependence.recycledFrom(country(code ?? ''));
      return kind === 'other-recycled' ? dependence.otherRecycled : dependence[kind];
    },
    [country, dependence],
  );
}

function Shown({ answer: { elements, thresholds }, stage }: ShownProps): ReactElement {
  const country = useCountryName();
  const name = useSourceName(country);
  const shares = useMemo(
    () =>
      elements.map((element) => {
        const of = element.stages.find((one) => one.stage === stage);
        return { element: element.element, shares: of ? sourcesOf(element, of) : [] };
      }),
    [elements, stage],
  );
  return (
    <Stack gap="lg">
      <Sentences elements={elements} stage={stage} country={country} />
      <Picture elements={shares} name={name} />
      <SharesSection elements={shares} name={name} />
      <ConcentrationSection elements={elements} stage={stage} />
      <StagesSection elements={elements} country={country} />
      <ThresholdsSection thresholds={thresholds} />
    </Stack>
  );
}

interface SentencesProps {
  readonly elements: readonly Schemas['ElementDependenceAnswer'][];
  readonly stage: OriginStage;
  readonly country: (code: string) => string;
}

/** On which country each element depends most, with the loop and without it. */
function Sentences({ elements, stage, country }: SentencesProps): ReactElement {
  const { dependence, elements: names } = useMessages();
  return (
    <Paper withBorder p="lg" role="status">
      <Stack gap="md">
        {elements.map((row) => {
          const of = row.stages.find((one) => one.stage === stage);
          if (!of) return null;
          return (
            <div key={row.element}>
              <Text fz={{ base: 'md', md: 'lg' }} fw={600} lh={1.4} maw={900}>
                {dependence.sentence(row, of, { element: names[row.element] ?? row.element, country })}
              </Text>
              {of.thresholds.map(({ code, ...verdicts }) => (
                <Group key={code} gap="xs" mt={4}>
                  <CrossingTag of={verdicts.withLoop} />
                  <Text size="sm">{dependence.threshold(dependence.thresholds[code]?.name ?? code, verdicts)}</Text>
                </Group>
              ))}
            </div>
          );
        })}
      </Stack>
    </Paper>
  );
}
