import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import en from '../../../admin/src/translations/en';
import start from '../../../admin/src/translations/en/start.json';

const adminSource = path.resolve(__dirname, '../../../admin/src');
const keys = Object.keys({ ...en, ...start });

/** Patterns of which one hole may be several segments of a key, as in `time.missing`. */
const WIDE = [
  'campaigns.problem.*',
  'outbound.event.*',
  'ready-automations.*.*',
  'records.conversion.*',
  'records.conversion.*.hint',
];

/** `campaigns.state.*` of a template literal; null when it cannot be a key. */
const patternOf = ({ head, templateSpans }: ts.TemplateExpression): string | null => {
  const [first] = templateSpans;
  const isPrefixed = head.text === '' && first?.expression.getText() === 'PLUGIN_ID';
  const text = [head.text, ...templateSpans.map(({ literal }) => literal.text)].join('*');
  const pattern = isPrefixed ? text.replace(/^\*\./, '') : text;
  return /^[a-z][\w-]*\.[\w.*-]*$/i.test(pattern) ? pattern : null;
};

/** `bots.step.*` of `known('bots.step', kind)`; null when the start is no text of the code. */
const knownPatternOf = ({ expression, arguments: [first] }: ts.CallExpression): string | null => {
  if (first === undefined || expression.getText() !== 'known') return null;
  if (ts.isStringLiteralLike(first)) return `${first.text}.*`;
  const pattern = ts.isTemplateExpression(first) ? patternOf(first) : null;
  return pattern === null ? null : `${pattern}.*`;
};

/** The keys that a template or a call may make; null for any other node. */
const patternIn = (node: ts.Node): string | null => {
  if (ts.isTemplateExpression(node)) return patternOf(node);
  return ts.isCallExpression(node) ? knownPatternOf(node) : null;
};

/** Every text of the code that may be a key, and every pattern of keys that it may make. */
const textsOf = (): { whole: Set<string>; patterns: Set<string> } => {
  const whole = new Set<string>();
  const patterns = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) whole.add(node.text);
    const pattern = patternIn(node);
    if (pattern !== null) patterns.add(pattern);
    ts.forEachChild(node, visit);
  };
  for (const file of readdirSync(adminSource, { recursive: true }).map(String)) {
    if (!/\.tsx?$/.test(file)) continue;
    const source = readFileSync(path.join(adminSource, file), 'utf8');
    visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  }
  return { whole, patterns };
};

const matcher = (pattern: string): RegExp => {
  const hole = WIDE.includes(pattern) ? '[\\w.-]+' : '[\\w-]+';
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', hole)}$`);
};

describe('the keys of the catalogue', () => {
  const { whole, patterns } = textsOf();

  it('are all used by the code', () => {
    const makers = [...patterns].map(matcher);
    const unused = keys.filter((key) => !whole.has(key) && !makers.some((one) => one.test(key)));
    expect(unused).toEqual([]);
  });

  it('are matched loosely only where a hole of a template holds a dot', () => {
    const needless = WIDE.filter((pattern) => !patterns.has(pattern));
    expect(needless).toEqual([]);
  });
});
