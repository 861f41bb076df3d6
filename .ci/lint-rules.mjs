/** The lint rules of this project, as a plugin of oxlint: `whatsapp/…` in .oxlintrc.json. */
import { functionSize } from './function-size.mjs';
import { positiveTwin } from './positive-twin.mjs';

/** A rule that refuses what a selector finds: `[[selector, message], …]`. */
const refuses = (...pairs) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) =>
    Object.fromEntries(
      pairs.map(([selector, message]) => [selector, (node) => context.report({ node, message })])
    ),
});

/** An object answers `constructor` and `__proto__` with a function, and such words come from outside. */
const wordTable = refuses([
  ":matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator[id.typeAnnotation.typeAnnotation.typeName.name='Record'][id.typeAnnotation.typeAnnotation.typeArguments.params.0.type='TSStringKeyword'][init.type='ObjectExpression'][init.properties.length>0]",
  'Ask a table of words through byWord (server/src/kernel/words.ts) or a Map.',
]);

const CLOCK = 'Take the time from the injected Clock (server/src/kernel/clock.ts).';
const clockOnly = refuses(
  ["CallExpression[callee.object.name='Date'][callee.property.name='now']", CLOCK],
  ["NewExpression[callee.name='Date'][arguments.length=0]", CLOCK]
);

const COLOUR = 'Use a colour of the theme, so that light and dark both work.';
const themeTokens = refuses(
  ['Literal[value=/^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i]', COLOUR],
  ['TemplateElement[value.raw=/#([0-9a-f]{6}|[0-9a-f]{3})\\b(?!\\w)/i]', COLOUR],
  [
    'Literal[value=/(^|[\\s(])([2-9]|[0-9]{2,})px\\b/]',
    'Use a spacing token (1 = 4 px) or a relative unit.',
  ]
);

/** Also `it.each.only` and the like, whatever they are called on: no test has another use for the word. */
const FOCUSED = 'A focused test silences all others.';
const noFocus = refuses(
  ["MemberExpression > Identifier.property[name='only']", FOCUSED],
  ["MemberExpression > Literal.property[value='only']", FOCUSED],
  ['CallExpression > Identifier.callee[name=/^(fit|fdescribe)$/]', FOCUSED]
);

export default {
  meta: { name: 'whatsapp' },
  rules: {
    'clock-only': clockOnly,
    'function-size': functionSize,
    'no-focus': noFocus,
    'positive-twin': positiveTwin,
    'theme-tokens': themeTokens,
    'word-table': wordTable,
  },
};
