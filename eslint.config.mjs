import a11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { functionSize } from './.ci/function-size.mjs';
import { positiveTwin } from './.ci/positive-twin.mjs';

const own = { rules: { 'function-size': functionSize, 'positive-twin': positiveTwin } };

/** Sizes of docs/architecture.md: a module answers one question, a function fits on a screen. */
const size = {
  'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
  'whatsapp/function-size': ['error', { max: 50 }],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
};

/** The rules that need types are in .ci/typed-lint.json: oxlint runs them (scripts/typed-lint.mjs). */
const plain = {
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
  ],
  'default-case-last': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
};

/** An object answers `constructor` and `__proto__` with a function, and such words come from outside. */
const noWordTable = {
  selector:
    ":matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator[id.typeAnnotation.typeAnnotation.typeName.name='Record'][id.typeAnnotation.typeAnnotation.typeArguments.params.0.type='TSStringKeyword'][init.type='ObjectExpression'][init.properties.length>0]",
  message: 'Ask a table of words through byWord (server/src/kernel/words.ts) or a Map.',
};

const clockOnly = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the time from the injected Clock (server/src/kernel/clock.ts).',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the time from the injected Clock (server/src/kernel/clock.ts).',
  },
];

const tokensOnly = [
  {
    selector: 'Literal[value=/^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i]',
    message: 'Use a colour of the theme, so that light and dark both work.',
  },
  {
    selector: 'Literal[value=/(^|[\\s(])([2-9]|[0-9]{2,})px\\b/]',
    message: 'Use a spacing token (1 = 4 px) or a relative unit.',
  },
  {
    selector: 'TemplateElement[value.raw=/#([0-9a-f]{6}|[0-9a-f]{3})\\b(?!\\w)/i]',
    message: 'Use a colour of the theme, so that light and dark both work.',
  },
];

const focused = ['describe', 'it', 'test'].map((object) => ({
  object,
  property: 'only',
  message: 'A focused test silences all others.',
}));

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/build/**',
      '**/coverage/**',
      'reports/**',
      '.stryker-tmp/**',
      'playground/.strapi/**',
      'playground/.tmp/**',
      'playground/types/**',
      '**/*.d.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { '@typescript-eslint': tseslint.plugin, whatsapp: own },
    languageOptions: { parser: tseslint.parser },
    rules: { ...plain, ...size },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    plugins: { '@typescript-eslint': tseslint.plugin, whatsapp: own },
    rules: { ...size, eqeqeq: plain.eqeqeq, 'no-var': 'error', 'prefer-const': 'error' },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/kernel/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', noWordTable, ...clockOnly] },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks, 'jsx-a11y': a11y },
    rules: {
      ...a11y.flatConfigs.recommended.rules,
      ...reactHooks.configs.recommended.rules,
      'react-hooks/exhaustive-deps': 'error',
      // What customers send comes without captions.
      'jsx-a11y/media-has-caption': 'off',
      'whatsapp/function-size': ['error', { max: 120 }],
    },
  },
  {
    files: ['admin/src/**/*.{ts,tsx}'],
    ignores: ['admin/src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': ['error', noWordTable],
    },
  },
  {
    files: ['admin/src/**/*.tsx'],
    rules: { 'no-restricted-syntax': ['error', noWordTable, ...tokensOnly] },
  },
  {
    files: ['tests/**/*.{ts,tsx}', 'bench/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 600 }],
      'whatsapp/function-size': 'off',
      'max-params': 'off',
      'no-restricted-properties': ['error', ...focused],
    },
  },
  {
    files: ['tests/admin/**/*.test.tsx'],
    rules: { 'whatsapp/positive-twin': 'error' },
  },
  {
    // Programs that talk to a terminal.
    files: [
      'simulator/**/*.ts',
      'bench/**/*.ts',
      'tests/chaos/**/*.ts',
      'scripts/**',
      'playground/**/*.ts',
    ],
    rules: { 'no-console': 'off' },
  }
);
