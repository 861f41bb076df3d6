/** What a command of Strapi's command line does with the rows of this app, as its arguments say. */
export interface DataCommand {
  /** `out`: rows are read and leave (`strapi export`, `transfer --to`). `in`: rows are deleted and written. */
  way: 'out' | 'in';
  /** Rows of content types are part of it. */
  content: boolean;
  /** Settings are part of it; an import then also empties tables that do not travel. */
  config: boolean;
  only: string[];
  excluded: string[];
}

const SCRIPT = /^strapi(?:\.js|\.cmd)?$/;
/** What the choice `media-library` leaves out. */
const LIBRARY_TYPES = ['plugin::upload.file', 'plugin::upload.folder'];

/** The value of an option, written as `--name value` or `--name=value`. */
const optionOf = (args: readonly string[], name: string): string | null => {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  const arg = args[at];
  if (arg === undefined) return null;
  return arg === name ? (args[at + 1] ?? '') : arg.slice(name.length + 1);
};

const listOf = (args: readonly string[], name: string): string[] =>
  (optionOf(args, name) ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const wayOf = (command: string, args: readonly string[]): DataCommand['way'] | null => {
  if (command === 'export') return 'out';
  if (command === 'import') return 'in';
  if (command !== 'transfer') return null;
  return optionOf(args, '--from') === null ? 'out' : 'in';
};

/** The data command of a process, or null when it is none. */
export const dataCommandOf = (argv: readonly string[]): DataCommand | null => {
  const [, script = '', command = '', ...args] = argv;
  if (!SCRIPT.test(script.split(/[/\\]/).at(-1) ?? '')) return null;
  const way = wayOf(command, args);
  if (!way) return null;
  const [kinds, without] = [listOf(args, '--only'), listOf(args, '--exclude')];
  const has = (kind: string) =>
    !without.includes(kind) && (kinds.length === 0 || kinds.includes(kind));
  return {
    way,
    content: has('content'),
    config: has('config'),
    only: listOf(args, '--only-content-types'),
    excluded: [
      ...listOf(args, '--exclude-content-types'),
      ...(without.includes('media-library') ? LIBRARY_TYPES : []),
    ],
  };
};

/**
 * How much of the WhatsApp data a command moves. `part` would tear rows from what they refer to, or empty the tables that do
 * not travel beside people who stay.
 */
export const reachOf = (
  { way, content, config, only, excluded }: DataCommand,
  { types, needed }: { types: readonly string[]; needed: readonly string[] }
): 'none' | 'part' | 'whole' => {
  if (!content) return 'none';
  const isChosen = (uid: string) =>
    !excluded.includes(uid) && (only.length === 0 || only.includes(uid));
  if (![...types].some(isChosen))
    return way === 'in' && only.length === 0 && config ? 'part' : 'none';
  return [...types, ...needed].every(isChosen) ? 'whole' : 'part';
};
