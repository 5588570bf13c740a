import { Alert, Button, Group, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { CircularityReport, ReportRow } from '../../../domain/reports/circularity-report.js';
import type { Period } from '../../../domain/measure/time.js';
import { useAttempt } from '../../api/attempt.js';
import { api, faultOf } from '../../api/client.js';
import { useMe } from '../../session/me.js';
import { useMessages } from './texts.js';
import { Failure } from '../../parts/states.js';
import { today } from '../../device/service-clock.js';

interface DoubtsProps {
  readonly report: CircularityReport;
  readonly row: ReportRow | undefined;
}

export const NO_PRIMARY = 'no-primary-booked';

/** What stands against the headline: a period that is not over, ratios without their assays, primary material that is not booked. */
export function Doubts({ report, row }: DoubtsProps): ReactElement {
  const { circularity, reports } = useMessages();
  const isOpen = report.period.to >= today();
  const incomplete = row?.incomplete ?? [];
  const lacksPrimary = report.warnings.some(({ code }) => code === NO_PRIMARY);
  return (
    <>
      {isOpen && (
        <Text size="sm" mt="xs">
          {circularity.periodOpen}
        </Text>
      )}
      {incomplete.length > 0 && (
        <Text size="sm" mt="xs" data-figure="incomplete">
          {circularity.incomplete(incomplete.map((field) => reports.figures[field]))}
        </Text>
      )}
      {lacksPrimary && <Statement period={report.period} />}
    </>
  );
}

/** The generator says that there was no primary material in the period, where it was not just not booked yet. */
function Statement({ period }: { readonly period: Period }): ReactElement | null {
  const { circularity } = useMessages();
  const me = useMe();
  const client = useQueryClient();
  const form = useForm({ initialValues: { reason: '' } });
  const { header, onSettled } = useAttempt();
  const statement = api.useMutation('post', '/api/v1/parties/{id}/no-primary-statements', {
    onSettled,
    onSuccess: () => client.invalidateQueries(),
  });
  if (!me.partyId || !['admin', 'sustainability'].includes(me.role)) return null;
  const path = { id: me.partyId };
  const { noPrimary } = circularity;
  return (
    <Alert
      mt="md"
      color="orange"
      variant="light"
      icon={<IconInfoCircle aria-hidden />}
      title={noPrimary.title}
      className="no-print"
    >
      <form
        onSubmit={form.onSubmit(({ reason }) =>
          statement.mutate({ params: { path, header }, body: { ...period, reason } }),
        )}
      >
        <Text size="sm">{noPrimary.meaning}</Text>
        <Textarea
          mt="xs"
          label={noPrimary.reason}
          required
          autosize
          maxLength={500}
          {...form.getInputProps('reason')}
          error={faultOf(statement.error, '/reason')}
        />
        {statement.error && <Failure error={statement.error} />}
        <Group mt="sm">
          <Button type="submit" loading={statement.isPending}>
            {noPrimary.submit}
          </Button>
        </Group>
      </form>
    </Alert>
  );
}
