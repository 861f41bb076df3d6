/** One emoji with the words it is found by. */
export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  readonly words: string;
}
export interface EmojiGroup<Key extends string = string> {
  readonly key: Key;
  readonly emojis: readonly Emoji[];
}

const readLine = (line: string): Emoji => {
  const [emoji = '', name = '', words = ''] = line.split('|');
  return { emoji, name, words };
};

/** Groups from the packed data: `emoji|name|keywords`, a line each. */
export const readGroups = <Key extends string>(
  packed: Readonly<Record<Key, string>>
): EmojiGroup<Key>[] =>
  (Object.entries(packed) as [Key, string][]).map(([key, lines]) => ({
    key,
    emojis: lines.split('\n').map(readLine),
  }));

/** Names and keywords without case and accents, so that "gunes" finds "güneş". */
const fold = (text: string, locale: string): string =>
  text.toLocaleLowerCase(locale).normalize('NFD').replace(/\p{M}/gu, '').replace(/ı/g, 'i');

/** Emojis that have every word of the query; those whose name begins with it first. */
export const findEmojis = (
  groups: readonly EmojiGroup[],
  query: string,
  locale: string
): Emoji[] => {
  const wanted = fold(query, locale).split(/\s+/).filter(Boolean);
  const [first] = wanted;
  if (first === undefined) return [];
  const hits = groups
    .flatMap(({ emojis }) => emojis)
    .map((one) => ({ one, text: fold(`${one.name} ${one.words}`, locale) }))
    .filter(({ text }) => wanted.every((word) => text.includes(word)));
  const begins = ({ text }: { text: string }) => (text.startsWith(first) ? 0 : 1);
  return hits.sort((a, b) => begins(a) - begins(b)).map(({ one }) => one);
};

const RECENT = 'whatsapp.emoji.recent';
const MOST_RECENT = 18;
type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** What was chosen last in this browser, newest first; a broken entry counts as none. */
export const readRecent = (store: Store): string[] => {
  try {
    const raw: unknown = JSON.parse(store.getItem(RECENT) ?? '[]');
    return Array.isArray(raw)
      ? raw.filter((one): one is string => typeof one === 'string').slice(0, MOST_RECENT)
      : [];
  } catch {
    return [];
  }
};

export const keepRecent = (store: Store, emoji: string): void => {
  try {
    const next = [emoji, ...readRecent(store).filter((one) => one !== emoji)];
    store.setItem(RECENT, JSON.stringify(next.slice(0, MOST_RECENT)));
  } catch {
    // A full or forbidden store loses only the shortcut.
  }
};

/** Where the arrows lead in a grid of `columns`; null = out of it. */
export const gridStep = (
  key: string,
  { at, count, columns }: { at: number; count: number; columns: number }
): number | null => {
  const by: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: 0,
    End: count - 1,
  };
  const next = by[key];
  return next === undefined || next < 0 || next >= count ? null : next;
};
