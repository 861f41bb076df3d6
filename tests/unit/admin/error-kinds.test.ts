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

const thrownIn = (source: ts.SourceFile): Thrown[] => {
  const helpers = new Set<string>();
  const found: Thrown[] = [];
  const each = (node: ts.Node, look: (one: ts.Node) => void): void => {
    look(node);
    ts.forEachChild(node, (child) => each(child, look));
  };
  each(source, (node) => {
    if (isHelper(node)) helpers.add(node.name.getText());
  });
  each(source, (node) => {
    const thrown = thrownBy(node, helpers);
    if (thrown !== null) found.push(thrown);
  });
  return found;
};

const thrownInServer = (): Thrown[] =>
  readdirSync(serverSource, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts') && !OF_PROGRAMS.test(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(serverSource, file), 'utf8');
      return thrownIn(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
    });

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

  it('that ends a run has its words in the list of runs', () => {
    const reasons: readonly string[] = REASONS;
    expect(OF_RUNS.filter((kind) => !reasons.includes(kind))).toEqual([]);
  });
});
