import { useMemo, type ReactElement } from 'react';
import { useMassUnit } from '../../device/settings.js';
import { useLocale } from '../../i18n/index.js';
import { Chart } from '../../parts/chart.js';
import { ChartTable } from '../../parts/chart-table.js';
import { colourOf } from '../../parts/element-colours.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty } from '../../parts/states.js';
import { axisText, massText } from '../../report/mass-text.js';
import { Mass } from '../../units/mass.js';
import type { ElementBalance } from './model.js';
import { useElementLabel } from './element-label.js';
import { useMessages } from './texts.js';
import { waterfallOption, waterfallSteps } from './waterfall.js';

const ROW_PX = 38;
const AXIS_PX = 48;

interface WaterfallProps {
  readonly row: ElementBalance;
  /** Whether the period has a count at either end. */
  readonly isCounted: boolean;
}

/** How what is expected comes about, and what was logged against it. */
export function WaterfallSection({ row, isCounted }: WaterfallProps): ReactElement {
  const { balance } = useMessages();
  const [unit] = useMassUnit();
  const locale = useLocale();
  const title = balance.waterfall(useElementLabel()(row.element));
  const steps = useMemo(() => waterfallSteps(row), [row]);
  const option = useMemo(
    () =>
      waterfallOption(steps, {
        name: (step) => balance.rows[step],
        mass: (kg) => massText(kg, unit, locale),
        axisMass: (most) => axisText(most, unit, locale),
        colour: colourOf(row.element),
      }),
    [steps, row.element, unit, locale, balance],
  );
  if (steps.length === 0)
    return (
      <Section title={title}>
        <Empty text={isCounted ? balance.nothingMoved : balance.notCounted} />
      </Section>
    );
  return (
    <Section title={title} note={balance.waterfallNote}>
      <Chart option={option} label={title} height={steps.length * ROW_PX + AXIS_PX} />
      <ChartTable summary={balance.asTable}>
        <ResourceTable
          caption={title}
          rows={steps}
          rowId={(step) => step.row}
          columns={[
            { title: balance.term, cell: (step) => balance.rows[step.row] },
            {
              title: balance.mass,
              numeric: true,
              cell: (step) => (
                <>
                  {step.row === 'range' && '± '}
                  <Mass kg={step.kg} exact />
                </>
              ),
            },
          ]}
        />
      </ChartTable>
    </Section>
  );
}
