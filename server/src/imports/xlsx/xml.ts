import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { LIMITS, workbookDamaged } from './limits';
import { asDamaged } from './archive';

/** What a part says, tag by tag; names and attributes without their prefix. */
export interface Reader {
  open(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  text?(text: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const decoderOf = (first: Buffer): TextDecoder => {
  const [a, b] = first;
  const name = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : '';
  return new TextDecoder(name || 'utf-8', { fatal: true });
};

/** The value of an attribute whatever its prefix: `r:id` is asked as `id`. */
const attributeOf = (all: Readonly<Record<string, string>>) => (name: string) => {
  if (all[name] !== undefined) return all[name];
  const found = Object.keys(all).find((key) => local(key) === name);
  return found === undefined ? undefined : all[found];
};

/**
 * Nothing that a part declares is expanded: a document type is refused, and so is a name for a text that XML itself does not
 * have. What stands between two tags, and how deep they are nested, is bounded.
 */
const guarded = (reader: Reader) => {
  const parser = new SaxesParser();
  let depth = 0;
  let mark = 0;
  parser.on('doctype', () => {
    throw workbookDamaged('a part declares a document type');
  });
  parser.on('opentag', ({ name, attributes }) => {
    mark = parser.position;
    depth += 1;
    if (depth > LIMITS.depth) throw workbookDamaged('its tags are nested too deeply');
    reader.open(local(name), attributeOf(attributes));
  });
  parser.on('closetag', ({ name }) => {
    mark = parser.position;
    depth -= 1;
    reader.close?.(local(name));
  });
  if (reader.text) parser.on('text', (text) => reader.text?.(text));
  return {
    write: (text: string) => {
      parser.write(text);
      if (parser.position - mark > LIMITS.pieceChars)
        throw workbookDamaged('a part holds a text that no cell can have');
    },
    end: () => parser.close(),
  };
};

/** Reads a part as it comes; yields after each chunk, so that what was read can be passed on. */
export async function* readXml(
  chunks: AsyncIterable<Buffer>,
  reader: Reader
): AsyncGenerator<void> {
  const parser = guarded(reader);
  let decoder: TextDecoder | null = null;
  try {
    for await (const chunk of chunks) {
      decoder ??= decoderOf(chunk);
      parser.write(decoder.decode(chunk, { stream: true }));
      yield;
    }
    parser.write(decoder?.decode() ?? '');
    parser.end();
  } catch (error) {
    throw asDamaged(error);
  }
  yield;
}

/** Reads a whole part. */
export const readAll = async (chunks: AsyncIterable<Buffer>, reader: Reader): Promise<void> => {
  for await (const _ of readXml(chunks, reader)); // the reader keeps what it needs
};
