import { Alert, Checkbox, SegmentedControl, Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCatalogue } from '../../data/catalogue.js';
import { useNames, useSites } from '../../data/names.js';
import { useMe } from '../../session/me.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { PctInput } from '../../units/amount-input.js';
import { Choices } from './choices.js';
import type { DraftFields } from './draft-values.js';
import type { Agreement } from './model.js';
import { useParties } from './party-fields.js';

interface ScopeFieldsProps {
  readonly form: DraftFields;
  readonly agreement: Agreement | undefined;
}

/** Which by-products of which sites, and how much of them. */
export function ScopeFields({ form, agreement }: ScopeFieldsProps): ReactElement {
  const { form: words, terms } = useMessages().agreements;
  const streams = useCatalogue()?.streams ?? [];
  const { isEveryStream } = form.values;
  return (
    <Section title={words.scope}>
      <Stack gap="md">
        <SiteChoices form={form} agreement={agreement} />
        <SegmentedControl
          aria-label={terms.streams}
          size="md"
          value={isEveryStream ? 'every' : 'chosen'}
          onChange={(value) => form.setFieldValue('isEveryStream', value === 'every')}
          data={[
            { value: 'every', label: words.everyKind },
            { value: 'chosen', label: words.chosenKinds },
          ]}
        />
        {!isEveryStream && (
          <Choices
            label={words.whichKinds}
            required
            options={streams.map(({ code, name }) => ({ value: code, label: name }))}
            {...form.getInputProps('streams')}
          />
        )}
        <PctInput label={terms.target} required maw={260} {...form.getInputProps('coverageTargetPct')} />
        <Checkbox
          size="md"
          label={words.exclusiveLabel}
          styles={{ body: { minHeight: 44, alignItems: 'center' } }}
          {...form.getInputProps('exclusive', { type: 'checkbox' })}
        />
      </Stack>
    </Section>
  );
}

function SiteChoices({ form, agreement }: ScopeFieldsProps): ReactElement {
  const { form: words, terms } = useMessages().agreements;
  const { partyId } = useMe();
  const sites = useSites();
  const names = useNames();
  const parties = useParties();
  const { side, otherId } = form.values;
  const generatorId = agreement?.generatorId ?? (side === 'generator' ? partyId : otherId);
  const options = sites
    .filter((site) => site.partyId === generatorId)
    .map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }));
  if (generatorId === null) return <Alert color="gray">{words.chooseParty}</Alert>;
  const plant = parties.data?.find(({ id }) => id === generatorId)?.name ?? names.party(generatorId) ?? '';
  if (options.length === 0) {
    const isFault = form.errors['siteIds'] !== undefined;
    return (
      <Alert color={isFault ? 'red' : 'gray'} {...(isFault && { 'data-fault': true })}>
        {words.noSites(plant)}
      </Alert>
    );
  }
  return (
    <Choices
      label={terms.sites}
      description={words.siteHint}
      required
      options={options}
      {...form.getInputProps('siteIds')}
    />
  );
}
