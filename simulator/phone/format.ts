/** Text formatting of messages, as a tree. Pure: no React, no HTML. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string }
  | { kind: 'code' | 'mono'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; pieces: Piece[] };

const MARKS: readonly { mark: string; kind: 'bold' | 'italic' | 'strike' }[] = [
  { mark: '*', kind: 'bold' },
  { mark: '_', kind: 'italic' },
  { mark: '~', kind: 'strike' },
];

const URL_AT = /^https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/i;
const WORD = /[\p{L}\p{N}]/u;

/** End of a marked span that starts at `start`; -1 if the mark is only a character. */
const closingOf = (text: string, start: number, mark: string): number => {
  const before = text[start - 1];
  const next = text[start + 1];
  if ((before !== undefined && WORD.test(before)) || next === undefined || /\s/.test(next))
    return -1;
  for (let at = start + 2; at < text.length; at += 1) {
    if (text[at] === '\n') return -1;
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

const fenced = (text: string, at: number): { piece: Piece; end: number } | null => {
  if (text.startsWith('```', at)) {
    const end = text.indexOf('```', at + 3);
    return end > at + 3
      ? { piece: { kind: 'mono', text: text.slice(at + 3, end) }, end: end + 3 }
      : null;
  }
  if (text[at] !== '`') return null;
  const end = text.indexOf('`', at + 1);
  return end > at + 1
    ? { piece: { kind: 'code', text: text.slice(at + 1, end) }, end: end + 1 }
    : null;
};

const spanAt = (text: string, at: number): { piece: Piece; end: number } | null => {
  const fence = fenced(text, at);
  if (fence) return fence;
  const marked = MARKS.find(({ mark }) => text[at] === mark);
  if (marked) {
    const end = closingOf(text, at, marked.mark);
    if (end > 0)
      return {
        piece: { kind: marked.kind, pieces: formatText(text.slice(at + 1, end)) },
        end: end + 1,
      };
  }
  const url = text[at] === 'h' || text[at] === 'H' ? URL_AT.exec(text.slice(at, at + 2048)) : null;
  return url ? { piece: { kind: 'link', text: url[0] }, end: at + url[0].length } : null;
};

/** Splits a message into formatted pieces: *bold* _italic_ ~strike~ `code` ```mono``` and links. */
export const formatText = (text: string): Piece[] => {
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
