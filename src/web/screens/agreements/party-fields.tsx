import { NativeSelect, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { http } from '../../api/client.js';
import { everyPage } from '../../api/pages.js';
import { useMe, useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import type { DraftFields, DraftKind, DraftSide } from './draft-values.js';
import type { Agreement } from './model.js';

/** The directory of parties, which every admin sees. */
export function useParties() {
  return useQuery({
    queryKey: ['every', 'parties'],
    queryFn: () =>
      everyPage((cursor) =>
        http.GET('/api/v1/parties', { params: { query: { limit: 200, ...(cursor !== undefined && { cursor }) } } }),
      ),
  });
}

interface PartyFieldsProps {
  readonly form: DraftFields;
  readonly kind: DraftKind;
  readonly agreement: Agreement | undefined;
}

/** Between whom, under which name, and for how long. */
export function PartyFields({ form, kind, agreement }: PartyFieldsProps): ReactElement {
  const { form: words, terms } = useMessages().agreements;
  const isAmendment = kind === 'amend';
  return (
    <Section title={words.parties}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={words.referenceLabel}
          description={words.referenceHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          maxLength={100}
          disabled={isAmendment}
          {...form.getInputProps('reference')}
        />
        <TextInput label={terms.title} required maxLength={200} {...form.getInputProps('title')} />
        {agreement ? <FixedParty agreement={agreement} /> : <OtherParty form={form} />}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          type="date"
          label={isAmendment ? words.holdsFromHint : terms.startsOn}
          required
          {...form.getInputProps('startsOn')}
        />
        <TextInput type="date" label={terms.endsOn} required {...form.getInputProps('endsOn')} />
      </SimpleGrid>
    </Section>
  );
}

/** The parties of an agreement stay what they are. */
function FixedParty({ agreement }: { readonly agreement: Agreement }): ReactElement {
  const { form: words } = useMessages().agreements;
  const { side, generator, recycler } = agreement;
  const other = side === 'generator' ? recycler : generator;
  return <TextInput label={words.withWhom[side]} value={other.name} disabled readOnly />;
}

function OtherParty({ form }: { readonly form: DraftFields }): ReactElement {
  const { form: words } = useMessages().agreements;
  const { partyId } = useMe();
  const { isGenerator, isRecycler } = useRights();
  const parties = useParties();
  const { side } = form.values;
  const wanted = side === 'generator' ? 'recycler' : 'generator';
  const others = (parties.data ?? []).filter(({ id, roles }) => id !== partyId && roles.includes(wanted));
  const choose = (next: DraftSide) => form.setValues({ side: next, otherId: null, siteIds: [] });
  return (
    <>
      {isGenerator && isRecycler && (
        <NativeSelect
          label={words.weAre}
          size="md"
          value={side}
          onChange={({ currentTarget }) => choose(currentTarget.value as DraftSide)}
          data={(['generator', 'recycler'] as const).map((value) => ({ value, label: words.asSide[value] }))}
        />
      )}
      <Select
        label={words.withWhom[side]}
        required
        searchable
        data={others.map(({ id, name, country }) => ({ value: id, label: `${name} (${country})` }))}
        {...form.getInputProps('otherId')}
        // Sites of one party are not those of another.
        onChange={(otherId: string | null) => form.setValues({ otherId, ...(side === 'recycler' && { siteIds: [] }) })}
      />
    </>
  );
}
