import { NativeSelect, SimpleGrid } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useMessages } from './texts.js';
import { Facts } from '../../parts/facts.js';
import { Section } from '../../parts/section.js';
import type { Agreement } from './model.js';
import { useTermTexts } from './term-texts.js';

/** What is agreed, in the version in force or in any other. */
export function TermsSection({ agreement }: { readonly agreement: Agreement }): ReactElement {
  const { page } = useMessages().agreements;
  const textsOf = useTermTexts(agreement);
  const { versions, currentVersion } = agreement;
  const [chosen, choose] = useState<number | null>(null);
  const number = chosen ?? currentVersion;
  const content = versions.find(({ version }) => version === number) ?? agreement;
  const texts = textsOf(content).map(({ term, text }) => [term, text] as const);
  const half = Math.ceil(texts.length / 2);
  return (
    <Section
      title={page.terms}
      aside={
        versions.length > 1 && (
          <NativeSelect
            aria-label={page.version}
            size="md"
            className="no-print"
            value={String(number)}
            onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
            data={versions.map(({ version }) => ({
              value: String(version),
              label: version === currentVersion ? page.inForce(version) : page.versionOf(version),
            }))}
          />
        )
      }
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl" verticalSpacing={0}>
        <Facts facts={texts.slice(0, half)} />
        <Facts facts={texts.slice(half)} />
      </SimpleGrid>
    </Section>
  );
}
