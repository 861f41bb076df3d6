import { RE2JS } from 're2js';
import { fold, foldCase } from '../../contracts/fold';

/** A longer message is looked at up to here: the time is this times the size of the program. */
const MOST_READ = 1_024;
/**
 * Instructions of a compiled pattern. Repetitions multiply them: 300 characters of pattern can make 32,000 and then take
 * seconds for one message. With this bound and `MOST_READ` the slowest one found takes about a tenth of a second.
 */
const MOST_STEPS = 500;
/** This many programs are kept. */
const MOST_KEPT = 500;

export type Compiled = { ok: true; test(text: string): boolean } | { ok: false; problem: string };

const TOO_LARGE = 'too many repetitions: use smaller numbers in { }';

const known = new Map<string, Compiled>();

/** What re2js says, without its prefix: "missing closing ): (abc". */
const problemOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/^error parsing regexp:\s*/i, '')
    .replace(/`/g, '')
    .slice(0, 200);

const compile = (pattern: string): Compiled => {
  try {
    // One reading of the message for each pattern, so that it runs once. A pattern written in plain letters finds ş and ç
    // by the folded text; one with such letters means exactly these, but for the kinds of i, which nobody types reliably.
    const isPlain = !/[^\u0000-\u007f]/.test(pattern);
    const written = isPlain ? pattern : pattern.normalize('NFC').replace(/[ıİ]/g, 'i');
    const program = RE2JS.compile(written, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);
    if (program.programSize() > MOST_STEPS) return { ok: false, problem: TOO_LARGE };
    return {
      ok: true,
      test: (text) => {
        const read = text.slice(0, MOST_READ);
        return program.test(isPlain ? fold(read) : foldCase(read));
      },
    };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
};

/**
 * A message pattern (B-04), compiled once. RE2 matches in time linear in the text and refuses back-references; text
 * and program are bounded, so no pattern can stop the server, whether it is saved now or was stored before. `problem` names the place.
 */
export const compilePattern = (pattern: string): Compiled => {
  const before = known.get(pattern);
  if (before) return before;
  const made = compile(pattern);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(pattern, made);
  return made;
};
