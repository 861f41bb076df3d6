/** WhatsApp's own marks in a message text, as a tree: never HTML, so nothing a customer writes can become markup. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: 'lines'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'bullets'; readonly lines: readonly (readonly Inline[])[] }
  | {
      readonly kind: 'numbers';
      readonly start: number;
      readonly lines: readonly (readonly Inline[])[];
    }
  | { readonly kind: 'mono'; readonly text: string };

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Mark = keyof typeof marks;
const isMark = (char: string | undefined): char is Mark =>
  char === '*' || char === '_' || char === '~';

const wordChar = /[\p{L}\p{N}]/u;
const isWord = (char: string | undefined) => char !== undefined && wordChar.test(char);
const isSpace = (char: string | undefined) => char === undefined || /\s/.test(char);

/** The address if it is a plain http(s) one; anything else (javascript:, data:, user@host tricks) is no link. */
export const safeHref = (raw: string): string | null => {
  try {
    const url = new URL(raw);
    const web = url.protocol === 'http:' || url.protocol === 'https:';
    return web && url.username === '' && url.password === '' ? url.href : null;
  } catch {
    return null;
  }
};

const linkStart = /https?:\/\//giy;

/** Where the link that starts at `from` ends, without the sentence's own punctuation; null when there is none. */
const linkAt = (text: string, from: number): string | null => {
  linkStart.lastIndex = from;
  if (!linkStart.test(text) || isWord(text[from - 1])) return null;
  let end = from;
  while (end < text.length && !/[\s<>"`]/.test(text.charAt(end))) end += 1;
  while (end > from && /[.,;:!?)\]}'*_~]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(from, end);
};

/** Index of the mark that closes the one at `open`, or -1: it hugs a non-space and is not inside a word. */
const closingOf = (text: string, open: number): number => {
  const mark = text[open];
  for (let at = open + 2; at < text.length; at += 1) {
    if (text[at] === mark && !isSpace(text[at - 1]) && !isWord(text[at + 1])) return at;
  }
  return -1;
};

const opens = (text: string, at: number) =>
  !isWord(text[at - 1]) && !isSpace(text[at + 1]) && text[at + 1] !== text[at];

/** Marks nest at most this deep; deeper ones stay as typed. Keeps hostile text cheap. */
const MAX_DEPTH = 3;

interface Piece {
  readonly node: Inline;
  readonly end: number;
}

const codeAt = (text: string, at: number): Piece | null => {
  const close = text.indexOf('`', at + 1);
  if (close <= at + 1) return null;
  return { node: { kind: 'code', text: text.slice(at + 1, close) }, end: close + 1 };
};

const pieceAt = (text: string, at: number, depth: number): Piece | null => {
  const char = text[at];
  if (char === '`') return codeAt(text, at);
  if (char === 'h' || char === 'H') {
    const link = linkAt(text, at);
    const href = link === null ? null : safeHref(link);
    return link !== null && href !== null
      ? { node: { kind: 'link', text: link, href }, end: at + link.length }
      : null;
  }
  if (!isMark(char) || depth >= MAX_DEPTH || !opens(text, at)) return null;
  const close = closingOf(text, at);
  if (close < 0) return null;
  const children = parseInline(text.slice(at + 1, close), depth + 1);
  return { node: { kind: marks[char], children }, end: close + 1 };
};

/** One line as a tree of marks and links. */
export const parseInline = (text: string, depth = 0): Inline[] => {
  const nodes: Inline[] = [];
  // A mark that found no partner will not find one later on the line either: asked once, not once per character.
  const lonely = new Set<string>();
  let plain = '';
  const flush = () => {
    if (plain) nodes.push({ kind: 'text', text: plain });
    plain = '';
  };
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at);
    const piece = lonely.has(char) ? null : pieceAt(text, at, depth);
    if (piece) {
      flush();
      nodes.push(piece.node);
      at = piece.end;
    } else {
      if ((isMark(char) && opens(text, at)) || char === '`') lonely.add(char);
      plain += char;
      at += 1;
    }
  }
  flush();
  return nodes;
};

type LineKind = 'lines' | 'quote' | 'bullets' | 'numbers';
interface ReadLine {
  readonly kind: LineKind;
  readonly text: string;
  readonly number: number;
}

const readLine = (line: string): ReadLine => {
  if (line.startsWith('> ')) return { kind: 'quote', text: line.slice(2), number: 0 };
  if (/^[-*•] \S/.test(line)) return { kind: 'bullets', text: line.slice(2), number: 0 };
  const numbered = /^(\d{1,3})\. (\S.*)$/.exec(line);
  if (numbered) return { kind: 'numbers', text: numbered[2] ?? '', number: Number(numbered[1]) };
  return { kind: 'lines', text: line, number: 0 };
};

const block = (lines: readonly ReadLine[]): Block => {
  const first = lines[0];
  const parsed = lines.map((line) => parseInline(line.text));
  if (first?.kind === 'numbers') return { kind: 'numbers', start: first.number, lines: parsed };
  return {
    kind: first?.kind === 'quote' || first?.kind === 'bullets' ? first.kind : 'lines',
    lines: parsed,
  };
};

const textBlocks = (text: string): Block[] => {
  const blocks: Block[] = [];
  let group: ReadLine[] = [];
  for (const line of text.split('\n').map(readLine)) {
    if (group[0] && group[0].kind !== line.kind) {
      blocks.push(block(group));
      group = [];
    }
    group.push(line);
  }
  if (group.length > 0) blocks.push(block(group));
  return blocks;
};

/** A whole message text: fenced parts stay as typed, the rest becomes blocks of lines. */
export const parseMessageText = (text: string): Block[] =>
  text
    .replace(/\r\n?/g, '\n')
    .split('```')
    .flatMap((part, index, parts): Block[] => {
      const fenced = index % 2 === 1 && index < parts.length - 1;
      if (fenced) return [{ kind: 'mono', text: part.replace(/^\n|\n$/g, '') }];
      // An opened fence that is never closed is just three back-ticks.
      const shown = index % 2 === 1 ? `\`\`\`${part}` : part;
      return shown === ''
        ? []
        : textBlocks(index > 0 && index % 2 === 0 ? shown.replace(/^\n/, '') : shown);
    });

const wordsOf = (node: Inline): string =>
  'children' in node ? node.children.map(wordsOf).join('') : node.text;

/** The text in one line without its marks, for where it is named and not drawn: lists, quotes, notices. */
export const plainLine = (text: string): string =>
  parseMessageText(text)
    .flatMap((part) =>
      part.kind === 'mono' ? [part.text] : part.lines.map((line) => line.map(wordsOf).join(''))
    )
    .join(' ')
    .replace(/\s+/g, ' ');

/** Is anything of the text drawn otherwise than typed? A bare link is not. */
export const hasMarks = (text: string): boolean =>
  parseMessageText(text).some(
    (part) =>
      part.kind !== 'lines' ||
      part.lines.some((line) => line.some(({ kind }) => kind !== 'text' && kind !== 'link'))
  );
