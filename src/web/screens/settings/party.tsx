import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { api } from '../../api/client.js';
import { useMessages } from './texts.js';
import { Facts, type Fact } from '../../parts/facts.js';
import { Section } from '../../parts/section.js';
import { Loaded } from '../../parts/states.js';
import { useCountryName } from '../../i18n/countries.js';
import { EditParty, type Party } from './party-form.js';

interface PartyFactsProps {
  readonly partyId: string;
  /** Only the platform administrator changes a party. */
  readonly canEdit: boolean;
}

/** What is known of a party. */
export function PartyFacts({ partyId, canEdit }: PartyFactsProps): ReactElement {
  const { settings } = useMessages();
  const [isEditing, { open, close }] = useDisclosure();
  const party = api.useQuery('get', '/api/v1/parties/{id}', { params: { path: { id: partyId } } });
  const facts = useFacts();
  const edit = canEdit && party.data && (
    <Button variant="default" onClick={open}>
      {settings.editParty}
    </Button>
  );
  return (
    <Section title={settings.partyFacts} note={canEdit ? undefined : settings.partyReadOnly} aside={edit}>
      <Loaded query={party}>
        {(found) => (
          <>
            <Facts facts={facts(found)} />
            {isEditing && <EditParty party={found} onClose={close} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function useFacts(): (party: Party) => readonly Fact[] {
  const { settings } = useMessages();
  const countryName = useCountryName();
  return ({ name, roles, country, identifiers }) => [
    [settings.partyName, name],
    [settings.partyRoles, roles.map((role) => settings.roleOfParty[role]).join(', ')],
    [settings.country, countryName(country)],
    ...(['gln', 'lei', 'epaId'] as const).flatMap((one): Fact[] => {
      const text = identifiers?.[one];
      return text ? [[settings[one], text]] : [];
    }),
  ];
}
