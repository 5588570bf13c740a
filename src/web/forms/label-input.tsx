import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconCamera, IconCameraOff } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent, type ReactElement, type RefObject } from 'react';
import { useMessages } from '../i18n/index.js';
import { hasCamera, watchCamera } from '../device/camera.js';

interface LabelInputProps {
  readonly label: string;
  readonly go: string;
  readonly onText: (text: string) => void;
  readonly error?: string | undefined;
}

/** A label, by hand, by a scanner that types like a keyboard, or by the camera. */
export function LabelInput({ label, go, onText, error }: LabelInputProps): ReactElement {
  const { stock } = useMessages();
  const [text, setText] = useState('');
  const video = useRef<HTMLVideoElement>(null);
  const { isOn, isRefused, toggle } = useCamera(video, onText);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onText(text);
    setText('');
  };
  return (
    <Stack gap="sm">
      <form onSubmit={submit}>
        <Group gap="sm" align="flex-end">
          <TextInput
            flex="1 1 220px"
            label={label}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            error={error}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
          />
          <Button type="submit" variant="default">
            {go}
          </Button>
          {hasCamera() && (
            <Button
              variant={isOn ? 'filled' : 'default'}
              leftSection={isOn ? <IconCameraOff size={20} aria-hidden /> : <IconCamera size={20} aria-hidden />}
              onClick={() => void toggle()}
            >
              {isOn ? stock.cameraOff : stock.camera}
            </Button>
          )}
        </Group>
      </form>
      {!hasCamera() && (
        <Alert color="gray" variant="light">
          {stock.cameraNeedsHttps}
        </Alert>
      )}
      {isRefused && (
        <Alert color="yellow" variant="light" role="alert">
          {stock.cameraRefused}
        </Alert>
      )}
      <video
        ref={video}
        hidden={!isOn}
        playsInline
        muted
        aria-label={stock.cameraPicture}
        style={{ width: '100%', maxWidth: 480, borderRadius: 8, background: '#000' }}
      />
    </Stack>
  );
}

function useCamera(video: RefObject<HTMLVideoElement | null>, onText: (text: string) => void) {
  const stop = useRef<(() => void) | null>(null);
  const [isOn, setOn] = useState(false);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => () => stop.current?.(), []);
  const toggle = async () => {
    setRefused(false);
    if (isOn) {
      stop.current?.();
      setOn(false);
      return;
    }
    if (!video.current) return;
    setOn(true);
    try {
      stop.current = await watchCamera(video.current, (text) => {
        setOn(false);
        onText(text);
      });
    } catch {
      setOn(false);
      setRefused(true);
    }
  };
  return { isOn, isRefused, toggle };
}
