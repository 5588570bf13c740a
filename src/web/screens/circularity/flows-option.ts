import { isRung, type Aside } from '../../../domain/reports/flows.js';
import type { Schemas } from '../../api/client.js';
import type { Messages } from './texts.js';
import type { ChartOption } from '../../parts/chart-engine.js';

type Kind = Schemas['FlowNodeAnswer']['kind'];

interface Drawing {
  readonly colour: string;
  readonly mass: (kg: number) => string;
  readonly name: (id: string) => string;
}

/** What is lost stands out; what lies in a stock is quiet, and so is what came out of one. */
const ASIDES: Readonly<Record<Exclude<Kind, 'rung'>, string>> = {
  loss: '#d9663a',
  stock: '#6f8fb3',
  inflow: '#8a94a0',
};

/** A step, a loss, a stock, or (named after its own with `-in` behind) what came out of a stock or was a gain. */
export function flowName(id: string, { circularity, reports }: Pick<Messages, 'circularity' | 'reports'>): string {
  if (isRung(id)) return reports.figures[`${id}Kg`];
  if (id.endsWith('-in')) return circularity.flowIn(circularity.flowNodes[id.slice(0, -'-in'.length) as Aside]);
  return circularity.flowNodes[id as Aside];
}

/** As many letters as there is room for beside a node. */
const LINE = 18;

/** Broken between words only: the chart's own way breaks within them. */
function inLines(text: string): string {
  return text.split(' ').reduce((lines, word) => {
    const last = lines.slice(lines.lastIndexOf('\n') + 1);
    return lines === '' ? word : `${lines}${last.length + 1 + word.length > LINE ? '\n' : ' '}${word}`;
  }, '');
}

/** The picture: a band as wide as its kilograms, the loop in the element's colour. */
export function flowsOption({ nodes, links }: Schemas['FlowsAnswer'], drawing: Drawing): ChartOption {
  const { colour, mass, name } = drawing;
  const colourOf = new Map(nodes.map(({ id, kind }) => [id, kind === 'rung' ? colour : ASIDES[kind]]));
  const kindOf = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const bandColour = (source: string, target: string): string =>
    colourOf.get(kindOf.get(target) === 'rung' ? source : target) ?? colour;
  const kgOf = new Map(nodes.map(({ id, kg }) => [id, kg]));
  const label = (id: string): string => `${inLines(name(id))}\n${mass(kgOf.get(id) ?? 0)}`;
  return {
    tooltip: { trigger: 'item', renderMode: 'richText' },
    series: [
      {
        type: 'sankey',
        left: 4,
        right: 112,
        top: 12,
        bottom: 36,
        nodeWidth: 12,
        nodeGap: 62,
        nodeAlign: 'left',
        draggable: false,
        layoutIterations: 64,
        emphasis: { focus: 'adjacency' },
        label: { formatter: ({ name: id }) => label(id), lineHeight: 14, fontSize: 11.5 },
        tooltip: {
          formatter: (shown) => {
            const { data, name: id } = shown as unknown as { name: string; data: Partial<Record<string, string>> };
            const { source, target } = data;
            if (source === undefined || target === undefined) return label(id);
            return `${name(source)} → ${name(target)}\n${mass(Number(data['value']))}`;
          },
        },
        data: nodes.map(({ id }) => ({ name: id, itemStyle: { color: colourOf.get(id), borderWidth: 0 } })),
        links: links.map(({ source, target, kg }) => ({
          source,
          target,
          value: kg,
          lineStyle: { color: bandColour(source, target), opacity: 0.35, curveness: 0.5 },
        })),
      },
    ],
  };
}
