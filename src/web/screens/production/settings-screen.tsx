import { Alert, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState, type ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, http, problemOf } from '../../api/client.js';
import { DraftPlace, OfferedDrafts } from '../../forms/draft-place.js';
import { useDraft } from '../../forms/draft.js';
import { errorsIn } from '../../forms/errors-in.js';
import { useOvertaken } from '../../forms/use-overtaken.js';
import { useBooked } from '../../parts/booked.js';
import { Page } from '../../parts/page.js';
import { Failure, Loaded } from '../../parts/states.js';
import { useRights } from '../../session/me.js';
import type { BalanceSettings } from './model.js';
import { OfPlant } from './of-plant.js';
import { MethodsSection, OtherSection, ScalesSection } from './settings-sections.js';
import { settingsBody, settingsValues, type SettingsValues } from './settings-values.js';
import { useMessages } from './texts.js';

/** How the balance of a site is struck: what its scales and laboratories leave open. */
export function SettingsOfBalanceScreen(): ReactElement {
  const { methods } = useMessages();
  return (
    <OfPlant title={methods.title} lead={methods.lead}>
      {(siteId) => <OfSite siteId={siteId} />}
    </OfPlant>
  );
}

function OfSite({ siteId }: { readonly siteId: string }): ReactElement {
  const { methods } = useMessages();
  // What is typed next is a change of what was saved last.
  const [saves, setSaves] = useState(0);
  const query = api.useQuery('get', '/api/v1/sites/{id}/balance-settings', { params: { path: { id: siteId } } });
  return (
    <Page title={methods.title} lead={methods.lead}>
      <Loaded query={query}>
        {(settings) => (
          <DraftPlace<SettingsValues>
            name={`balance-settings-${siteId}`}
            isBegun={(values) => JSON.stringify(values) !== JSON.stringify(settingsValues(settings))}
          >
            <Entry key={saves} siteId={siteId} settings={settings} begin={() => setSaves((before) => before + 1)} />
          </DraftPlace>
        )}
      </Loaded>
    </Page>
  );
}

interface EntryProps {
  readonly siteId: string;
  readonly settings: BalanceSettings;
  /** Once it is saved. */
  readonly begin: () => void;
}

function Entry({ siteId, settings, begin }: EntryProps): ReactElement {
  const { methods, shell } = useMessages();
  const { isAdmin } = useRights();
  const booked = useBooked();
  const path = { id: siteId };
  const draft = useDraft<SettingsValues>(`balance-settings-${siteId}`);
  const form = useForm<SettingsValues>({
    onValuesChange: draft.keep,
    initialValues: draft.kept ?? settingsValues(settings),
  });
  const { ifMatch, catchUp } = useOvertaken(settings, () =>
    http.GET('/api/v1/sites/{id}/balance-settings', { params: { path } }),
  );
  const { header, onSettled } = useAttempt();
  const save = api.useMutation('put', '/api/v1/sites/{id}/balance-settings', {
    onSettled,
    onError: async (error) => {
      form.setErrors(errorsIn(problemOf(error)));
      await catchUp(error);
    },
    onSuccess: async () => {
      draft.forget();
      await booked(methods.saved);
      begin();
    },
  });
  const isReadOnly = !isAdmin;
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) =>
        save.mutate({ params: { path, header: { ...header, 'If-Match': ifMatch } }, body: settingsBody(values) }),
      )}
    >
      <Stack gap="md">
        <OfferedDrafts />
        {settings.isDefault && (
          <Alert color="gray" variant="light">
            {methods.isDefault}
          </Alert>
        )}
        <ScalesSection form={form} isReadOnly={isReadOnly} />
        <MethodsSection form={form} isReadOnly={isReadOnly} />
        <OtherSection form={form} isReadOnly={isReadOnly} />
        {/* What is wrong with a field stands beside it. */}
        {save.error && !problemOf(save.error).errors?.length && <Failure error={save.error} />}
        {isAdmin && (
          <Group>
            <Button type="submit" loading={save.isPending}>
              {shell.save}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
