import { SegmentedControl } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { DRY_MASS } from '../../../domain/matter/holding.js';
import type { Period } from '../../../domain/measure/time.js';
import { api, type Schemas } from '../../api/client.js';
import { useMassUnit } from '../../device/settings.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { Chart } from '../../parts/chart.js';
import { ChartTable } from '../../parts/chart-table.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty, Loaded } from '../../parts/states.js';
import { Mass } from '../../units/mass.js';
import { NO_ELEMENTS_COLOUR } from '../../parts/element-colours.js';
import { flowName, flowsOption } from './flows-option.js';
import { massText } from '../../report/mass-text.js';

type Flows = Schemas['FlowsAnswer'];

interface FlowsSectionProps {
  readonly query: Period & { readonly agreementId: string };
  readonly element: string;
  readonly name: string;
  readonly colour: string;
}

/** The loop as a picture, with what left it on the way: of the chosen element, or of all dry mass. */
export function FlowsSection({ query, element, name, colour }: FlowsSectionProps): ReactElement {
  const { circularity } = useMessages();
  const [isDry, setDry] = useState(false);
  const flows = api.useQuery(
    'get',
    '/api/v1/reports/circularity/flows',
    // What the address says may be no element: the service says so.
    { params: { query: { ...query, element: (isDry ? DRY_MASS : element) as never } } },
    { placeholderData: keepPreviousData },
  );
  const subject = isDry ? circularity.dryMass : name;
  return (
    <Section
      title={circularity.flows}
      note={circularity.flowsNote}
      aside={
        <SegmentedControl
          aria-label={circularity.flowsOf}
          size="md"
          className="no-print"
          value={isDry ? DRY_MASS : element}
          onChange={(value) => setDry(value === DRY_MASS)}
          data={[
            { value: element, label: name.charAt(0).toUpperCase() + name.slice(1) },
            { value: DRY_MASS, label: circularity.dryMass },
          ]}
        />
      }
    >
      <Loaded query={flows}>
        {(data) =>
          data.links.length > 0 ? (
            <FlowsPicture flows={data} subject={subject} colour={isDry ? NO_ELEMENTS_COLOUR : colour} />
          ) : (
            <Empty text={circularity.noFlows(subject)} />
          )
        }
      </Loaded>
    </Section>
  );
}

interface PictureProps {
  readonly flows: Flows;
  readonly subject: string;
  readonly colour: string;
}

function FlowsPicture({ flows, subject, colour }: PictureProps): ReactElement {
  const messages = useMessages();
  const { circularity } = messages;
  const [unit] = useMassUnit();
  const locale = useLocale();
  const option = useMemo(() => {
    const mass = (kg: number): string => massText(kg, unit, locale);
    return flowsOption(flows, { colour, mass, name: (id) => flowName(id, messages) });
  }, [flows, colour, unit, locale, messages]);
  return (
    <>
      <Chart option={option} label={circularity.flowsLabel(subject)} height={640} />
      <ChartTable summary={circularity.asTable}>
        <ResourceTable
          caption={circularity.flowsLabel(subject)}
          rows={flows.links}
          rowId={({ source, target }) => `${source} ${target}`}
          columns={[
            { title: circularity.flowFrom, cell: ({ source }) => flowName(source, messages) },
            { title: circularity.flowTo, cell: ({ target }) => flowName(target, messages) },
            {
              title: circularity.flowKg,
              numeric: true,
              cell: ({ source, target, kg }) => (
                <span data-flow={`${source} ${target}`}>
                  <Mass kg={kg} />
                </span>
              ),
            },
          ]}
        />
      </ChartTable>
    </>
  );
}
