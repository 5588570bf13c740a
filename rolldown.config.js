import { defineConfig } from 'rolldown';

/*
 * The compiled service in a few files: a start reads a dozen of them, where it would look up, read and link some two
 * thousand one by one, which took nearly half of its time. It stays code that people can read: traces of errors name it.
 *
 * Left out, and read from `node_modules` as before: what is not JavaScript, what finds files beside itself, what must be
 * there once for all, plugins of the server, and what Nest asks for and nobody here has.
 */
const LEFT_OUT = [
  ...[
    /^node:/,
    /^sqlite3$/,
    /^pg$/,
    /^@node-rs\//,
    /^app-root-path$/,
    /^pino/,
    /^thread-stream$/,
    /^reflect-metadata$/,
  ],
  ...[/^@fastify\//, /^helmet$/, /^@nestjs\/(microservices|websockets|platform-express)/],
];

export default defineConfig({
  input: { main: 'dist/main.js', cli: 'dist/cli.js' },
  platform: 'node',
  external: LEFT_OUT,
  resolve: { conditionNames: ['es2015', 'node', 'import', 'module', 'default'], mainFields: ['module', 'main'] },
  logLevel: 'silent',
  output: {
    dir: 'dist',
    format: 'esm',
    // Tables, answers and injected things are known by the names of their classes.
    keepNames: true,
    entryFileNames: '[name].js',
    // One folder deep, like `src/config`: see `root.ts` there.
    chunkFileNames: 'chunks/[name].js',
  },
});
