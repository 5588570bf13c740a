import { Alert, Stack, Text, Textarea } from '@mantine/core';
import { IconBan, IconCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { DomainError } from '../../../domain/measure/errors.js';
import { mgToKg, minus } from '../../../domain/measure/quantities.js';
import { timeZoneNow } from '../../device/service-clock.js';
import { refusalText } from '../../i18n/refusal-text.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { useExactMassText } from '../../units/mass.js';
import type { Balance } from './balance.js';
import { ClosureTable } from './closure-table.js';
import type { RunForm } from './use-run-form.js';
import { WarningsInWords } from './warnings-in-words.js';

interface BalancePanelProps {
  readonly form: RunForm;
  readonly balance: Balance;
  readonly isReading: boolean;
}

/** What would be booked as the run is typed now, and why it would not be. */
export function BalancePanel({ form, balance, isReading }: BalancePanelProps): ReactElement {
  const { runs } = useMessages();
  const { closure, warnings, refusals, withoutAssay, dry } = balance;
  const states = new Map(warnings.map(({ element, code }) => [element, code]));
  const isCreated = refusals.some(({ code }) => code === 'matter-created');
  const { reason } = form.values.override;
  if (isReading) return <Section title={runs.balance}>{runs.balanceWaits}</Section>;
  return (
    <Section title={runs.balance} note={closure.length === 0 ? runs.balanceEmpty : runs.balanceNote}>
      <div role="status" aria-live="polite">
        <Stack gap="sm">
          {closure.length > 0 && warnings.length === 0 && refusals.length === 0 && (
            <Alert color="teal" variant="light" icon={<IconCheck aria-hidden />} title={runs.closes} />
          )}
          {withoutAssay.length > 0 && (
            <Refusal title={runs.missingAssayTitle} text={runs.missingAssay(withoutAssay.join(', '))} />
          )}
          {refusals.map((refusal) => (
            <RefusalInWords key={refusal.code} refusal={refusal} />
          ))}
          {!isCreated && (
            <WarningsInWords warnings={warnings.map(({ massMg, ...rest }) => ({ ...rest, kg: mgToKg(massMg) }))} />
          )}
        </Stack>
      </div>
      {(isCreated || reason !== '') && (
        <Textarea label={runs.overrideReason} autosize minRows={2} {...form.getInputProps('override.reason')} />
      )}
      {closure.length > 0 && (
        <ClosureTable
          lines={closure.map(({ element, inMg, outMg, residueMg, unaccountedMg, closurePct }) => ({
            element,
            inKg: mgToKg(inMg),
            outKg: mgToKg(outMg),
            residueKg: mgToKg(residueMg),
            unaccountedKg: mgToKg(unaccountedMg),
            closurePct,
            state: states.get(element) ?? 'closed',
          }))}
          dry={{
            inKg: mgToKg(dry.inMg),
            outKg: mgToKg(dry.outMg),
            residueKg: mgToKg(dry.residueMg),
            massChangeKg: mgToKg(minus(minus(dry.inMg, dry.outMg), dry.residueMg)),
          }}
        />
      )}
    </Section>
  );
}

function Refusal({ title, text }: { readonly title: string; readonly text: string }): ReactElement {
  return (
    <Alert color="red" variant="light" icon={<IconBan aria-hidden />} title={title}>
      {text}
    </Alert>
  );
}

function RefusalInWords({ refusal }: { readonly refusal: DomainError }): ReactElement {
  const { runs, problems } = useMessages();
  const massText = useExactMassText();
  if (refusal.code === 'not-segregated') return <Refusal title={runs.notSegregatedTitle} text={runs.notSegregated} />;
  if (refusal.code !== 'matter-created')
    return (
      <Refusal
        title={runs.cannotTitle}
        text={refusalText(
          { code: refusal.code, facts: refusal.facts, zone: timeZoneNow(), said: refusal.message },
          problems,
        )}
      />
    );
  const elements = refusal.facts.elements?.filter((element) => typeof element !== 'string') ?? [];
  return (
    <Alert color="red" variant="light" icon={<IconBan aria-hidden />} title={runs.createdTitle}>
      <Stack gap={4}>
        {elements.map(({ element, inKg, outKg, residueKg, excessKg, toleranceKg }) => (
          <Text key={element} size="sm">
            {runs.created(element, {
              in: massText(inKg),
              out: massText(outKg + residueKg),
              excess: massText(excessKg),
              tolerance: massText(toleranceKg),
            })}
          </Text>
        ))}
        <Text size="sm">{runs.createdHelp}</Text>
      </Stack>
    </Alert>
  );
}
