import { Button, Group, PasswordInput, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, problemOf, type Schemas } from '../../api/client.js';
import { useMe } from '../../session/me.js';
import { useMessages } from './texts.js';
import { Facts } from '../../parts/facts.js';
import { Section } from '../../parts/section.js';
import { Failure } from '../../parts/states.js';
import { useBooked } from '../../parts/booked.js';
import { useSaid } from './said.js';

/** Changes oneself on what is known now; where that was overtaken, it is read anew, and the next attempt goes through. */
function useChange(onSuccess: () => Promise<void>) {
  const { version } = useMe();
  const client = useQueryClient();
  const save = api.useMutation('patch', '/api/v1/me', {
    onSuccess,
    onError: async (error) => {
      if (problemOf(error).code === 'stale-version')
        await client.invalidateQueries({ queryKey: ['get', '/api/v1/me'] });
    },
  });
  return {
    isPending: save.isPending,
    isStale: save.error?.code === 'stale-version',
    ...useSaid(save.error),
    send: (body: Schemas['MeEdit']) => save.mutate({ params: { header: { 'If-Match': `"${version}"` } }, body }),
  };
}

/** Who one is here, and one's name. */
export function Profile(): ReactElement {
  const { settings } = useMessages();
  const me = useMe();
  return (
    <Section title={settings.profile}>
      <Facts
        facts={[
          [settings.signInAs, me.email],
          [settings.myRole, settings.roles[me.role]],
        ]}
      />
      <NameForm />
    </Section>
  );
}

function NameForm(): ReactElement {
  const { settings, shell } = useMessages();
  const me = useMe();
  const done = useBooked();
  const form = useForm({ initialValues: { name: me.name } });
  const { send, problem, fault, isPending, isStale } = useChange(() => {
    form.resetDirty();
    return done(settings.nameSaved);
  });
  return (
    <form noValidate onSubmit={form.onSubmit(send)}>
      <Group align="flex-start" gap="sm">
        <TextInput
          label={settings.name}
          required
          maxLength={200}
          autoComplete="name"
          flex="1 1 240px"
          description={isStale ? settings.nowIs(me.name) : undefined}
          {...form.getInputProps('name')}
          error={fault('/name')}
        />
        <Button type="submit" mt={25} disabled={!form.isDirty()} loading={isPending}>
          {shell.save}
        </Button>
      </Group>
      {problem && !fault('/name') && <Failure error={problem} />}
    </form>
  );
}

const NO_PASSWORDS = { oldPassword: '', password: '' };

/** Another password, with the one that held until now. */
export function PasswordForm(): ReactElement {
  const { settings } = useMessages();
  const me = useMe();
  const done = useBooked();
  const form = useForm({ initialValues: NO_PASSWORDS });
  const { send, problem, fault, isPending } = useChange(() => {
    form.setValues(NO_PASSWORDS);
    return done(settings.passwordSaved);
  });
  const isAtFields = fault('/oldPassword') !== undefined || fault('/password') !== undefined;
  return (
    <Section title={settings.password} note={settings.passwordLead}>
      <form noValidate onSubmit={form.onSubmit(send)}>
        {/* For the browser's own keeper of passwords. */}
        <input type="hidden" autoComplete="username" value={me.email} readOnly />
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 1 }} spacing="sm">
          <PasswordInput
            label={settings.oldPassword}
            required
            autoComplete="current-password"
            {...form.getInputProps('oldPassword')}
            error={fault('/oldPassword')}
          />
          <PasswordInput
            label={settings.newPassword}
            description={settings.passwordRule}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required
            maxLength={200}
            autoComplete="new-password"
            {...form.getInputProps('password')}
            error={fault('/password')}
          />
        </SimpleGrid>
        {problem && !isAtFields && <Failure error={problem} />}
        <Group justify="flex-end" mt="sm">
          <Button
            type="submit"
            disabled={form.values.oldPassword === '' || form.values.password === ''}
            loading={isPending}
          >
            {settings.changePassword}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
