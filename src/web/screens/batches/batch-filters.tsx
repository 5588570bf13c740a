import { Button, Chip, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { BATCH_STATUSES } from '../../../domain/acts/batch-life.js';
import { BATCH_KINDS } from '../../../domain/matter/batch-kind.js';
import { useAgreements } from '../../data/agreements.js';
import { useCatalogue } from '../../data/catalogue.js';
import { useSites } from '../../data/names.js';
import { useMessages } from './texts.js';
import classes from './batch-filters.module.css';
import { batchSearch, type BatchSearch } from '../../report/batch-search.js';

/** Filters, kept in the address, so that a list can be sent to somebody and is there again on the way back. */
export function BatchFilters(): ReactElement {
  const { batches, shell, status } = useMessages();
  const search = useSearch({ from: '/batches' });
  const navigate = useNavigate({ from: '/batches' });
  const [clears, setClears] = useState(0);
  const change = (more: Partial<Record<keyof BatchSearch, unknown>>) =>
    void navigate({ search: (before) => batchSearch({ ...before, ...more }), replace: true });
  const streams = useCatalogue()?.streams ?? [];
  const sites = useSites();
  const agreements = useAgreements().data ?? [];
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <div className={classes.filters} role="search" aria-label={shell.filter}>
      <CodeFilter key={clears} code={search.code} onChange={change} />
      <Select
        label={batches.kind}
        placeholder={shell.all}
        data={BATCH_KINDS.map((value) => ({ value, label: batches.kinds[value] }))}
        value={search.kind ?? null}
        onChange={(kind) => change({ kind })}
        clearable
      />
      <Select
        label={batches.status}
        placeholder={shell.all}
        data={BATCH_STATUSES.map((value) => ({ value, label: status[value] }))}
        value={search.status ?? null}
        onChange={(chosen) => change({ status: chosen })}
        clearable
      />
      <Select
        label={batches.stream}
        placeholder={shell.all}
        data={streams.map(({ code, name }) => ({ value: code, label: name }))}
        value={search.stream ?? null}
        onChange={(stream) => change({ stream })}
        clearable
        searchable
      />
      <Select
        label={shell.site}
        placeholder={shell.all}
        data={sites.map(({ id, name }) => ({ value: id, label: name }))}
        value={search.site ?? null}
        onChange={(site) => change({ site })}
        clearable
        searchable
      />
      {search.originSiteId !== undefined && (
        <Select
          label={batches.originSite}
          data={sites.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.originSiteId}
          onChange={(originSiteId) => change({ originSiteId })}
          clearable
          searchable
        />
      )}
      <Select
        label={batches.agreement}
        placeholder={shell.all}
        data={agreements.map(({ id, reference }) => ({ value: id, label: reference }))}
        value={search.agreementId ?? null}
        onChange={(agreementId) => change({ agreementId })}
        clearable
        searchable
      />
      <TextInput
        type="date"
        label={shell.from}
        value={search.from ?? ''}
        onChange={({ currentTarget }) => change({ from: currentTarget.value })}
      />
      <TextInput
        type="date"
        label={shell.to}
        value={search.to ?? ''}
        onChange={({ currentTarget }) => change({ to: currentTarget.value })}
      />
      <Chip
        checked={search.withoutAssay === 'true'}
        onChange={(isChosen) => change({ withoutAssay: isChosen ? 'true' : undefined })}
        size="md"
        styles={{ label: { height: 44 } }}
      >
        {batches.withoutAssay}
      </Chip>
      {isFiltered && (
        <Button
          variant="subtle"
          onClick={() => {
            setClears(clears + 1);
            void navigate({ search: {}, replace: true });
          }}
        >
          {batches.clear}
        </Button>
      )}
    </div>
  );
}

interface CodeFilterProps {
  readonly code: string | undefined;
  readonly onChange: (more: { readonly code: string }) => void;
}

/** Waits until one has stopped typing; the address follows. */
function CodeFilter({ code, onChange }: CodeFilterProps): ReactElement {
  const { batches } = useMessages();
  const [typed, setTyped] = useState(code ?? '');
  const search = useDebouncedCallback((text: string) => onChange({ code: text.trim() }), 250);
  return (
    <TextInput
      label={batches.searchCode}
      leftSection={<IconSearch size={18} aria-hidden />}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        search(currentTarget.value);
      }}
      maxLength={60}
    />
  );
}
