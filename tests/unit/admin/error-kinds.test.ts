import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { REASONS } from '../../../admin/src/pages/Bots/runs/model';
import en from '../../../admin/src/translations/en';
import start from '../../../admin/src/translations/en/start.json';

const serverSource = path.resolve(__dirname, '../../../server/src');
const keys = new Set(Object.keys({ ...en, ...start }));

/** Their refusals answer programs, which have no language here. */
const OF_PROGRAMS = /^api\//;

/** They end a step of a flow: the list of runs names them as its reasons. */
const OF_RUNS: readonly string[] = [
  'no-number',
  'needs-answer',
  'bot-of-another-number',
  'too-many-flows',
  'http-path',
  'secret-gone',
  'secret-host',
  'secret-unreadable',
  'not-allowed',
  'owner-gone',
  // A person who makes an entry by hand reads the words of the host (`records/new-entry.ts`).
  'entry-refused',
  'entry-not-linked',
  'entry-taken',
  'type-gone',
  'field-not-writable',
];

/** Kinds without a key and without words, and why nobody reads their English in Turkish. */
const WITHOUT_KEY: Readonly<Record<string, string>> = {
  invalid: 'names the field; its remedy is translated by wordsByHand',
  'profile-invalid': 'the form shows the words of each problem at its field',
  'no-person': 'parks an event of a webhook',
  'whose-id': 'parks an event of a webhook',
};

/** How many refusals do not say what to do, by file, and why nobody misses it. The numbers may only shrink. */
const WITHOUT_REMEDY: Readonly<Record<string, number>> = {
  // Hands on the refusals of `api/domain/refusal.ts`, which all have one.
  'api/people.ts': 1,
  // Runs and trials keep the kind as their reason.
  'bots/start-from.ts': 4,
  'bots/trial-steps.ts': 5,
  'flows/call-texts.ts': 1,
  'flows/consenting.ts': 1,
  'flows/counting.ts': 1,
  'flows/perform.ts': 3,
  'flows/replies.ts': 1,
  'flows/trial-person.ts': 4,
  'records/entry-find.ts': 2,
  'records/entry-writes.ts': 3,
  'system-keys/service.ts': 3,
  // Work without an asker: what came by a webhook is parked, what a job sends is logged.
  'contacts/resolve.ts': 1,
  'wiring/consent-replies.ts': 1,
  'wiring/elsewhere.ts': 1,
  // Caught: the workbook is read again in the order of its rows.
  'imports/xlsx/order.ts': 1,
};

interface Thrown {
  kind: string;
  hasWords: boolean;
}

const kindOf = (given: ts.NodeArray<ts.Expression> | undefined): string | null => {
  const kind = given?.[0];
  return kind !== undefined && ts.isStringLiteral(kind) ? kind.text : null;
};

const hasWords = ({ arguments: given }: ts.NewExpression): boolean => {
  const options = given?.[2];
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return false;
  return options.properties.some(({ name }) => name?.getText() === 'words');
};

/** The kind that a node refuses with: itself, or by a function of the file whose first argument is the kind. */
const thrownBy = (node: ts.Node, helpers: ReadonlySet<string>): Thrown | null => {
  if (ts.isNewExpression(node) && node.expression.getText() === 'DomainError') {
    const kind = kindOf(node.arguments);
    return kind === null ? null : { kind, hasWords: hasWords(node) };
  }
  if (!ts.isCallExpression(node) || !helpers.has(node.expression.getText())) return null;
  const kind = kindOf(node.arguments);
  return kind === null ? null : { kind, hasWords: false };
};

const isHelper = (node: ts.Node): node is ts.VariableDeclaration =>
  ts.isVariableDeclaration(node) &&
  node.initializer !== undefined &&
  ts.isArrowFunction(node.initializer) &&
  node.initializer.parameters[0]?.name.getText() === 'kind' &&
  /new DomainError\(\s*kind\b/.test(node.initializer.getText());

const each = (node: ts.Node, look: (one: ts.Node) => void): void => {
  look(node);
  ts.forEachChild(node, (child) => each(child, look));
};

const thrownIn = (source: ts.SourceFile): Thrown[] => {
  const helpers = new Set<string>();
  const found: Thrown[] = [];
  each(source, (node) => {
    if (isHelper(node)) helpers.add(node.name.getText());
  });
  each(source, (node) => {
    const thrown = thrownBy(node, helpers);
    if (thrown !== null) found.push(thrown);
  });
  return found;
};

const sources: readonly ts.SourceFile[] = readdirSync(serverSource, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const text = readFileSync(path.join(serverSource, file), 'utf8');
    return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  });

const thrownInServer = (): Thrown[] =>
  sources.filter(({ fileName }) => !OF_PROGRAMS.test(fileName)).flatMap(thrownIn);

/** Whether the nearest parameter or variable of this name above the node speaks of a remedy. */
const bringsRemedy = (node: ts.Identifier): boolean => {
  const above: ts.Node[] = [];
  each(node.getSourceFile(), (one) => {
    if (!ts.isParameter(one) && !ts.isVariableDeclaration(one)) return;
    const isNamed = new RegExp(`\\b${node.text}\\b`).test(one.name.getText());
    if (isNamed && one.pos < node.pos) above.push(one);
  });
  return /\bremedy\b/.test(above.at(-1)?.getText() ?? '');
};

const hasRemedy = ({ arguments: given }: ts.NewExpression): boolean => {
  const options = given?.[2];
  if (options === undefined) return false;
  if (ts.isIdentifier(options)) return bringsRemedy(options);
  return (
    ts.isObjectLiteralExpression(options) &&
    options.properties.some((one) =>
      ts.isSpreadAssignment(one)
        ? ts.isIdentifier(one.expression) && bringsRemedy(one.expression)
        : one.name.getText() === 'remedy'
    )
  );
};

/** How many refusals do not say what to do, by file. */
const withoutRemedy = (): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const source of sources)
    each(source, (node) => {
      if (!ts.isNewExpression(node) || node.expression.getText() !== 'DomainError') return;
      if (!hasRemedy(node)) found[source.fileName] = (found[source.fileName] ?? 0) + 1;
    });
  return found;
};

describe('a kind of refusal', () => {
  const bare = new Set(
    thrownInServer()
      .filter(({ kind, hasWords: worded }) => !worded && !keys.has(`error.${kind}`))
      .map(({ kind }) => kind)
  );
  const excepted = [...OF_RUNS, ...Object.keys(WITHOUT_KEY)];

  it('[X-13] has words in the languages of the admin, by a key or with the refusal', () => {
    expect([...bare].filter((kind) => !excepted.includes(kind))).toEqual([]);
  });

  it('is excepted only while it has none', () => {
    expect(excepted.filter((kind) => !bare.has(kind))).toEqual([]);
  });

  it('[X-13] comes with a remedy', () => {
    expect(withoutRemedy()).toEqual(WITHOUT_REMEDY);
  });

  it('that ends a run has its words in the list of runs', () => {
    const reasons: readonly string[] = REASONS;
    expect(OF_RUNS.filter((kind) => !reasons.includes(kind))).toEqual([]);
  });
});
