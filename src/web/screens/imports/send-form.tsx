import { Anchor, Group, Select, SimpleGrid, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { IMPORT_KINDS, type ImportKind } from '../../../domain/files/kinds.js';
import { useAttempt } from '../../api/attempt.js';
import { http, problemOf, type ApiProblem } from '../../api/client.js';
import { useSite } from '../../data/acting-site.js';
import { Section } from '../../parts/section.js';
import { Failure } from '../../parts/states.js';
import { useMe } from '../../session/me.js';
import { FileDrop } from './file-drop.js';
import { useMessages } from './texts.js';

const TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
const MOST_BYTES = 50 * 1024 * 1024;

/** Says for which site and what a file is, and sends it. */
export function SendForm({ kinds }: { readonly kinds: readonly ImportKind[] }): ReactElement {
  const { imports, shell } = useMessages();
  const { sites, site, choose } = useSite();
  const [remembered, setKind] = useLocalStorage<string>({
    key: `loopbook-import-kind-${useMe().id}`,
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const kind = kinds.find((one) => one === remembered) ?? kinds[0] ?? 'by-products';
  const { send, isBusy, refused } = useSending(kind, site?.id ?? '');
  return (
    <Section title={imports.send}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={shell.site}
          allowDeselect={false}
          data={sites.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` }))}
          value={site?.id ?? null}
          onChange={(chosen) => chosen !== null && choose(chosen)}
        />
        <Select
          label={imports.kind}
          allowDeselect={false}
          data={kinds.map((value) => ({ value, label: imports.kinds[value] }))}
          value={kind}
          onChange={(chosen) => setKind(IMPORT_KINDS.find((one) => one === chosen) ?? kind)}
        />
      </SimpleGrid>
      <FileDrop take={(file) => void send(file)} isBusy={isBusy} />
      {typeof refused === 'string' && (
        <Text size="sm" c="red" role="alert">
          {refused}
        </Text>
      )}
      {refused !== null && typeof refused === 'object' && <Failure error={refused} />}
      <Group>
        <Anchor href={`/api/v1/imports/templates/${kind}`} download={`${kind}.csv`} py="xs">
          {imports.template}
        </Anchor>
      </Group>
    </Section>
  );
}

/** Sends a file, and goes to where it is looked at. */
function useSending(kind: ImportKind, siteId: string) {
  const { imports } = useMessages();
  const navigate = useNavigate();
  const { header, onSettled } = useAttempt();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiProblem | string | null>(null);
  const send = async (file: File): Promise<void> => {
    const [, ending = ''] = /\.(csv|xlsx)$/i.exec(file.name) ?? [];
    const format = ending.toLowerCase() === 'xlsx' ? 'xlsx' : 'csv';
    if (ending === '') return setRefused(imports.otherType);
    if (file.size > MOST_BYTES) return setRefused(imports.tooLarge);
    setRefused(null);
    setBusy(true);
    const query = { kind, siteId, fileName: file.name.slice(0, 200) };
    try {
      const { data, error } = await http.POST('/api/v1/imports', {
        params: { query, header },
        headers: { 'Content-Type': TYPES[format] },
        body: file as unknown as string,
        bodySerializer: (body: unknown) => body as File,
      });
      onSettled(data, error);
      if (data) await navigate({ to: '/imports/$id', params: { id: data.id } });
      else setRefused(problemOf(error));
    } catch (error) {
      setRefused(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { send, isBusy, refused };
}
