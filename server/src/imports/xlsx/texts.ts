import { unescapeText } from '../domain/sheet-values';
import { LIMITS, workbookDamaged, workbookTooLarge } from './limits';
import type { Reader } from './xml';

/** A block holds whole texts only. */
const BLOCK = 1024 * 1024;
/** Characters of one text; a row is not longer either. */
const MOST = 100_000;

/**
 * Texts that cells name by number, kept as bytes outside of the heap: three million of them take 60 MB, as strings 700.
 */
export class Texts {
  private readonly blocks: Buffer[] = [];
  private free = BLOCK;
  private starts = new Float64Array(1024);
  private lengths = new Uint32Array(1024);
  private count = 0;

  /** Throws `file-workbook-large` when there are too many. */
  add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.count >= LIMITS.texts)
      throw workbookTooLarge(`it has more than ${LIMITS.texts} different texts`);
    if (this.free + length > BLOCK) {
      if ((this.blocks.length + 1) * BLOCK > LIMITS.textBytes)
        throw workbookTooLarge(`its texts take more than ${LIMITS.textBytes / BLOCK} MB`);
      this.blocks.push(Buffer.allocUnsafeSlow(BLOCK));
      this.free = 0;
    }
    this.blocks.at(-1)?.write(text, this.free);
    this.note((this.blocks.length - 1) * BLOCK + this.free, length);
    this.free += length;
  }

  /** Throws `file-workbook-damaged` for a number that no text has. */
  get(index: number): string {
    const start = this.starts[index];
    if (start === undefined || !(index >= 0 && index < this.count))
      throw workbookDamaged('a cell names a text that is not there');
    const from = start % BLOCK;
    const block = this.blocks[Math.floor(start / BLOCK)];
    return block?.toString('utf8', from, from + (this.lengths[index] ?? 0)) ?? '';
  }

  private note(start: number, length: number): void {
    if (this.count === this.lengths.length) {
      const more = this.count * 2;
      const starts = new Float64Array(more);
      starts.set(this.starts);
      const lengths = new Uint32Array(more);
      lengths.set(this.lengths);
      [this.starts, this.lengths] = [starts, lengths];
    }
    this.starts[this.count] = start;
    this.lengths[this.count] = length;
    this.count += 1;
  }
}

/**
 * Collects the text of one cell or one shared text: its runs one after the other, whatever their colours; how it is
 * pronounced (`rPh`) is left out.
 */
export class TextRuns {
  private parts: string[] = [];
  private length = 0;
  private isText = false;
  private isSpoken = false;

  open(name: string): void {
    if (name === 't') this.isText = true;
    else if (name === 'rPh') this.isSpoken = true;
  }
  close(name: string): void {
    if (name === 't') this.isText = false;
    else if (name === 'rPh') this.isSpoken = false;
  }
  text(text: string): void {
    if (!this.isText || this.isSpoken) return;
    this.length += text.length;
    if (this.length > MOST) throw workbookDamaged('a cell has more text than a cell can have');
    this.parts.push(text);
  }
  /** The whole text, and begins again. */
  take(): string {
    const text = unescapeText(this.parts.join(''));
    this.parts = [];
    this.length = 0;
    return text;
  }
}

/** Reads `sharedStrings.xml`. */
export const textsReader = (texts: Texts): Reader => {
  const runs = new TextRuns();
  return {
    open: (name) => runs.open(name),
    close: (name) => {
      runs.close(name);
      if (name === 'si') texts.add(runs.take());
    },
    text: (text) => runs.text(text),
  };
};
