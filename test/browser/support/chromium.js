import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where this machine has a browser of the Chromium family; where `CHROMIUM_PATH` is set, that one or none. */
export function chromiumPath() {
  const chosen = process.env['CHROMIUM_PATH'];
  return (chosen ? [chosen] : PLACES).find((path) => existsSync(path));
}
