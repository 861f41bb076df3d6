/** Stands before a line whose quotation mark is never closed. Private characters: no list has them. */
export const OPEN_QUOTE = '\uf8fe\uf8fd\uf8fd';

/** Lines that are mended; a file with more of them is read by another delimiter or is no list. */
const MOST_MENDED = 1_000;

export interface QuoteMender {
  /** Takes whole lines with their ends; answers what may be read on. */
  push(text: string): string;
  end(): string;
}

interface Line {
  text: string;
  end: string;
}

/** Where a line leaves its cells: within a quoted one, or after one that is not closed where a cell ends (`"Ayşe "Gül"`). */
interface Walked {
  isOpen: boolean;
  isTorn: boolean;
}

/** Walks the cells of a line as csv-parse does with `relax_quotes`: a quotation mark counts where a cell begins. */
const walk = (line: string, delimiter: string, isOpen: boolean): Walked => {
  let at = 0;
  let open = isOpen;
  let isTorn = false;
  for (;;) {
    if (open) {
      const quote = line.indexOf('"', at);
      if (quote < 0) return { isOpen: true, isTorn };
      at = quote + 2;
      if (line[quote + 1] === '"') continue;
      open = false;
      at = quote + 1;
      // Only a cell of more lines: within one line people write what they like.
      if (isOpen && !isTorn) isTorn = at < line.length && line[at] !== delimiter;
      isOpen = false;
    } else if (line[at] === '"' && (at === 0 || line[at - 1] === delimiter)) {
      open = true;
      at += 1;
      continue;
    }
    const next = line.indexOf(delimiter, at);
    if (next < 0) return { isOpen: false, isTorn };
    at = next + 1;
  }
};

/**
 * Puts `OPEN_QUOTE` before a line whose quotation mark is never closed, and takes its marks away, so that the rows after it are
 * no part of its cell: one that is still open after `most` characters, at the end of the file, or where another cell begins. The
 * rest is passed on as it is, a row at a time. Throws where there are more of them than a list has.
 */
export const createQuoteMender = (most: number, delimiter: string): QuoteMender => {
  /** Lines of a row that is not over. */
  let held: Line[] = [];
  let chars = 0;
  let mended = 0;

  /** The first held line is marked, and the others are read once more. */
  const mend = (): string => {
    mended += 1;
    if (mended > MOST_MENDED) throw new Error('too many open quotation marks');
    const [first, ...rest] = held;
    held = [];
    chars = 0;
    const marked = first ? `${OPEN_QUOTE}${first.text.replaceAll('"', '')}${first.end}` : '';
    return marked + takeAll(rest);
  };

  const take = ({ text, end }: Line): string => {
    const { isOpen, isTorn } = walk(text, delimiter, held.length > 0);
    if (!isOpen && held.length === 0) return text + end;
    const isTooLong = chars + text.length > most;
    held.push({ text, end });
    chars += text.length + end.length;
    if (isTorn || isTooLong) return mend();
    if (isOpen) return '';
    const row = held.map((line) => line.text + line.end).join('');
    held = [];
    chars = 0;
    return row;
  };

  const takeAll = (lines: readonly Line[]): string => {
    let out = '';
    for (const line of lines) out += take(line);
    return out;
  };

  return {
    push: (text) => {
      if (held.length === 0 && !text.includes('"')) return text;
      const lines: Line[] = [];
      let from = 0;
      for (const { index, 0: end } of text.matchAll(/[\r\n]+/g)) {
        lines.push({ text: text.slice(from, index), end });
        from = index + end.length;
      }
      if (from < text.length) lines.push({ text: text.slice(from), end: '' });
      return takeAll(lines);
    },
    end: () => {
      let out = '';
      while (held.length > 0) out += mend();
      return out;
    },
  };
};
