import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The lines of code of a file or a function: without blanks, comments, and what stands inside of object literals and lists
 * of fields, which is long without being hard to read.
 */
const linesOf = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object' }],
    messages: { long: '{{count}} lines of code, of {{max}}.' },
  },
  create({ options: [{ file, functions }], sourceCode, report }) {
    const functionNodes = [];
    const fieldLines = new Set();
    const fields = ({ loc: { start, end } }) => {
      for (let line = start.line + 1; line < end.line; line += 1) fieldLines.add(line);
    };
    const isOneLine = ({ loc }) => loc.start.line === loc.end.line;
    const fieldsOf = (members) => (node) => {
      if (node[members].every(isOneLine)) fields(node);
    };
    const check = (node, max) => {
      if (max === undefined) return;
      const comments = new Set(
        sourceCode.getAllComments().flatMap(({ loc: { start, end } }) => {
          const lines = Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index);
          return lines.filter((line) => /^\s*(\/\/|\/?\*)/.test(sourceCode.lines[line - 1]));
        }),
      );
      const { start, end } = node.loc;
      const lines = Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index);
      const code = lines.filter(
        (line) => sourceCode.lines[line - 1]?.trim() && !comments.has(line) && !fieldLines.has(line),
      );
      if (code.length > max) report({ node, messageId: 'long', data: { count: code.length, max } });
    };
    return {
      ObjectExpression: fieldsOf('properties'),
      ObjectPattern: fieldsOf('properties'),
      TSInterfaceBody: fieldsOf('body'),
      TSTypeLiteral: fieldsOf('members'),
      ':function': (node) => functionNodes.push(node),
      'Program:exit': (program) => {
        check(program, file);
        for (const node of functionNodes) check(node, functions);
      },
    };
  },
};

const sizeRules = { 'loopbook/lines': ['error', { file: 300, functions: 70 }] };

const refusedSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Use named exports.' },
  {
    selector: 'ObjectExpression > SpreadElement > ObjectExpression',
    message: 'Write the fields: spread in, they are not checked for names that the type does not know.',
  },
  ...[
    'FunctionDeclaration',
    'ArrowFunctionExpression',
    ':not(MethodDefinition[kind="constructor"]) > FunctionExpression',
  ].map((kind) => ({ selector: `${kind}[params.length>4]`, message: 'At most four parameters.' })),
  {
    selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>5]',
    message: 'A class takes at most five things.',
  },
];

const ANSWER = '/^(answer|data|error|facts|items|problem)$/';
/** What the service answers has the type that its document gives it. */
const refusedCasts = [
  `Identifier[name=${ANSWER}]`,
  `MemberExpression[property.name=${ANSWER}]`,
  'AwaitExpression[argument.callee.property.name="json"]',
].map((kind) => ({
  selector: `TSAsExpression > ${kind}.expression, TSAsExpression > TSAsExpression > ${kind}.expression`,
  message: 'An answer is not cast: its type comes from the OpenAPI document.',
}));

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'var/**', 'coverage/**', 'src/web/api/schema.d.ts', 'vite.config.ts'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { loopbook: { rules: { lines: linesOf } } },
    rules: {
      ...sizeRules,
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/require-await': 'off',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      'no-restricted-syntax': ['error', ...refusedSyntax],
      // A parameter that must stand there, or a field that is taken out of a rest, is named by an underscore.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read in src/config only.' },
      ],
    },
  },
  {
    files: ['src/config/**', 'test/support/**', 'test/browser/support/**', 'bench/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // A describe() callback holds a whole suite; the limit is meant for what runs. Answers are read freely: the
    // expectations are the check.
    files: ['**/*.spec.ts'],
    rules: {
      'loopbook/lines': ['error', { file: 300 }],
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    files: ['src/web/**/*.ts', 'src/web/**/*.tsx'],
    rules: { 'no-restricted-syntax': ['error', ...refusedSyntax, ...refusedCasts] },
  },
  {
    // A component is markup as much as code, and markup is long.
    files: ['src/web/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      'loopbook/lines': ['error', { file: 250, functions: 150 }],
      // Event handlers of the component library take promises as they come.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    // Migrations list tables; splitting them would only hide the order.
    files: ['src/database/migrations/**'],
    // What has landed is never edited, its spreads neither.
    rules: { 'loopbook/lines': 'off', 'no-restricted-syntax': 'off' },
  },
);
