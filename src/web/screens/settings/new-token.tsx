import { Alert, Button, CopyButton, Group, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { useSaid } from './said.js';

interface NewTokenProps {
  readonly onClose: () => void;
  readonly onMade: (token: Schemas['NewTokenAnswer']) => void;
}

/** Makes a token; its secret is for whoever made it to keep. */
export function NewToken({ onClose, onMade }: NewTokenProps): ReactElement {
  const { settings } = useMessages();
  const form = useForm<{ name: string; expiresOn: string | null }>({ initialValues: { name: '', expiresOn: null } });
  const make = api.useMutation('post', '/api/v1/tokens', { onSuccess: onMade });
  const { problem, fault } = useSaid(make.error);
  return (
    <ActModal
      title={settings.newToken}
      onClose={onClose}
      onSubmit={form.onSubmit((body) => make.mutate({ body }))}
      isBusy={make.isPending}
      problem={problem}
      fields={['/name', '/expiresOn']}
      submit={settings.newToken}
    >
      <TextInput
        label={settings.tokenName}
        description={settings.tokenNameHint}
        required
        maxLength={100}
        data-autofocus
        {...form.getInputProps('name')}
        error={fault('/name')}
      />
      <DateInput
        label={settings.expiresOn}
        valueFormat="YYYY-MM-DD"
        placeholder="YYYY-MM-DD"
        clearable
        {...form.getInputProps('expiresOn')}
        error={fault('/expiresOn')}
      />
    </ActModal>
  );
}

interface MadeTokenProps {
  readonly made: Schemas['NewTokenAnswer'];
  readonly onKept: () => void;
}

/** The one time that a token is shown: it stays until its maker says that it is kept. */
export function MadeToken({ made: { name, token }, onKept }: MadeTokenProps): ReactElement {
  const { settings } = useMessages();
  const [isRefused, setRefused] = useState(false);
  return (
    <Alert
      color="teal"
      variant="light"
      role="status"
      icon={<IconKey aria-hidden />}
      title={settings.tokenMade(name)}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      <Text size="sm" mb="xs">
        {settings.tokenOnce}
      </Text>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={settings.token}
          value={token}
          readOnly
          flex="1 1 320px"
          ff="monospace"
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <CopyButton value={token} timeout={4_000}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
              onClick={() => {
                // Only pages that came by HTTPS, or from this machine, may copy.
                setRefused(!window.isSecureContext);
                copy();
              }}
            >
              {copied ? settings.copied : settings.copy}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onKept}>{settings.tokenKept}</Button>
      </Group>
      {isRefused && (
        <Text size="sm" mt="xs" role="alert">
          {settings.copyByHand}
        </Text>
      )}
    </Alert>
  );
}
