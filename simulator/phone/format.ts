/** Text formatting of messages, as a tree. Pure: no React, no HTML. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'code' | 'mono'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; pieces: Piece[] };

export type LineKind = 'lines' | 'quote' | 'bullets' | 'numbers';
export type Block =
  | { kind: LineKind; start: number; lines: Piece[][] }
  | { kind: 'mono'; text: string };

const MARKS: readonly { mark: string; kind: 'bold' | 'italic' | 'strike' }[] = [
  { mark: '*', kind: 'bold' },
  { mark: '_', kind: 'italic' },
  { mark: '~', kind: 'strike' },
];

const URL_AT = /^https?:\/\/[^\s<>"]+[^\s<>".,;:!?)*_~]/i;
const MAIL_AT = /^[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}/i;
const PHONE_AT = /^\+\d[\d ]{6,17}\d/;
const WORD = /[\p{L}\p{N}]/u;

/** End of a marked span that starts at `start`; -1 if the mark is only a character. */
const closingOf = (text: string, start: number, mark: string): number => {
  const before = text[start - 1];
  const next = text[start + 1];
  if ((before !== undefined && WORD.test(before)) || next === undefined || /\s/.test(next))
    return -1;
  for (let at = start + 2; at < text.length; at += 1) {
    const after = text[at + 1];
    if (
      text[at] === mark &&
      !/\s/.test(text[at - 1] ?? ' ') &&
      (after === undefined || !WORD.test(after))
    )
      return at;
  }
  return -1;
};

type Span = { piece: Piece; end: number };

const codeAt = (text: string, at: number): Span | null => {
  const mark = text.startsWith('```', at) ? '```' : '`';
  const from = at + mark.length;
  const end = text.indexOf(mark, from);
  return end > from
    ? {
        piece: { kind: mark === '`' ? 'code' : 'mono', text: text.slice(from, end) },
        end: end + mark.length,
      }
    : null;
};

const found = (match: RegExpExecArray | null, at: number, scheme: string): Span | null =>
  match
    ? {
        piece: {
          kind: 'link',
          text: match[0],
          href: scheme === 'tel:' ? `tel:${match[0].replace(/ /g, '')}` : `${scheme}${match[0]}`,
        },
        end: at + match[0].length,
      }
    : null;

/** Addresses, mail addresses and international numbers link themselves, where a word begins. */
const linkAt = (text: string, at: number): Span | null => {
  if (WORD.test(text[at - 1] ?? ' ')) return null;
  const rest = text.slice(at, at + 2048);
  if (rest[0] === '+') return found(PHONE_AT.exec(rest), at, 'tel:');
  return found(URL_AT.exec(rest), at, '') ?? found(MAIL_AT.exec(rest), at, 'mailto:');
};

const spanAt = (text: string, at: number): Span | null => {
  if (text[at] === '`') return codeAt(text, at);
  const marked = MARKS.find(({ mark }) => text[at] === mark);
  if (!marked) return linkAt(text, at);
  const end = closingOf(text, at, marked.mark);
  return end > 0
    ? {
        piece: { kind: marked.kind, pieces: formatLine(text.slice(at + 1, end)) },
        end: end + 1,
      }
    : null;
};

/** One line as pieces: *bold* _italic_ ~strike~ `code` and links. */
const formatLine = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const span = spanAt(text, at);
    if (!span) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain) pieces.push({ kind: 'text', text: plain });
    plain = '';
    pieces.push(span.piece);
    at = span.end;
  }
  if (plain) pieces.push({ kind: 'text', text: plain });
  return pieces;
};

const readLine = (line: string): { kind: LineKind; start: number; text: string } => {
  if (/^> ?\S/.test(line)) return { kind: 'quote', start: 0, text: line.replace(/^> ?/, '') };
  if (/^[-*] \S/.test(line)) return { kind: 'bullets', start: 0, text: line.slice(2) };
  const numbered = /^(\d{1,3})\. (\S.*)$/.exec(line);
  return numbered
    ? { kind: 'numbers', start: Number(numbered[1]), text: numbered[2] ?? '' }
    : { kind: 'lines', start: 0, text: line };
};

const linesOf = (text: string): Block[] => {
  const blocks: Extract<Block, { lines: Piece[][] }>[] = [];
  for (const raw of text.split('\n')) {
    const line = readLine(raw);
    const last = blocks.at(-1);
    if (last?.kind === line.kind) last.lines.push(formatLine(line.text));
    else blocks.push({ kind: line.kind, start: line.start, lines: [formatLine(line.text)] });
  }
  return blocks;
};

/** A message as blocks: plain lines, bulleted and numbered lists, quotes, and ```lines that stay as typed```. */
export const formatText = (text: string): Block[] => {
  const blocks: Block[] = [];
  let done = 0;
  const lines = (end: number): void => {
    const part = text.slice(done, end);
    if (part !== '') blocks.push(...linesOf(done > 0 ? part.replace(/^\n/, '') : part));
  };
  for (const fence of text.matchAll(/\n?```([^]*?)```/g)) {
    const inside = fence[1] ?? '';
    if (!inside.includes('\n')) continue; // within a line it is a piece of that line
    lines(fence.index);
    blocks.push({ kind: 'mono', text: inside.replace(/^\n|\n$/g, '') });
    done = fence.index + fence[0].length;
  }
  lines(text.length);
  return blocks;
};

const wordsOf = (piece: Piece): string =>
  'pieces' in piece ? piece.pieces.map(wordsOf).join('') : piece.text;

/** The words without their marks, on one line: for quotes and lists. */
export const plainText = (text: string): string =>
  formatText(text)
    .flatMap((block) =>
      block.kind === 'mono' ? block.text : block.lines.map((line) => line.map(wordsOf).join(''))
    )
    .join(' ')
    .replace(/\s+/g, ' ');
