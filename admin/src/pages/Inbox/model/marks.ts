/** WhatsApp's own marks, as the composer's buttons set and take them. */
export const MARKS = ['bold', 'italic', 'strike', 'mono', 'bullets', 'numbers', 'quote'] as const;
export type Mark = (typeof MARKS)[number];

/** Replace `from…to` with `insert`, then select `select`. One edit, so that one undo takes it back. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly select: readonly [number, number];
}
interface Selection {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const SIGNS = { bold: '*', italic: '_', strike: '~', mono: '`' } as const;
const FENCE = '```';

const isWrapped = (text: string, sign: string): boolean =>
  text.length > 2 * sign.length && text.startsWith(sign) && text.endsWith(sign);

/** One line in signs or out of them; its outer spaces stay outside, because a mark must hug a letter. */
const turnLine = (line: string, sign: string, on: boolean): string => {
  const inner = line.trim();
  if (inner === '') return line;
  const lead = line.length - line.trimStart().length;
  const bare = isWrapped(inner, sign) ? inner.slice(sign.length, -sign.length) : inner;
  const turned = on ? `${sign}${bare}${sign}` : bare;
  return `${line.slice(0, lead)}${turned}${line.slice(lead + inner.length)}`;
};

/** Signs that stand just outside the selection belong to it: the same press takes them away again. */
const widen = ({ text, start, end }: Selection, sign: string): Selection =>
  start >= sign.length &&
  text.slice(start - sign.length, start) === sign &&
  text.slice(end, end + sign.length) === sign
    ? { text, start: start - sign.length, end: end + sign.length }
    : { text, start, end };

const inlineEdit = (given: Selection, sign: string): TextEdit => {
  if (given.start === given.end) {
    const { start, end } = widen(given, sign);
    const at = given.start + (start === given.start ? sign.length : -sign.length);
    // Between two signs without words: taken away; else a pair to write between.
    const insert = start === given.start ? `${sign}${sign}` : '';
    return { from: start, to: end, insert, select: [at, at] };
  }
  const { text, start, end } = widen(given, sign);
  const lines = text.slice(start, end).split('\n');
  const on = lines.some((line) => line.trim() !== '' && !isWrapped(line.trim(), sign));
  const insert = lines.map((line) => turnLine(line, sign, on)).join('\n');
  const single = lines.length === 1 && on;
  const lead = insert.length - insert.trimStart().length;
  const trail = insert.length - insert.trimEnd().length;
  const select: [number, number] = single
    ? [start + lead + sign.length, start + insert.length - trail - sign.length]
    : [start, start + insert.length];
  return { from: start, to: end, insert, select };
};

/** Several lines of the same width stand in a fence; one line in single signs. */
const monoEdit = (given: Selection): TextEdit => {
  const chosen = given.text.slice(given.start, given.end);
  if (!chosen.includes('\n')) return inlineEdit(given, SIGNS.mono);
  const { text, start, end } = widen(given, FENCE);
  const whole = text.slice(start, end);
  const insert = isWrapped(whole, FENCE)
    ? whole.slice(FENCE.length, -FENCE.length)
    : `${FENCE}${whole}${FENCE}`;
  return { from: start, to: end, insert, select: [start, start + insert.length] };
};

const PREFIX = { bullets: /^[-*] /, numbers: /^\d{1,3}\. /, quote: /^> / } as const;
const ANY_PREFIX = /^(?:[-*] |\d{1,3}\. |> )/;

const prefixOf = (mark: keyof typeof PREFIX, index: number): string =>
  mark === 'bullets' ? '- ' : mark === 'numbers' ? `${index + 1}. ` : '> ';

const blockEdit = ({ text, start, end }: Selection, mark: keyof typeof PREFIX): TextEdit => {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split('\n');
  const on = !lines.every((line) => PREFIX[mark].test(line));
  const insert = lines
    .map((line, index) =>
      on
        ? `${prefixOf(mark, index)}${line.replace(ANY_PREFIX, '')}`
        : line.replace(PREFIX[mark], '')
    )
    .join('\n');
  const caret = from + insert.length;
  return { from, to, insert, select: start === end ? [caret, caret] : [from, caret] };
};

/** What a press of the button does to the text; the second press takes it back. */
export const markEdit = (mark: Mark, selection: Selection): TextEdit => {
  switch (mark) {
    case 'bold':
    case 'italic':
    case 'strike':
      return inlineEdit(selection, SIGNS[mark]);
    case 'mono':
      return monoEdit(selection);
    case 'bullets':
    case 'numbers':
    case 'quote':
      return blockEdit(selection, mark);
  }
};

/** Puts words where the caret is, in place of what is selected. */
export const insertEdit = ({ start, end }: Omit<Selection, 'text'>, words: string): TextEdit => {
  const at = start + words.length;
  return { from: start, to: end, insert: words, select: [at, at] };
};

interface Keys {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}
const KEYS: Readonly<Record<string, Mark>> = {
  KeyB: 'bold',
  KeyI: 'italic',
  'shift KeyX': 'strike',
  'shift KeyM': 'mono',
  'shift Digit7': 'numbers',
  'shift Digit8': 'bullets',
  'shift Digit9': 'quote',
};

/** The mark that a key press asks for: Ctrl (⌘ on a Mac) with B, I, Shift+X, Shift+M, Shift+7…9. */
export const markOfKeys = ({ code, ctrlKey, metaKey, shiftKey, altKey }: Keys): Mark | null =>
  (ctrlKey || metaKey) && !altKey ? (KEYS[`${shiftKey ? 'shift ' : ''}${code}`] ?? null) : null;

/** The keys of a mark, as a tooltip names them. */
export const keysOfMark = (mark: Mark, isMac: boolean): string => {
  const [found = ''] = Object.entries(KEYS).find(([, one]) => one === mark) ?? [];
  const key = found.replace('shift ', '').replace(/^(Key|Digit)/, '');
  return [isMac ? '⌘' : 'Ctrl', ...(found.startsWith('shift ') ? ['Shift'] : []), key].join('+');
};
