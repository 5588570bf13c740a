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
import { theme } from './app/theme.js';
import { registerWorker } from './offline/register-worker.js';

/** Whose session has ended signs in again, and finds the screen as it was left. */
function noticeSignedOut(error: unknown): void {
  if (problemOf(error).code === 'unauthenticated') void client.invalidateQueries({ queryKey: ['get', '/api/v1/me'] });
}

/** What the service refused stays refused; only a lost network is worth another try. */
const client = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      if (queryKey[1] !== '/api/v1/me') noticeSignedOut(error);
    },
  }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: { retry: (count, error) => count < 2 && problemOf(error).code === 'network', staleTime: 5_000 },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the app.');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <QueryClientProvider client={client}>
        <Suspense>
          <RouterProvider router={router} />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

registerWorker();
