import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const sizeRules = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
};

const refusedSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Use named exports.' },
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
      'max-lines-per-function': 'off',
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
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
      // Event handlers of the component library take promises as they come.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    // Migrations list tables; splitting them would only hide the order.
    files: ['src/database/migrations/**'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
);
