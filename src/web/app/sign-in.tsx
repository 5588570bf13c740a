import { Alert, Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../api/client.js';
import { useMessages } from '../i18n/index.js';
import { Mark } from './mark.js';
import { signIn } from '../session/session-memory.js';

interface SignInScreenProps {
  /** The person whose page is kept as it was left. */
  readonly keptFor?: string;
}

/** Signs in and leaves the address as it is, so that one lands where one wanted to go. */
export function SignInScreen({ keptFor }: SignInScreenProps): ReactElement {
  const { shell } = useMessages();
  const form = useForm({ initialValues: { email: '', password: '' } });
  const login = api.useMutation('post', '/api/v1/auth/login');
  const problem = login.error ? problemOf(login.error) : null;
  const begin = useBegin(keptFor);
  const submit = async (body: typeof form.values): Promise<void> => {
    let id: string | undefined;
    const isSignedIn = await signIn(async () => {
      ({ id } = await login.mutateAsync({ body }));
    });
    if (isSignedIn) await begin(id);
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder shadow="sm" p="xl" w={420} maw="100%">
        <form onSubmit={form.onSubmit((body) => submit(body))}>
          <Stack gap="md">
            <Stack gap={4} align="center">
              <Mark size={48} />
              <Title order={1} size="h2">
                Loopbook
              </Title>
              <Text c="dimmed">{shell.welcome}</Text>
            </Stack>
            <TextInput
              label={shell.email}
              type="email"
              autoComplete="username"
              required
              {...form.getInputProps('email')}
            />
            <PasswordInput
              label={shell.password}
              autoComplete="current-password"
              required
              {...form.getInputProps('password')}
            />
            {problem && (
              <Alert color="red" variant="light" role="alert">
                {problem.code === 'wrong-credentials'
                  ? shell.wrongCredentials
                  : problem.code === 'network'
                    ? shell.network
                    : problem.detail}
              </Alert>
            )}
            <Button type="submit" loading={login.isPending} fullWidth>
              {shell.signIn}
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}

/** For the same person the page stays, and what it had read is read again; nobody else is left anything of it. */
function useBegin(keptFor: string | undefined): (id: string | undefined) => Promise<void> {
  const client = useQueryClient();
  return (id) => (id === keptFor ? client.invalidateQueries() : client.resetQueries());
}
