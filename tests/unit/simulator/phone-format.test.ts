import fc from 'fast-check';
import { isFewEmoji } from '../../../formats/few-emoji';
import { formatText, plainText, type Block, type Piece } from '../../../simulator/phone/format';

const line = (text: string): Piece[] => {
  const [block] = formatText(text);
  return block && 'lines' in block ? (block.lines[0] ?? []) : [];
};
const flat = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ('pieces' in piece ? flat(piece.pieces) : piece.text)).join('');
const wordsOf = (block: Block): string =>
  'lines' in block ? block.lines.map(flat).join('\n') : block.text;

describe('formatting of message text on the phone', () => {
  it('finds bold, italic, strike, code and links', () => {
    expect(line('*a* _b_ ~c~ `d` ```e``` https://f.example/x.')).toEqual([
      { kind: 'bold', pieces: [{ kind: 'text', text: 'a' }] },
      { kind: 'text', text: ' ' },
      { kind: 'italic', pieces: [{ kind: 'text', text: 'b' }] },
      { kind: 'text', text: ' ' },
      { kind: 'strike', pieces: [{ kind: 'text', text: 'c' }] },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd' },
      { kind: 'text', text: ' ' },
      { kind: 'mono', text: 'e' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'https://f.example/x', href: 'https://f.example/x' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('nests marks', () => {
    expect(line('*_a_*')).toEqual([
      { kind: 'bold', pieces: [{ kind: 'italic', pieces: [{ kind: 'text', text: 'a' }] }] },
    ]);
  });

  it('links numbers and mail addresses', () => {
    expect(
      line('+90 850 555 01 01 a.b@c.example').filter((piece) => piece.kind === 'link')
    ).toEqual([
      { kind: 'link', text: '+90 850 555 01 01', href: 'tel:+908505550101' },
      { kind: 'link', text: 'a.b@c.example', href: 'mailto:a.b@c.example' },
    ]);
  });

  it('makes lists, quotes and blocks of lines that begin so', () => {
    const blocks = formatText('Hi\n- one\n* two\n3. three\n> said\n```\nx  y\n*z*\n```\nbye');
    expect(blocks.map((block) => [block.kind, wordsOf(block)])).toEqual([
      ['lines', 'Hi'],
      ['bullets', 'one\ntwo'],
      ['numbers', 'three'],
      ['quote', 'said'],
      ['mono', 'x  y\n*z*'],
      ['lines', 'bye'],
    ]);
    expect(blocks[2]).toMatchObject({ start: 3 });
  });

  it.each(['2 * 3 * 4', 'snake_case_name', 'x * a*', 'no*bold*here', '```open'])(
    'leaves %j alone',
    (text) => {
      expect(formatText(text)).toEqual([
        { kind: 'lines', start: 0, lines: [[{ kind: 'text', text }]] },
      ]);
    }
  );

  it('loses no letter, whatever is typed', () => {
    const letters = (text: string): string => text.replace(/[^a-zA-Z]/g, '');
    const typed = fc
      .array(fc.constantFrom(...'ab*_~`> -\n.#h:/@'.split(''), '```', 'http://x.y', '1. '))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(typed, (text) => {
        expect(letters(formatText(text).map(wordsOf).join('\n'))).toBe(letters(text));
        expect(letters(plainText(text))).toBe(letters(text));
      })
    );
  });

  it('takes the marks out for a quote', () => {
    expect(plainText('*Fresh* from\n- the _roaster_')).toBe('Fresh from the roaster');
  });

  it('shows one to three emoji large, and nothing else', () => {
    expect(['☕🎉', '👨‍👩‍👧', '❤️', '☕☕☕☕', 'a☕', '3', ''].map(isFewEmoji)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
