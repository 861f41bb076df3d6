import {
  insertEdit,
  keysOfMark,
  markEdit,
  markOfKeys,
  type Mark,
  type TextEdit,
} from '../../../../admin/src/pages/Inbox/model/marks';

/** `a [b] c`: the brackets are the selection; `|` is a caret. */
const read = (drawn: string) => {
  const text = drawn.replace(/[[\]|]/g, '');
  const start = drawn.search(/[[|]/);
  const end = drawn.includes(']') ? drawn.indexOf(']') - 1 : start;
  return { text, start, end };
};
const draw = (text: string, { from, to, insert, select: [start, end] }: TextEdit) => {
  const out = `${text.slice(0, from)}${insert}${text.slice(to)}`;
  return start === end
    ? `${out.slice(0, start)}|${out.slice(start)}`
    : `${out.slice(0, start)}[${out.slice(start, end)}]${out.slice(end)}`;
};
const press = (mark: Mark, drawn: string) => {
  const selection = read(drawn);
  return draw(selection.text, markEdit(mark, selection));
};

describe("the composer's marks", () => {
  it.each<[Mark, string, string]>([
    ['bold', 'a [word] here', 'a *[word]* here'],
    ['italic', '[word]', '_[word]_'],
    ['strike', '[word]', '~[word]~'],
    ['mono', '[word]', '`[word]`'],
    ['bold', 'a [word ]here', 'a *[word]* here'],
    ['bold', 'a | here', 'a *|* here'],
  ])('%s of "%s" gives "%s"', (mark, before, after) => {
    expect(press(mark, before)).toBe(after);
  });

  it('are taken away by the second press, with the signs inside or outside the selection', () => {
    expect(press('bold', 'a *[word]* here')).toBe('a [word] here');
    expect(press('bold', 'a [*word*] here')).toBe('a [word] here');
    expect(press('bold', 'a *|* here')).toBe('a | here');
  });

  it('go around each line, because WhatsApp draws no mark over a line break', () => {
    expect(press('bold', '[one\n\n  two ]')).toBe('[*one*\n\n  *two* ]');
    expect(press('bold', '[*one*\n*two*]')).toBe('[one\ntwo]');
  });

  it('put several lines of fixed width into one fence', () => {
    expect(press('mono', '[a\nb]')).toBe('[```a\nb```]');
    expect(press('mono', '[```a\nb```]')).toBe('[a\nb]');
  });

  it('make lists and quotes of whole lines, one kind in place of the other', () => {
    expect(press('bullets', 'o[ne\ntw]o\nthree')).toBe('[- one\n- two]\nthree');
    expect(press('numbers', '[- one\n- two]')).toBe('[1. one\n2. two]');
    expect(press('quote', '1. on|e')).toBe('> one|');
    expect(press('quote', '> on|e')).toBe('one|');
  });

  it('leave every other character of the text as it is, whatever is selected', () => {
    const text = 'a *b* _c d_\n- e ~f~\n> g';
    const marks: Mark[] = ['bold', 'italic', 'strike', 'mono', 'bullets', 'numbers', 'quote'];
    const letters = (words: string) => words.replace(/[^a-z]/g, '');
    for (let start = 0; start <= text.length; start += 1)
      for (let end = start; end <= text.length; end += 1)
        for (const mark of marks) {
          const { from, to, insert, select } = markEdit(mark, { text, start, end });
          const out = `${text.slice(0, from)}${insert}${text.slice(to)}`;
          expect(letters(out)).toBe('abcdefg');
          expect(select[0]).toBeGreaterThanOrEqual(0);
          expect(select[1]).toBeLessThanOrEqual(out.length);
        }
  });

  it('are asked for by keys, and only by these', () => {
    const keys = { ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };
    expect(markOfKeys({ ...keys, code: 'KeyB' })).toBe('bold');
    expect(markOfKeys({ ...keys, code: 'KeyX' })).toBeNull();
    expect(markOfKeys({ ...keys, code: 'KeyX', shiftKey: true })).toBe('strike');
    expect(markOfKeys({ ...keys, ctrlKey: false, code: 'KeyB' })).toBeNull();
    expect(keysOfMark('strike', false)).toBe('Ctrl+Shift+X');
    expect(keysOfMark('bold', true)).toBe('⌘+B');
  });

  it('leave an emoji at the caret, in place of what was selected', () => {
    const selection = read('a [b] c');
    expect(draw(selection.text, insertEdit(selection, '🎉'))).toBe('a 🎉| c');
  });
});
