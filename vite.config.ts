import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** Packs every file once, when it is built, so that the service need not do it for every browser. */
function packed(folder: string): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    closeBundle: () => {
      for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg|wasm)$/.test(file))) {
        const content = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}

/** The browser app: built beside the service, which serves it. In development it talks to a service on port 3000. */
export default defineConfig({
  root: 'src/web',
  plugins: [packed('dist/web/assets')],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Read by the service worker: what the app needs to open without the network.
    manifest: 'assets/manifest.json',
    target: 'es2022',
    // Older targets would have light-dark() rewritten into something that only works where styles name the colour scheme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 700,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:3000', '/health': 'http://127.0.0.1:3000' } },
});
