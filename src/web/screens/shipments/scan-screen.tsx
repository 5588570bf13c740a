import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { isSameCode } from '../../../domain/matter/code.js';
import { api, http, problemOf } from '../../api/client.js';
import { useMe } from '../../session/me.js';
import { everyPage } from '../../api/pages.js';
import { useMessages } from './texts.js';
import { LabelInput } from '../../forms/label-input.js';
import { readLabel, type Label } from '../../forms/label.js';
import { Page } from '../../parts/page.js';
import { Failure } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { useTellingCodes } from '../../data/telling-codes.js';
import { Day } from '../../units/mass.js';
import type { ShipmentBatch } from './shipment-data.js';

type BatchLabel = Exclude<Label, { kind: 'shipment' }>;

/** From a label to what it is about: a batch on its way to us to its line in the receipt, everything else to its page. */
export function ScanScreen(): ReactElement {
  const { shipments } = useMessages();
  const open = useOpenBatch();
  const lookUp = useLookUp();
  const navigate = useNavigate();
  const [missed, setMissed] = useState<string | null>(null);
  const [several, setSeveral] = useState<readonly ShipmentBatch[]>([]);
  const codeOf = useTellingCodes(several);
  const [error, setError] = useState<unknown>(null);
  const find = async (text: string) => {
    setMissed(null);
    setSeveral([]);
    setError(null);
    const label = readLabel(text);
    if (label.kind === 'shipment') {
      await navigate({ to: '/shipments/$id', params: { id: label.id } });
      return;
    }
    try {
      const found = await lookUp(label);
      const [only] = found;
      if (!only) setMissed(label.kind === 'code' ? label.code : text.trim());
      else if (found.length === 1) await open(only);
      else setSeveral(found);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Page title={shipments.scanTitle} lead={shipments.scanLead}>
      <LabelInput
        label={shipments.findBatch}
        go={shipments.open}
        onText={(text) => void find(text)}
        error={missed === null ? undefined : shipments.nothingFound(missed)}
      />
      {error !== null && <Failure error={error} />}
      {several.length > 0 && (
        <Stack gap="sm">
          <Text>{shipments.several}</Text>
          {several.map((batch) => (
            <Group key={batch.id} gap="md">
              <Button variant="default" onClick={() => void open(batch)}>
                {codeOf.get(batch.id) ?? batch.code}
              </Button>
              <StatusTag status={batch.status} />
              <Day on={batch.occurredOn} />
            </Group>
          ))}
        </Stack>
      )}
    </Page>
  );
}

function useOpenBatch(): (batch: ShipmentBatch) => Promise<void> {
  const navigate = useNavigate();
  const { party } = useMe();
  return async ({ id, status, shipmentId }) => {
    if (status === 'in-transit' && shipmentId !== null) {
      const { data } = await http.GET('/api/v1/shipments/{id}', { params: { path: { id: shipmentId } } });
      if (data?.toPartyId === party?.id) {
        await navigate({ to: '/shipments/$id/receive', params: { id: shipmentId }, search: { batch: id } });
        return;
      }
    }
    await navigate({ href: `/batches/${id}` });
  };
}

/** The batches of a label: the one that it addresses, or those with exactly its code. */
function useLookUp(): (label: BatchLabel) => Promise<readonly ShipmentBatch[]> {
  const client = useQueryClient();
  return async (label) => {
    if (label.kind === 'code') {
      const items = await everyPage((cursor) =>
        http.GET('/api/v1/batches', {
          params: { query: { code: label.code, limit: 200, ...(cursor ? { cursor } : {}) } },
        }),
      );
      return items.filter(({ code }) => code !== null && isSameCode(code, label.code));
    }
    try {
      const path = { id: label.id };
      return [await client.fetchQuery(api.queryOptions('get', '/api/v1/batches/{id}', { params: { path } }))];
    } catch (error) {
      if (problemOf(error).status === 404) return [];
      throw error;
    }
  };
}
