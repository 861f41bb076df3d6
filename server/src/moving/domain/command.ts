/** What a command of Strapi's command line does with the rows of this app, as its arguments say. */
export interface DataCommand {
  /**
   * `out`: rows are read and leave (`strapi export`, `transfer --to`). `in`: rows are deleted and written. `asked`: Strapi asks
   * for it in the terminal, later.
   */
  way: 'out' | 'in' | 'asked';
  /** Rows of content types are part of it. */
  content: boolean;
  /** Bytes of the media library are part of it; an import then empties the folder of uploads first. */
  files: boolean;
  /** Settings are part of it; an import then also empties tables that do not travel. */
  config: boolean;
  /** The archive of `strapi import`, and the key given with it. */
  file: string | null;
  key: string | null;
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
  if (optionOf(args, '--from') !== null) return 'in';
  return optionOf(args, '--to') === null ? 'asked' : 'out';
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
    files: has('files') && !without.includes('media-library'),
    config: has('config'),
    file: optionOf(args, '--file') ?? optionOf(args, '-f'),
    key: optionOf(args, '--key') ?? optionOf(args, '-k'),
    only: listOf(args, '--only-content-types'),
    excluded: [
      ...listOf(args, '--exclude-content-types'),
      ...(without.includes('media-library') ? LIBRARY_TYPES : []),
    ],
  };
};

/**
 * How much of the WhatsApp data a command moves. `part` would tear rows from what they refer to: from each other, from files,
 * or from the tables that do not travel and are emptied beside people who stay.
 */
export const reachOf = (
  { way, content, files, config, only, excluded }: DataCommand,
  { types, library }: { types: readonly string[]; library: string }
): 'none' | 'part' | 'whole' => {
  const isIn = way !== 'out';
  if (!content) return isIn && files ? 'part' : 'none';
  const isChosen = (uid: string) =>
    !excluded.includes(uid) && (only.length === 0 || only.includes(uid));
  if ([...types, library].every(isChosen)) return 'whole';
  if (types.some(isChosen)) return 'part';
  // Ours stay: beside another library, or beside emptied tables, they would not be what they were.
  const takesLibrary = LIBRARY_TYPES.some(isChosen);
  return isIn && (takesLibrary || (only.length === 0 && config)) ? 'part' : 'none';
};
