import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

const root = path.resolve(__dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`);

/** What decides how to write, or says what is wanted, names words that are on no screen. */
const RULES = ['docs/voice.md', 'docs/requirements.md'];
const guides = ['README.md', 'CHANGELOG.md', ...filesIn('docs', '.md')].filter(
  (file) => !RULES.includes(file)
);

/** Words of the screen outside the admin's catalogue: of roles, ready-made things, failures and customers' pages. */
const SERVER_WORDS = [
  'server/src/wiring/permissions.ts',
  'server/src/contracts/ready-flow-words.ts',
  'server/src/contracts/ready-automation-words.ts',
  'server/src/conversations/domain/error-words.ts',
  'server/src/preferences/domain/words.ts',
  'server/src/preference-chat/domain/words.ts',
  'server/src/opt-in/domain/desk-words.ts',
];

/** Labels and names that are not this plugin's. */
const NOT_OURS = [
  // Meta's pages, and Strapi's.
  ...['Business', 'Generate token', 'Live', 'Users', 'Configure the view', 'WhatsApp contact'],
  // What the reader of the guide has written: columns of a file, tags; a name in a sentence.
  ...['Pazarlama izni', 'İzin tarihi', 'Soren', 'Søren', 'Assigned to Lale Şen'],
  // Rows of a table of figures.
  ...['Idle', 'Busy', 'Half a core'],
];

/** Each form that a sentence can take, with … where a value stands. */
const formsOf = (elements: readonly MessageFormatElement[]): string[] => {
  const endsOf = (element: MessageFormatElement): string[] => {
    if (element.type === TYPE.literal) return [element.value];
    if (element.type === TYPE.tag) return formsOf(element.children);
    if (element.type === TYPE.select || element.type === TYPE.plural)
      return Object.values(element.options).flatMap(({ value }) => formsOf(value));
    return [' … '];
  };
  return elements.reduce<string[]>(
    (starts, element) => endsOf(element).flatMap((end) => starts.map((start) => `${start}${end}`)),
    ['']
  );
};

/** For comparison: without case, kinds of quotes, the full stop, and values at the ends. */
const plain = (text: string): string =>
  text
    .replaceAll('’', "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll('…', ' … ')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase()
    .replaceAll(/^[ …]+|[ ….?]+$/g, '');

const catalogue = filesIn('admin/src/translations/en', '.json')
  .flatMap((file) => Object.values(JSON.parse(read(file)) as Record<string, string>))
  .flatMap((sentence) => formsOf(parse(sentence)));
const literals = SERVER_WORDS.flatMap((file) =>
  [...read(file).matchAll(/'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"/g)].map(
    ([, single, double = '']) => single ?? double
  )
);
const screen = new Set([...catalogue, ...literals].map(plain));
const sentences = [...screen];

const holdsInOrder = (sentence: string, parts: readonly string[]): boolean => {
  let at = 0;
  for (const part of parts) {
    const found = sentence.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
};

/** True for a whole label, for what stands before its colon, bracket, full stop or value, and for one with … in it. */
const isOnScreen = (label: string): boolean => {
  const wanted = plain(label);
  if (screen.has(wanted)) return true;
  if (wanted.includes('…')) {
    const parts = wanted.split('…').map((part) => part.trim());
    return sentences.some((sentence) => holdsInOrder(sentence, parts));
  }
  return sentences.some(
    (sentence) =>
      sentence.startsWith(wanted) && /^(?:[:,.]| \(| …)/.test(sentence.slice(wanted.length))
  );
};

/** What a guide writes in italics and with a capital, as the labels of the screen are. */
const labelsOf = (text: string): string[] =>
  [
    ...text
      .replaceAll(/^ *(`{3,})[^\n]*\n[\s\S]*?\n *\1[^\n]*$/gm, '')
      .replaceAll(/`[^`\n]*`/g, '')
      .matchAll(/(?<![\p{L}\p{N}/_])_([^_\n]+)_(?![\p{L}\p{N}_])/gu),
  ]
    .flatMap(([, names = '']) => names.split('›'))
    .map((name) => name.trim())
    .filter((name) => /^\p{Lu}/u.test(name));

describe('labels that the guides name', () => {
  const named = guides.flatMap((guide) => labelsOf(read(guide)).map((label) => ({ guide, label })));

  it('are on the screen in these words', () => {
    expect(named.length).toBeGreaterThan(500);
    const missing = named.filter(({ label }) => !NOT_OURS.includes(label) && !isOnScreen(label));
    expect(missing.map(({ guide, label }) => `${guide}: ${label}`)).toEqual([]);
  });

  it('are not taken for those of others without need', () => {
    const labels = named.map(({ label }) => label);
    expect(NOT_OURS.filter((label) => !labels.includes(label))).toEqual([]);
  });

  it('are missed when nothing on the screen is called so', () => {
    expect(isOnScreen('More kinds of message')).toBe(false);
    expect(isOnScreen('More message types')).toBe(true);
    expect(isOnScreen('Remove … from the campaign’s groups')).toBe(true);
    expect(labelsOf('press _Try again_ or _Groups › New group_, not `_Code_`')).toEqual([
      'Try again',
      'Groups',
      'New group',
    ]);
  });
});
