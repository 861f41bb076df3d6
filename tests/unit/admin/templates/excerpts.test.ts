import fc from 'fast-check';
import { excerptsOf } from '../../../../admin/src/pages/Templates/editor/excerpts';
import { emptyDraft } from '../../../../server/src/contracts/template-draft';

const body = 'Merhaba,\nbugün indirim var, indirim!\n\nİyi günler';
const draft = { ...emptyDraft('tr'), body, footer: 'Mağaza' };
const mark = (word: string, from = 0) => {
  const start = body.indexOf(word, from);
  return { field: 'body', start, end: start + word.length };
};
const shown = (marks: Parameters<typeof excerptsOf>[1]) =>
  excerptsOf(draft, marks).map(({ field, parts }) => [
    field,
    parts.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join(''),
  ]);

describe('the lines that an advice is about', () => {
  it('[T-38] are shown with their words marked, each line once', () => {
    expect(shown([mark('indirim'), mark('indirim', 20)])).toEqual([
      ['body', 'bugün [indirim] var, [indirim]!'],
    ]);
    expect(shown([mark('Merhaba'), mark('günler')])).toEqual([
      ['body', '[Merhaba], … İyi [günler]'],
    ]);
    expect(shown([mark('indirim'), { field: 'footer', start: 0, end: 6 }])).toEqual([
      ['body', 'bugün [indirim] var, indirim!'],
      ['footer', '[Mağaza]'],
    ]);
  });

  it('[T-38] are none for what has no text', () => {
    expect(shown([{ field: 'buttons.0', start: 0, end: 0 }])).toEqual([]);
    expect(shown([{ field: 'body', start: 3, end: 3 }])).toEqual([]);
  });

  it('[T-38] hold every marked letter once, wherever the marks overlap', () => {
    const place = fc.tuple(fc.nat(body.length), fc.nat(body.length)).map(([a, b]) => ({
      field: 'body',
      start: Math.min(a, b),
      end: Math.max(a, b),
    }));
    fc.assert(
      fc.property(fc.array(place, { maxLength: 6 }), (marks) => {
        const letters = new Set(
          marks.flatMap(({ start, end }) =>
            Array.from({ length: end - start }, (_, i) => start + i)
          )
        );
        const found = excerptsOf(draft, marks).flatMap(({ parts }) =>
          parts.filter(({ isMarked }) => isMarked).map(({ text }) => text)
        );
        expect(found.join('')).toHaveLength(letters.size);
      })
    );
  });
});
