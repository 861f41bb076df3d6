import * as fc from 'fast-check';
import {
  parseInline,
  parseMessageText,
  plainLine,
  safeHref,
  type Block,
  type Inline,
} from '../../../../admin/src/shared/formatting';

const plain = (nodes: readonly Inline[]): string =>
  nodes.map((node) => ('children' in node ? plain(node.children) : node.text)).join('');
const linksOf = (nodes: readonly Inline[]): string[] =>
  nodes.flatMap((node) =>
    node.kind === 'link' ? [node.href] : 'children' in node ? linksOf(node.children) : []
  );
const linesOf = (block: Block) => (block.kind === 'mono' ? [] : block.lines);

describe('WhatsApp marks', () => {
  it('reads bold, italic, strike and code, also nested', () => {
    expect(parseInline('*bold* _it_ ~no~ `x`').map((node) => node.kind)).toEqual([
      'bold',
      'text',
      'italic',
      'text',
      'strike',
      'text',
      'code',
    ]);
    expect(parseInline('*a _b_*')).toEqual([
      {
        kind: 'bold',
        children: [
          { kind: 'text', text: 'a ' },
          { kind: 'italic', children: [{ kind: 'text', text: 'b' }] },
        ],
      },
    ]);
  });

  it('leaves marks inside words, before spaces and without a partner as typed', () => {
    for (const text of ['snake_case_name', '2 * 3 * 4', '*open', 'a*b*c', '**']) {
      expect(parseInline(text)).toEqual([{ kind: 'text', text }]);
    }
  });

  it('reads quotes, lists and fenced parts as blocks', () => {
    const blocks = parseMessageText('> q\n- a\n- b\n3. c\nend\n```x *y*```');
    expect(blocks.map((block) => block.kind)).toEqual([
      'quote',
      'bullets',
      'numbers',
      'lines',
      'mono',
    ]);
    expect(blocks[2]).toMatchObject({ start: 3 });
    expect(blocks[4]).toEqual({ kind: 'mono', text: 'x *y*' });
  });

  it('links web addresses without the sentence around them', () => {
    expect(linksOf(parseInline('see (https://example.com/a?b=1).'))).toEqual([
      'https://example.com/a?b=1',
    ]);
  });

  it('makes no link of javascript, data or addresses with a hidden user', () => {
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://bank.com@evil.example',
      'vbscript:x',
    ]) {
      expect(safeHref(bad)).toBeNull();
      expect(linksOf(parseInline(`look ${bad}`))).toEqual([]);
    }
  });

  it('gives only http and https links, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const block of parseMessageText(`${text} https://${text} javascript:${text}`)) {
          for (const line of linesOf(block)) {
            for (const href of linksOf(line)) expect(href).toMatch(/^https?:\/\//);
          }
        }
      })
    );
  });

  it('loses no letter of a text', () => {
    const words = fc.array(
      fc.constantFrom('a', 'b ', '*', '_', '~', '`', '\n', '> ', '- ', '1. ', 'https://x.y '),
      { maxLength: 40 }
    );
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join('');
        const shown = parseMessageText(text)
          .map((block) => (block.kind === 'mono' ? block.text : block.lines.map(plain).join('')))
          .join('');
        const letters = (value: string) => value.replace(/[^abxyhtps]/g, '');
        expect(letters(shown)).toBe(letters(text));
      })
    );
  });

  it('names a text in one line without its marks', () => {
    expect(plainLine('*Bold* _it_ `x`\n- one\n> two\n```three```')).toBe('Bold it x one two three');
    expect(plainLine('2 * 3 * 4')).toBe('2 * 3 * 4');
  });

  it('reads the longest hostile text in a moment', () => {
    const started = performance.now();
    for (const mark of ['*a ', '_*~', '`', 'http://', '```', '*a _b ~c ']) {
      parseMessageText(mark.repeat(4_096 / mark.length));
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
