import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { VerdictTag } from '../../parts/verdict-tag.js';
import { Mass, Pct } from '../../units/mass.js';
import type { Balance, ElementBalance } from './model.js';
import { useElementLabel } from './element-label.js';
import { Logged, Missing } from './missing.js';
import { useMessages } from './texts.js';

interface ElementsProps {
  readonly balance: Balance;
  readonly choose: (element: string) => void;
}

/** The balance of every element for which one can be struck, and of the rare earths together. */
export function ElementsSection({ balance, choose }: ElementsProps): ReactElement {
  const { balance: words } = useMessages();
  const label = useElementLabel();
  const isStruck = ({ chargedKg, magnetsKg, loggedKg, openingKg, closingKg }: ElementBalance) =>
    [chargedKg, magnetsKg, loggedKg, openingKg, closingKg].some((kg) => kg !== 0);
  return (
    <Section title={words.perElement} note={words.perElementNote}>
      <ResourceTable
        caption={words.perElement}
        rows={[balance.total, ...balance.elements.filter(isStruck)]}
        rowId={({ element }) => element}
        columns={[
          {
            title: words.element,
            cell: ({ element }) => (
              <Button variant="subtle" px="xs" onClick={() => choose(element)} aria-label={words.show(label(element))}>
                {label(element)}
              </Button>
            ),
          },
          { title: words.verdict, cell: ({ verdict }) => <VerdictTag verdict={verdict} /> },
          { title: words.rows.expected, numeric: true, cell: ({ expectedKg }) => <Mass kg={expectedKg} /> },
          { title: words.rows.logged, numeric: true, cell: (row) => <Logged {...row} /> },
          {
            title: words.completeness,
            numeric: true,
            cell: ({ completenessPct }) => <Pct pct={completenessPct} />,
          },
          { title: words.rows.unexplained, numeric: true, cell: (row) => <Missing {...row} /> },
        ]}
      />
    </Section>
  );
}
