import { readdirSync, readFileSync } from 'node:fs';
import reactIntl from 'react-intl';

/**
 * Lint rule: what a test does not find (`expect(screen.queryByText(X)).toBeNull()`) it finds elsewhere in the same
 * file. Without that the assertion also holds for a text that was misspelt, or that nothing shows any more.
 */
const QUERY =
  /^(query|get|find)(All)?By(Text|Role|LabelText|PlaceholderText|TestId|Title|AltText|DisplayValue)$/;
const ABSENT = new Set(['toBeNull', 'toBeFalsy', 'toBeUndefined']);
const PRESENT = new Set(['toBeInTheDocument', 'toBeTruthy', 'toBeVisible', 'toBeDefined']);
const WORDS = new Set([
  'toContain',
  'toMatch',
  'toBe',
  'toEqual',
  'toStrictEqual',
  'toHaveTextContent',
]);

const skipWrappers = (node) =>
  ['TSNonNullExpression', 'TSAsExpression', 'AwaitExpression', 'ChainExpression'].includes(
    node.type
  )
    ? skipWrappers(node.expression ?? node.argument)
    : node;

const isEmptyValue = (node) =>
  node === undefined ||
  (node.type === 'Literal' && (node.value === 0 || node.value === null)) ||
  (node.type === 'ArrayExpression' && node.elements.length === 0) ||
  (node.type === 'Identifier' && node.name === 'undefined');

/** `expect(subject).not.matcher(argument)`. */
const expectationOf = (node) => {
  if (node.callee.type !== 'MemberExpression') return null;
  const matcher = node.callee.property.name;
  let subject = node.callee.object;
  const isNot = subject.type === 'MemberExpression' && subject.property.name === 'not';
  if (isNot) subject = subject.object;
  if (subject.type === 'MemberExpression') subject = subject.object;
  if (subject.type !== 'CallExpression' || subject.callee.name !== 'expect') return null;
  const [argument] = node.arguments;
  const isEmpty = ['toHaveLength', 'toEqual', 'toBe', 'toStrictEqual'].includes(matcher);
  const saysAbsent = ABSENT.has(matcher) || (isEmpty && isEmptyValue(argument));
  const isAbsence = isNot ? PRESENT.has(matcher) : saysAbsent;
  return { subject: subject.arguments[0], matcher, argument, isNot, isAbsence };
};

