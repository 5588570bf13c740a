import { Group, Select, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { v4 } from 'uuid';
import { ppmToPct } from '../../../domain/measure/quantities.js';
import { NO_WEIGHT_TERMS } from '../../../domain/acts/receipt.js';
import { useAgreements } from '../../data/agreements.js';
import { useSites } from '../../data/names.js';
import { useSite } from '../../data/acting-site.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { saidPct } from '../../i18n/format.js';
import { AddRow, RemoveRow } from '../../parts/list-rows.js';
import { Section } from '../../parts/section.js';
import type { Site } from '../../data/sites.js';
import type { PlanValues } from '../../forms/plan-draft.js';

type PlanForm = UseFormReturnType<PlanValues>;

/** Sites to choose from, under the names of their parties. */
function choicesOf(sites: readonly Site[]): { group: string; items: { value: string; label: string }[] }[] {
  const parties = [...new Set(sites.map(({ partyName }) => partyName))];
  return parties.map((group) => ({
    group,
    items: sites
      .filter(({ partyName }) => partyName === group)
      .map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` })),
  }));
}

export function FromSite({ form }: { readonly form: PlanForm }): ReactElement {
  const { shipments } = useMessages();
  const sites = useSites();
  const { choose } = useSite();
  return (
    <Select
      label={shipments.fromSite}
      required
      allowDeselect={false}
      searchable
      data={choicesOf(sites.filter(({ isOwn }) => isOwn))}
      {...form.getInputProps('fromSiteId')}
      onChange={(siteId: string | null) => {
        form.setFieldValue('fromSiteId', siteId);
        if (siteId) choose(siteId);
      }}
    />
  );
}

/** Where it goes, and under which agreement: by default the one that covers what is picked. */
export function PlannedDestination({ form }: { readonly form: PlanForm }): ReactElement {
  const { shipments } = useMessages();
  const sites = useSites();
  const agreements = useAgreements();
  const { fromSiteId, toSiteId } = form.values;
  const partyOf = (id: string | null) => sites.find((site) => site.id === id)?.partyId;
  const ends = [partyOf(fromSiteId), partyOf(toSiteId)];
  const between = (agreements.data ?? []).filter(({ generatorId, recyclerId, processors }) =>
    ends.every((id) => [generatorId, recyclerId, ...processors.map((party) => party.id)].some((one) => one === id)),
  );
  return (
    <>
      <Group gap="md" grow preventGrowOverflow={false} align="flex-start">
        <Select
          label={shipments.toSite}
          required
          searchable
          miw={260}
          data={choicesOf(sites.filter(({ id }) => id !== fromSiteId))}
          {...form.getInputProps('toSiteId')}
        />
        {between.length > 0 && (
          <Select
            label={shipments.underAgreement}
            placeholder={shipments.byCover}
            clearable
            miw={260}
            data={between.map(({ id, reference, title }) => ({ value: id, label: `${reference} · ${title}` }))}
            {...form.getInputProps('agreementId')}
          />
        )}
      </Group>
      {form.values.agreementId === null && <TermsWithout />}
    </>
  );
}

/** By which terms a weight settles where no agreement says any. */
export function TermsWithout(): ReactElement {
  const { shipments } = useMessages();
  const locale = useLocale();
  return (
    <Text size="sm" c="dimmed">
      {shipments.termsWithout(saidPct(ppmToPct(NO_WEIGHT_TERMS.tolerancePpm), locale))}
    </Text>
  );
}

export function PlannedDay({ form }: { readonly form: PlanForm }): ReactElement {
  const { shipments } = useMessages();
  return (
    <DateInput
      label={shipments.plannedOn}
      valueFormat="YYYY-MM-DD"
      placeholder="YYYY-MM-DD"
      clearable
      w={220}
      {...form.getInputProps('plannedOn')}
    />
  );
}

/** What may still change on the way. */
export function Papers({ form }: { readonly form: PlanForm }): ReactElement {
  const { shipments } = useMessages();
  return (
    <Section title={shipments.papers}>
      <TextInput label={shipments.carrier} maxLength={200} {...form.getInputProps('carrier')} />
      {form.values.documents.map((document, index) => (
        <Group key={document.key} gap="sm" align="flex-start" wrap="nowrap">
          <TextInput
            label={shipments.documentType}
            placeholder={shipments.documentTypeHint}
            maxLength={60}
            flex={1}
            {...form.getInputProps(`documents.${index}.type`)}
          />
          <TextInput
            label={shipments.documentNumber}
            maxLength={100}
            flex={1}
            {...form.getInputProps(`documents.${index}.number`)}
          />
          <RemoveRow
            mt={28}
            label={shipments.removeDocument(index + 1)}
            onClick={() => form.removeListItem('documents', index)}
          />
        </Group>
      ))}
      <AddRow
        text={shipments.addDocument}
        onClick={() => form.insertListItem('documents', { type: '', number: '', key: v4() })}
      />
    </Section>
  );
}
