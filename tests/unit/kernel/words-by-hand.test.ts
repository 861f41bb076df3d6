import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { notFound } from '../../../server/src/kernel/errors';
import { notValid, wordsByHand } from '../../../server/src/kernel/input-words';
import { ownWordsTr } from '../../../server/src/kernel/own-words-tr';

const serverSource = path.resolve(__dirname, '../../../server/src');

/** Of programs alone: their reader has no language here. */
const OF_PROGRAMS = /^(api|imports)\//;

const isRefusal = (node: ts.Node): node is ts.NewExpression =>
  ts.isNewExpression(node) && node.expression.getText() === 'DomainError';

const isInvalid = (node: ts.Node): node is ts.NewExpression =>
  isRefusal(node) &&
  node.arguments?.[0] !== undefined &&
  ts.isStringLiteral(node.arguments[0]) &&
  node.arguments[0].text === 'invalid';

/** `At least # days.` for a template with one hole; null for what is no text. */
const textOf = (node: ts.Node | undefined): string | null => {
  if (node === undefined) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('#');
};

/** Says what to do: by a remedy, or by words in both languages; an empty advice says nothing. */
const saysWhatToDo = ({ arguments: given }: ts.NewExpression): boolean => {
  const options = given?.[2];
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return false;
  if (/\b(advice|remedy): (''|""|``)/.test(options.getText())) return false;
  return options.properties.some(({ name }) => /^(remedy|words)$/.test(name?.getText() ?? ''));
};

const remedyIn = ({ arguments: given }: ts.NewExpression): string | null => {
  const options = given?.[2];
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return null;
  const named = (name: string) => options.properties.find((one) => one.name?.getText() === name);
  const remedy = named('remedy');
  if (named('words') !== undefined || remedy === undefined) return null;
  return ts.isPropertyAssignment(remedy) ? textOf(remedy.initializer) : null;
};

/** Functions of a file that refuse a field, by their names: which of their arguments is the remedy. */
const helpersOf = (source: ts.SourceFile): Map<string, number> => {
  const found = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isVariableDeclaration(node) &&
      node.initializer !== undefined &&
      ts.isArrowFunction(node.initializer) &&
      node.initializer.getText().includes("new DomainError('invalid'")
    ) {
      const at = node.initializer.parameters.findIndex(({ name }) => name.getText() === 'remedy');
      if (at >= 0) found.set(node.name.getText(), at);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const remediesOf = (source: ts.SourceFile): string[] => {
  const helpers = helpersOf(source);
  const found: (string | null)[] = [];
  const visit = (node: ts.Node): void => {
    if (isInvalid(node)) found.push(remedyIn(node));
    if (ts.isCallExpression(node)) {
      const at = helpers.get(node.expression.getText());
      if (at !== undefined) found.push(textOf(node.arguments[at]));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter((one) => one !== null);
};

/** Where a field is refused by hand, as `bots/service.ts:97`, and whether it is said what to do. */
const refusalsIn = (source: ts.SourceFile): { at: string; isWhole: boolean }[] => {
  const found: { at: string; isWhole: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    if (isInvalid(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ at: `${source.fileName}:${line + 1}`, isWhole: saysWhatToDo(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/** The remedy of a refusal as it is written: `remedy`, `REMEDY[problem]`, `'Type a name.'`. */
const remedyOf = ({ arguments: given }: ts.NewExpression): ts.Node | undefined => {
  const options = given?.[2];
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
  const remedy = options.properties.find(({ name }) => name?.getText() === 'remedy');
  return remedy !== undefined && ts.isPropertyAssignment(remedy)
    ? remedy.initializer
    : remedy?.name;
};

const bare = (text: string): string => text.toLowerCase().replace(/\.$/, '');

/** Its message is the remedy, or ends with the remedy. */
const saysTwice = (node: ts.NewExpression): boolean => {
  const message = node.arguments?.[1];
  const remedy = remedyOf(node);
  if (message === undefined || remedy === undefined) return false;
  const [said, advised] = [textOf(message), textOf(remedy)];
  if (said !== null && advised !== null && bare(said).endsWith(bare(advised))) return true;
  if (!ts.isTemplateExpression(message)) return message.getText() === remedy.getText();
  return message.templateSpans.at(-1)?.expression.getText() === remedy.getText();
};

const repeatedIn = (source: ts.SourceFile): string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isRefusal(node) && saysTwice(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${source.fileName}:${line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const sources = (): ts.SourceFile[] =>
  readdirSync(serverSource, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const text = readFileSync(path.join(serverSource, file), 'utf8');
      return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    });

describe('a field that is refused by hand', () => {
  it('[X-13] has words in both languages, the remedy once', () => {
    const given = { message: 'name: Type a name.', field: 'name', remedy: 'Type a name.' };
    expect(wordsByHand(given)).toEqual({
      en: { text: '“name” is not valid.', advice: 'Type a name.' },
      tr: { text: '“name” geçerli değil.', advice: 'Bir ad yazın.' },
    });
    const letters = { message: '"+" has no letter', field: 'word', remedy: 'use letters' };
    expect(wordsByHand(letters)).toEqual({
      en: { text: '"+" has no letter.', advice: 'Use letters.' },
      tr: { text: '“word” geçerli değil.', advice: 'Harf kullanın.' },
    });
  });

  it('[X-13] names the place in its message, and keeps the remedy apart', () => {
    const remedy = 'Type a name.';
    expect(notValid('name')).toBe('“name” is not valid.');
    expect(notValid('')).toBe('The request is not valid.');
    const words = wordsByHand({ message: notValid('name'), field: 'name', remedy });
    expect(words?.en).toEqual({ text: '“name” is not valid.', advice: remedy });
    expect(words?.tr).toEqual({ text: '“name” geçerli değil.', advice: 'Bir ad yazın.' });
  });

  it('[X-13] never says its remedy in the message too', () => {
    expect(sources().flatMap(repeatedIn)).toEqual([]);
  });

  it('[X-13] keeps the numbers of a remedy', () => {
    const remedy = 'At least 30 days.';
    const words = wordsByHand({ message: `messages: ${remedy}`, field: 'messages', remedy });
    expect(words?.tr.advice).toBe('En az 30 gün girin.');
  });

  it('has no words where its remedy has no Turkish', () => {
    const remedy = 'Choose one of: A, B.';
    expect(wordsByHand({ message: remedy, field: 'custom.size', remedy })).toBeNull();
  });

  it('[X-13] says what to do, wherever the server refuses it', () => {
    const refusals = sources().flatMap(refusalsIn);
    expect(refusals.length).toBeGreaterThan(30);
    expect(refusals.filter(({ isWhole }) => !isWhole).map(({ at }) => at)).toEqual([]);
  });

  it('[X-13] has Turkish for every remedy that is written in the server', () => {
    const ofPeople = sources().filter(({ fileName }) => !OF_PROGRAMS.test(fileName));
    const remedies = ofPeople.flatMap(remediesOf);
    expect(remedies.length).toBeGreaterThan(25);
    expect(remedies.filter((one) => !ownWordsTr.has(one))).toEqual([]);
  });
});

describe('what is not there', () => {
  it('[X-13] is named in the message, and the remedy says what to do', () => {
    const { message, status, details } = notFound('the bot');
    expect([message, status]).toEqual(['the bot was not found', 404]);
    expect(details.remedy).toBe('Check the ID, or reload the page: it may have been deleted.');
  });
});
