/** The rules of typed-lint.json for ESLint, where oxlint has no program for the machine. */
import { readFileSync } from 'node:fs';
import a11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { functionSize } from './function-size.mjs';

const { ignorePatterns, rules, overrides } = JSON.parse(
  readFileSync(new URL('typed-lint.json', import.meta.url), 'utf8')
);

const named = (all) =>
  Object.fromEntries(
    Object.entries(all).map(([name, level]) => [
      name.replace(/^typescript\//, '@typescript-eslint/'),
      level,
    ])
  );

export default tseslint.config(
  { ignores: ignorePatterns },
  {
    files: ['**/*.{ts,tsx}'],
    // Comments in the code name rules of the others: ESLint must know them, and must not call them unused.
    plugins: {
      '@typescript-eslint': tseslint.plugin,
      'react-hooks': reactHooks,
      'jsx-a11y': a11y,
      whatsapp: { rules: { 'function-size': functionSize } },
    },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    rules: named(rules),
  },
  ...overrides.map((part) => ({ files: part.files, rules: named(part.rules) }))
);
