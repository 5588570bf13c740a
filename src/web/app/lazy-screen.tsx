import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useCallback, useEffect, useState, type ComponentType, type ReactElement } from 'react';
import { textsArrived, useMessages } from '../i18n/index.js';
import { Page } from '../parts/page.js';
import { Loading } from '../parts/states.js';

type Screens<Name extends string> = Readonly<Record<Name, ComponentType>>;

/** A screen that the router can load before it is gone to. */
type LazyScreen = (() => ReactElement) & { readonly preload: () => Promise<void> };

/**
 * A screen whose code is loaded when it is first gone to. Where that fails, this is said in words, and it is tried again
 * by a button and when the network is back: the router's own way keeps the failure for ever.
 */
export function lazyScreen<Name extends string>(load: () => Promise<Screens<Name>>, name: Name): LazyScreen {
  let here: ComponentType | null = null;
  const arrive = async (): Promise<ComponentType> => {
    const screens = await load();
    await textsArrived();
    here = screens[name];
    markReload(null);
    return here;
  };
  function Screen(): ReactElement {
    const [Loaded, setLoaded] = useState<ComponentType | null>(() => here);
    // A component is a function: to set it as it is would call it.
    const show = useCallback((screen: ComponentType) => setLoaded(() => screen), []);
    return Loaded ? <Loaded /> : <Arriving arrive={arrive} show={show} />;
  }
  return Object.assign(Screen, {
    preload: async () => {
      // What fails here is tried again, and said, where the screen is shown.
      if (!here) await arrive().catch(() => undefined);
    },
  });
}

interface ArrivingProps {
  readonly arrive: () => Promise<ComponentType>;
  readonly show: (screen: ComponentType) => void;
}

function Arriving({ arrive, show }: ArrivingProps): ReactElement {
  const { shell } = useMessages();
  const [isTrying, setTrying] = useState(true);
  const attempt = useCallback(async () => {
    setTrying(true);
    try {
      show(await arrive());
    } catch {
      // A browser may keep the failure for as long as the page is there, and after an upgrade the page names files that are
      // gone: with the service there a new page helps, once.
      if ((await isServiceThere()) && !hasReloaded()) {
        markReload(window.location.pathname);
        window.location.reload();
        return;
      }
      setTrying(false);
    }
  }, [arrive, show]);
  useEffect(() => {
    const again = (): void => void attempt();
    again();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [attempt]);
  if (isTrying) return <Loading />;
  return (
    <Page title={shell.broken}>
      <Alert
        color="gray"
        variant="light"
        role="alert"
        icon={<IconPlugConnectedX aria-hidden />}
        title={shell.screenMissing}
      >
        <Stack align="flex-start" gap="sm">
          <Text size="sm">{shell.screenMissingHelp}</Text>
          <Button
            variant="default"
            onClick={() => {
              markReload(null);
              void attempt();
            }}
          >
            {shell.again}
          </Button>
        </Stack>
      </Alert>
    </Page>
  );
}

async function isServiceThere(): Promise<boolean> {
  const answer = await fetch('/health/live', { cache: 'no-store' }).catch(() => null);
  return answer?.ok ?? false;
}

/** The path for which the page was loaded anew; a page that is loaded again and again shows nothing at all. */
const RELOADED = 'loopbook-reloaded';

function hasReloaded(): boolean {
  return sessionStorage.getItem(RELOADED) === window.location.pathname;
}

function markReload(path: string | null): void {
  if (path === null) sessionStorage.removeItem(RELOADED);
  else sessionStorage.setItem(RELOADED, path);
}
