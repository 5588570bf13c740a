import { rmSync } from 'node:fs';

/** Takes the folder of the demo away, whichever project's end comes first to it. */
export default function teardown() {
  const { LOOPBOOK_TEST_DEMO: folder } = process.env;
  if (folder) rmSync(folder, { recursive: true, force: true });
}