const catalogueOf = (language) => {
  const folder = new URL(`../admin/src/translations/${language}/`, import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.assign(
    {},
    ...files.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
  );
};
const catalogues = new Map();

/** `en('tasks.due', { count: 2 })` as it is shown (`tests/support/words.ts`); null for any other call. */
const textOf = ({ type, callee, arguments: [key, values] = [] }) => {
  if (type !== 'CallExpression' || !/^(en|tr)$/.test(callee.name) || key?.type !== 'Literal')
    return null;
  const language = callee.name;
  if (!catalogues.has(language)) catalogues.set(language, catalogueOf(language));
  const message = catalogues.get(language)[key.value];
  if (message === undefined) return null;
  const given = (values?.properties ?? []).map((one) => [one.key?.name, one.value?.value]);
  try {
    // A value that is not a literal is missing here: without this the message would be logged, not thrown.
    const onError = (error) => {
      throw error;
    };
    const intl = reactIntl.createIntl({ locale: language, messages: { message }, onError });
    return intl.formatMessage({ id: 'message' }, Object.fromEntries(given));
  } catch {
    return message;
  }
};

const stringsIn = (node) => {
  if (!node) return [];
  const text = textOf(node);
  if (text !== null) return [text];
  if (node.type === 'Literal') return [node.regex ? node.value : String(node.value)];
  if (node.type === 'ArrayExpression') return node.elements.flatMap(stringsIn);
  if (node.type === 'CallExpression') return node.arguments.flatMap(stringsIn);
  return [];
};

const isSame = (wanted, found) =>
  wanted === found ||
  (wanted instanceof RegExp && found instanceof RegExp && String(wanted) === String(found)) ||
  (wanted instanceof RegExp && typeof found === 'string' && wanted.test(found));

/** What a query looks for: a kind (the role, or `testid`), and its words (a string, a pattern, or how it is written). */
const reader = (source, constants) => {
  const wordsOf = (node) => {
    if (node === undefined) return null;
    const real = node.type === 'Identifier' ? (constants.get(node.name) ?? node) : node;
    if (real.type === 'Literal') return real.regex ? real.value : String(real.value);
    const text = textOf(real);
    if (text !== null) return text;
    return `=${source.getText(real)}`;
  };
  const nameIn = (options) =>
    options?.properties?.find((one) => one.key?.name === 'name')?.value ??
    options?.properties?.find((one) => one.type === 'SpreadElement');
  return (node) => {
    const property = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
    const match = QUERY.exec(property.name ?? '');
    if (!match) return null;
    const [first, options] = node.arguments;
    const isTestId = match[3] === 'TestId';
    if (match[3] !== 'Role')
      return { verb: match[1], kind: isTestId ? 'testid' : 'text', words: wordsOf(first) };
    return { verb: match[1], kind: `role ${wordsOf(first)}`, words: wordsOf(nameIn(options)) };
  };
};

const isTwin = (absent, found) => {
  if (absent.kind === 'testid' || found.kind === 'testid')
    return absent.kind === found.kind && isSame(absent.words, found.words);
  if (absent.words === null) return absent.kind === found.kind;
  if (found.words === null || !isSame(absent.words, found.words)) return false;
  return absent.kind === 'text' || found.kind === absent.kind;
};

/** `const badge = () => screen.queryByText('New')`: `badge()` looks for what its body looks for. */
const helperOf = (node) => {
  if (node.init?.type !== 'ArrowFunctionExpression' || node.id.type !== 'Identifier') return null;
  const body = node.init.body;
  return body.type === 'BlockStatement' ? null : skipWrappers(body);
};

export const positiveTwin = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const constants = new Map();
    const helpers = new Map();
    const expectations = [];
    const queries = [];
    const read = reader(context.sourceCode, constants);
    const queryIn = (node) => {
      if (node?.type !== 'CallExpression') return null;
      const helper = node.callee.type === 'Identifier' ? helpers.get(node.callee.name) : undefined;
      return read(helper ?? node);
    };
    const absences = () =>
      expectations
        .filter(({ isAbsence }) => isAbsence)
        .map(({ subject, node }) => {
          const inner = subject && skipWrappers(subject);
          const counted = inner?.type === 'MemberExpression' && inner.property.name === 'length';
          return { node, query: queryIn(counted ? skipWrappers(inner.object) : inner) };
        })
        .filter(({ query }) => query?.verb === 'query');
    const presences = () => [
      ...queries.map(read).filter((query) => query && query.verb !== 'query'),
      ...expectations
        .filter(({ isAbsence }) => !isAbsence)
        .flatMap(({ subject, matcher, argument, isNot }) => [
          queryIn(subject && skipWrappers(subject)),
          ...(isNot || !WORDS.has(matcher)
            ? []
            : stringsIn(argument).map((words) => ({ kind: 'text', words }))),
        ])
        .filter((query) => query !== null),
    ];
    return {
      VariableDeclarator(node) {
        if (node.init && (node.init.type === 'Literal' || textOf(node.init) !== null))
          constants.set(node.id.name, node.init);
        const helper = helperOf(node);
        if (helper?.type === 'CallExpression') helpers.set(node.id.name, helper);
      },
      CallExpression(node) {
        queries.push(node);
        const expectation = expectationOf(node);
        if (expectation) expectations.push({ ...expectation, node });
      },
      'Program:exit'() {
        const found = presences();
        for (const { node, query } of absences())
          if (!found.some((one) => isTwin(query, one)))
            context.report({
              node,
              message:
                'Nothing in this file finds what this expects to be absent: show once that it appears.',
            });
      },
    };
  },
};
