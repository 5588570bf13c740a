import { Alert, Checkbox, Select, Stack, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconContract } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { CarveOut } from '../../../domain/agreement/agreement.js';
import { api, faultOf, type ApiProblem } from '../../api/client.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import type { DispositionValues } from './disposition-values.js';
import type { ShownBatch } from './words.js';

interface DepartureFieldsProps {
  readonly batch: ShownBatch;
  readonly form: UseFormReturnType<DispositionValues>;
  readonly problem: ApiProblem | null;
}

/** On what ground it may leave the agreement: a carve-out that its version allows, or a breach that has happened. */
export function DepartureFields({ batch, form, problem }: DepartureFieldsProps): ReactElement {
  const { batches, books } = useMessages();
  const { isAdmin } = useRights();
  const carveOuts = useCarveOuts(batch);
  const { isBreach } = form.values;
  return (
    <Stack gap="md">
      <Alert color="gray" variant="light" icon={<IconContract aria-hidden />}>
        {carveOuts.length > 0 ? batches.leavesAgreement : batches.noCarveOuts}
      </Alert>
      {carveOuts.length > 0 && !isBreach && (
        <Select
          label={batches.carveOut}
          clearable
          data={carveOuts.map((value) => ({ value, label: books.carveOuts[value] }))}
          {...form.getInputProps('carveOut')}
          error={faultOf(problem, '/carveOut')}
        />
      )}
      {isAdmin && (
        <Checkbox
          size="md"
          label={batches.breach}
          error={faultOf(problem, '/breach')}
          {...form.getInputProps('isBreach', { type: 'checkbox' })}
        />
      )}
      {isBreach && (
        <Textarea
          label={batches.breachReason}
          required
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps('breachReason')}
          error={faultOf(problem, '/breach/reason')}
        />
      )}
    </Stack>
  );
}

/** The carve-outs of the version that the batch keeps. */
function useCarveOuts({ agreementId, agreementVersion }: ShownBatch): readonly CarveOut[] {
  const { data } = api.useQuery('get', '/api/v1/agreements/{id}', { params: { path: { id: agreementId ?? '' } } });
  return data?.versions.find(({ version }) => version === agreementVersion)?.terms.carveOuts ?? [];
}
