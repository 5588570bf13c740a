import { Select, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, http, type Schemas } from '../../api/client.js';
import { useMe } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { ownTimeZone } from '../../device/service-clock.js';
import { timeZones } from './time-zones.js';
import { CountrySelect } from './country-select.js';
import { useBooked } from '../../parts/booked.js';
import { useSaid } from './said.js';
import { useEdit } from './use-edit.js';

export type OwnSite = Schemas['SiteAnswer'];

interface SiteValues {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly subdivision: string;
  readonly timeZone: string;
}

const POINTERS = ['/code', '/name', '/country', '/subdivision', '/timeZone'];

interface NewSiteProps {
  readonly partyId: string;
  readonly onClose: () => void;
}

export function NewSite({ partyId, onClose }: NewSiteProps): ReactElement {
  const { settings } = useMessages();
  const { party } = useMe();
  const done = useBooked();
  const form = useForm<SiteValues>({
    initialValues: {
      code: '',
      name: '',
      subdivision: '',
      timeZone: ownTimeZone(),
      country: party?.id === partyId ? party.country : '',
    },
  });
  const { header, onSettled } = useAttempt();
  const add = api.useMutation('post', '/api/v1/parties/{id}/sites', {
    onSettled,
    onSuccess: async ({ code }) => {
      onClose();
      await done(settings.siteAdded(code));
    },
  });
  const { problem, fault } = useSaid(add.error);
  const send = form.onSubmit(({ subdivision, ...rest }) =>
    add.mutate({
      params: { path: { id: partyId }, header },
      body: { ...rest, ...(subdivision.trim() && { subdivision }) },
    }),
  );
  return (
    <ActModal
      title={settings.newSite}
      onClose={onClose}
      onSubmit={send}
      isBusy={add.isPending}
      problem={problem}
      fields={POINTERS}
      submit={settings.newSite}
    >
      <SiteFields form={form} fault={fault} />
      <Select
        label={settings.timeZone}
        description={settings.timeZoneHint}
        required
        searchable
        allowDeselect={false}
        autoComplete="off"
        data={timeZones()}
        {...form.getInputProps('timeZone')}
        error={fault('/timeZone')}
      />
    </ActModal>
  );
}

interface EditSiteProps {
  readonly site: OwnSite;
  readonly onClose: () => void;
}

/** Changes a site; the time zone stays, since the days of all its records follow from it. */
export function EditSite({ site, onClose }: EditSiteProps): ReactElement {
  const { settings } = useMessages();
  const done = useBooked();
  const path = { id: site.id };
  const { ifMatch, onError, nowIs } = useEdit(site, () => http.GET('/api/v1/sites/{id}', { params: { path } }));
  const form = useForm<SiteValues>({ initialValues: { ...site, subdivision: site.subdivision ?? '' } });
  const { header, onSettled } = useAttempt();
  const edit = api.useMutation('patch', '/api/v1/sites/{id}', {
    onSettled,
    onError,
    onSuccess: async ({ code }) => {
      onClose();
      await done(settings.siteSaved(code));
    },
  });
  const { problem, fault } = useSaid(edit.error);
  const send = form.onSubmit(({ code, name, country, subdivision }) =>
    edit.mutate({
      params: { path, header: { ...header, 'If-Match': ifMatch } },
      // Only what has been changed: the rest may have been changed by others.
      body: {
        ...(code !== site.code && { code }),
        ...(name !== site.name && { name }),
        ...(country !== site.country && { country }),
        ...(subdivision !== (site.subdivision ?? '') && { subdivision: subdivision.trim() || null }),
      },
    }),
  );
  return (
    <ActModal
      title={settings.editSite(site.code)}
      onClose={onClose}
      onSubmit={send}
      isBusy={edit.isPending}
      problem={problem}
      fields={POINTERS}
    >
      <SiteFields form={form} fault={fault} nowIs={nowIs} />
      <TextInput label={settings.timeZone} description={settings.timeZoneHint} value={site.timeZone} disabled />
    </ActModal>
  );
}

interface SiteFieldsProps {
  readonly form: UseFormReturnType<SiteValues>;
  readonly fault: (pointer: string) => string | undefined;
  readonly nowIs?: (field: 'code' | 'name' | 'country' | 'subdivision') => string | undefined;
}

function SiteFields({ form, fault, nowIs = () => undefined }: SiteFieldsProps): ReactElement {
  const { settings } = useMessages();
  return (
    <>
      <TextInput
        label={settings.siteCode}
        description={nowIs('code') ?? settings.siteCodeHint}
        required
        maxLength={40}
        data-autofocus
        {...form.getInputProps('code')}
        error={fault('/code')}
      />
      <TextInput
        label={settings.siteName}
        description={nowIs('name')}
        required
        maxLength={200}
        {...form.getInputProps('name')}
        error={fault('/name')}
      />
      <CountrySelect description={nowIs('country')} {...form.getInputProps('country')} error={fault('/country')} />
      <TextInput
        label={settings.subdivision}
        description={nowIs('subdivision')}
        maxLength={60}
        {...form.getInputProps('subdivision')}
        error={fault('/subdivision')}
      />
    </>
  );
}
