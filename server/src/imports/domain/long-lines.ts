/** Stands for a line, or a row of a workbook, that was left out. A private character: no list has it. */
export const LEFT_OUT = '\uf8fe\uf8fd\uf8fe';

export interface LineCutter {
  /** What of the text may be read on; the last line waits until its end is seen. */
  push(text: string): string;
  end(): string;
}

const quotesIn = (text: string): number => text.split('"').length - 1;

/**
 * Puts `LEFT_OUT` in the place of every line with more than `most` characters, so that one of them neither stops a reader
 * nor fills its memory. Line numbers stay. A quotation mark that the line would have closed is closed.
 */
export const createLineCutter = (most: number): LineCutter => {
  let held = '';
  /** Quotation marks of the line that is left out; null while the line is kept. */
  let quotes: number | null = null;

  const take = (piece: string): void => {
    if (quotes !== null) {
      quotes += quotesIn(piece);
      return;
    }
    held += piece;
    if (held.length <= most) return;
    quotes = quotesIn(held);
    held = '';
  };

  const finished = (): string => {
    const line = quotes === null ? held : `${LEFT_OUT}${quotes % 2 === 1 ? '"' : ''}`;
    held = '';
    quotes = null;
    return line;
  };

  return {
    push: (text) => {
      let out = '';
      let from = 0;
      for (const { index, 0: end } of text.matchAll(/[\r\n]+/g)) {
        take(text.slice(from, index));
        out += finished() + end;
        from = index + end.length;
      }
      take(text.slice(from));
      return out;
    },
    end: finished,
  };
};
