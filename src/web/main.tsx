import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import './app/app.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { problemOf } from './api/client.js';
import { router } from './app/router.js';
import { SettingsProvider } from './device/settings.js';
import { theme } from './app/theme.js';
import { keepOldDrafts } from './offline/draft-store.js';
import { registerWorker } from './device/register-worker.js';
import { leadToFaults } from './device/first-fault.js';
import { claimTab } from './device/tab.js';

/** Whose session has ended signs in again, and finds the screen as it was left. */
function noticeSignedOut(error: unknown): void {
  if (problemOf(error).code === 'unauthenticated') void client.invalidateQueries({ queryKey: ['get', '/api/v1/me'] });
}

/** What the service refused stays refused; only a lost network, or having asked for too much at once, is worth another try. */
const PASSING = ['network', 'rate-limited'];

const client = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      if (queryKey[1] !== '/api/v1/me') noticeSignedOut(error);
    },
  }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    // Without a network asking fails at once and says so. The library's own way is to wait for it in silence, under a spinner,
    // and to book by itself, much later, what somebody has given up.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (count, error) => count < 2 && PASSING.includes(problemOf(error).code),
      staleTime: 5_000,
    },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the app.');
leadToFaults();
keepOldDrafts();
await claimTab();
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <QueryClientProvider client={client}>
        <SettingsProvider>
          <Suspense>
            <RouterProvider router={router} />
          </Suspense>
        </SettingsProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

registerWorker();
