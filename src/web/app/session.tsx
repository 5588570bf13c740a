import { Center } from '@mantine/core';
import { Activity, useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { api, problemOf } from '../api/client.js';
import { OutboxProvider } from '../offline/outbox-context.js';
import { Failure, Loading } from '../parts/states.js';
import { SessionContext, type Me } from '../session/me.js';
import { forgetMe, keepMe, keptMe, mustSignIn, settleSignOut } from '../session/session-memory.js';
import { useLanguage } from '../device/settings.js';
import { SignInScreen } from './sign-in.js';

/** The service that has not answered for this long may be away. */
const SLOW_MS = 4_000;

/**
 * Everything below is for those who have signed in; who has not, signs in here and stays where it was. Whose session ends
 * in the middle finds the page as it was left, with all that was typed; nobody else does: for another person all begins
 * anew. Where the service cannot be reached, whoever signed in last on this device goes on with what the device has.
 */
export function Session({ children }: { readonly children: ReactNode }): ReactElement {
  const me = api.useQuery('get', '/api/v1/me', {}, { retry: false, staleTime: 60_000 });
  const { data, error, isPending, refetch } = me;
  const status = error ? problemOf(error).status : null;
  const isSlow = useIsSlow(isPending);
  useSettledSignOut();
  usePageLanguage();
  useEffect(() => {
    if (data) keepMe(data);
    if (status === 401) forgetMe();
  }, [data, status]);

  const isAway = me.fetchStatus === 'paused' || isSlow || (status !== null && (status === 0 || status >= 500));
  const hasEnded = status === 401;
  const isOut = mustSignIn();
  const known = hasEnded || isOut ? null : (data ?? (isAway ? keptMe() : null));
  const shown = useShown(known, isOut);

  if (isOut) return <SignInScreen />;
  if (shown && (known?.id === shown.id || hasEnded))
    return (
      <>
        {hasEnded && <SignInScreen keptFor={shown.id} />}
        {/* Hidden, the page asks for nothing, and listens to no key. */}
        <Activity key={shown.id} mode={hasEnded ? 'hidden' : 'visible'}>
          <SessionContext.Provider value={known ?? shown}>
            <OutboxProvider userId={shown.id}>{children}</OutboxProvider>
          </SessionContext.Provider>
        </Activity>
      </>
    );
  if (hasEnded) return <SignInScreen />;
  if (isPending && !isAway) return <Loading />;
  return (
    <Center component="main" mih="100vh" p="md">
      <Failure error={error} retry={() => refetch()} />
    </Center>
  );
}

/** Whose page is shown, or kept while its session has ended; after a sign-out nobody's. */
function useShown(known: Me | null, isOut: boolean): Me | null {
  const [shown, setShown] = useState(known);
  if (isOut && shown) setShown(null);
  if (known && known.id !== shown?.id) setShown(known);
  return shown;
}

/** A sign-out that the service could not be told of is made good when the network is back. */
function useSettledSignOut(): void {
  useEffect(() => {
    const settle = (): void => void settleSignOut();
    settle();
    window.addEventListener('online', settle);
    return () => window.removeEventListener('online', settle);
  }, []);
}

/** Screen readers and hyphenation go by the language that the page says it is in. */
function usePageLanguage(): void {
  const [language] = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
}

function useIsSlow(isPending: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(isPending), isPending ? SLOW_MS : 0);
    return () => clearTimeout(timer);
  }, [isPending]);
  return isSlow;
}
