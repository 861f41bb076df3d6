import fc from 'fast-check';
import { csvCell, csvFile, csvFormOf, withoutGuard } from '../../../server/src/kernel/csv';

describe('a cell of a CSV file', () => {
  it('[X-01] never begins as a formula, also not in wide letters or behind a character without width', () => {
    for (const text of [
      '=1+1',
      '+cmd',
      '@SUM(A1)',
      ' \t=1',
      '＝1+1',
      '＠SUM(A1)',
      '＋A1',
      '－A1',
      '\u200b=1+1',
      '\ufeff@A1',
      '\u2060 ＝A1',
    ]) {
      const cell = csvCell(text);
      expect([text, cell.replace(/^"/, '').startsWith("'")]).toEqual([text, true]);
      expect(withoutGuard(`'${text}`)).toBe(text);
    }
  });

  it('is returned as it was, whatever it begins with', () => {
    const start = fc.stringMatching(/^['=+\-@ \t1a]{0,5}$/);
    fc.assert(
      fc.property(start, fc.string({ maxLength: 10 }), (begin, rest) => {
        const text = `${begin}${rest}`;
        const cell = csvCell(text);
        const unquoted =
          cell.startsWith('"') && cell.endsWith('"') && cell !== text
            ? cell.slice(1, -1).replaceAll('""', '"')
            : cell;
        expect(withoutGuard(unquoted)).toBe(text);
      })
    );
  });

  it('stays as it is otherwise', () => {
    for (const text of ['a=1', '+90 532 111 22 33', '-5', 'Ayşe', "'quoted"])
      expect(csvCell(text)).toBe(text);
  });
});

describe('a CSV file', () => {
  const fileFor = async (language: string) => {
    const pieces = [
      [['name', 'rate']],
      [],
      [
        ['Ayşe; Can', 0.25],
        ['a,b', '1.5'],
      ],
    ];
    let text = '';
    for await (const part of csvFile(pieces, language)) text += part;
    return text;
  };

  it.each(['tr', 'de', 'fr', 'pt-BR', 'ru'])(
    '[X-13] is parted by ; and has decimal commas for readers of %s',
    async (language) => {
      expect(await fileFor(language)).toBe('\uFEFFname;rate\r\n"Ayşe; Can";0,25\r\n"a,b";1.5\r\n');
    }
  );

  it.each(['en', 'en-GB', 'ja', 'dk', '', 'not a language'])(
    '[X-13] is parted by , and has decimal points for readers of “%s”',
    async (language) => {
      expect(csvFormOf(language)).toEqual({ separator: ',', decimal: '.' });
      expect(await fileFor(language)).toBe('\uFEFFname,rate\r\n"Ayşe; Can",0.25\r\n"a,b",1.5\r\n');
    }
  );
});
