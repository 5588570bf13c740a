import { Alert, Button, Divider, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { CARVE_OUTS, type CarveOut } from '../../../domain/agreement/agreement.js';
import type { ApiProblem } from '../../api/client.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import type { Justification } from './plan-values.js';

const isCarveOut = (word: string): word is CarveOut => CARVE_OUTS.some((carveOut) => carveOut === word);

interface StoppedProps {
  readonly problem: ApiProblem;
  readonly isBusy: boolean;
  readonly onJustify: (justification: Justification) => void;
}

/** A shipment that the agreement stops: why, what would make it right, and for an admin the breach that it is otherwise. */
export function Stopped({ problem, isBusy, onJustify }: StoppedProps): ReactElement {
  const { shipments } = useMessages();
  const { isAdmin } = useRights();
  const [reason, setReason] = useState('');
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'center' });
  }, []);
  const { batch, allowedCarveOuts = [] } = problem.facts ?? {};
  const allowed = allowedCarveOuts.filter(isCarveOut);
  const why = reason.trim() === '' ? {} : { reason: reason.trim() };
  return (
    <Alert
      ref={top}
      color="orange"
      variant="default"
      role="alert"
      icon={<IconHandStop aria-hidden />}
      title={shipments.stopped}
      style={{ borderColor: 'var(--mantine-color-orange-6)', borderWidth: 2 }}
    >
      <Stack gap="md">
        <Text>{batch === undefined ? problem.detail : shipments.stoppedWhy(batch)}</Text>
        {allowed.length === 0 ? (
          <Text>{shipments.stoppedNoWay}</Text>
        ) : (
          <>
            <TextInput
              label={shipments.carveOutReason}
              description={shipments.carveOutReasonHint}
              maxLength={500}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
            <Text>{shipments.stoppedWay}</Text>
            <Group gap="sm">
              {allowed.map((carveOut) => (
                <Button
                  key={carveOut}
                  variant="default"
                  loading={isBusy}
                  onClick={() => onJustify({ carveOut, ...why })}
                >
                  {shipments.planAs(shipments.carveOuts[carveOut])}
                </Button>
              ))}
            </Group>
          </>
        )}
        {isAdmin && <BookBreach isBusy={isBusy} onJustify={onJustify} />}
      </Stack>
    </Alert>
  );
}

function BookBreach({ isBusy, onJustify }: Omit<StoppedProps, 'problem'>): ReactElement {
  const { shipments } = useMessages();
  const [reason, setReason] = useState('');
  return (
    <Stack gap="sm">
      <Divider />
      <Title order={3} size="h5">
        {shipments.breachTitle}
      </Title>
      <Text size="sm">{shipments.breachMeaning}</Text>
      <Textarea
        label={shipments.breachReason}
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Group>
        <Button
          color="red.9"
          loading={isBusy}
          disabled={reason.trim() === ''}
          onClick={() => onJustify({ breach: { reason: reason.trim() } })}
        >
          {shipments.bookBreach}
        </Button>
      </Group>
    </Stack>
  );
}
