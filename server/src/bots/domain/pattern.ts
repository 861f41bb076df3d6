import { RE2JS } from 're2js';
import { fold } from '../../kernel/fold';

/** A longer message is looked at up to here; WhatsApp allows 4,096 characters. */
const MOST_READ = 4_096;
/** Programs are small (300 characters of pattern); this many are kept. */
const MOST_KEPT = 500;

export type Compiled = { ok: true; test(text: string): boolean } | { ok: false; problem: string };

const known = new Map<string, Compiled>();

/** What re2js says, without its prefix: "missing closing ): (abc". */
const problemOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/^error parsing regexp:\s*/i, '')
    .replace(/`/g, '')
    .slice(0, 200);

const compile = (pattern: string): Compiled => {
  try {
    const program = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);
    return {
      ok: true,
      // Also the folded text: a pattern written in plain letters finds İ and ş.
      test: (text) => {
        const read = text.slice(0, MOST_READ);
        return program.test(read) || program.test(fold(read));
      },
    };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
};

/**
 * A message pattern (B-04), compiled once. RE2 matches in linear time and refuses what would need more (back-references,
 * huge repetitions): no pattern can stop the server. `problem` names the place.
 */
export const compilePattern = (pattern: string): Compiled => {
  const before = known.get(pattern);
  if (before) return before;
  const made = compile(pattern);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(pattern, made);
  return made;
};
