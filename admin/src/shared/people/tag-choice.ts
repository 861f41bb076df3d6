import { fold } from '../../../../server/src/contracts/fold';

/** More are not offered at once: who looks for one types. */
const MOST_OFFERED = 50;

/** The server takes them for one tag: `vip` and ` VIP `, `Lodz` and `Łódź`. */
const isSame = (a: string, b: string): boolean => fold(a).trim() === fold(b).trim();

/**
 * The tags that have what was typed, without those that are chosen already. Of two that differ in their accents alone (kept
 * from before they were one) only the chosen one is left out.
 */
export const offeredTags = (
  tags: readonly string[],
  { typed, without }: { typed: string; without: readonly string[] }
): string[] => {
  const wanted = fold(typed).trim();
  const known = new Set(tags);
  const isChosen = (tag: string): boolean =>
    without.some((one) => one === tag || (!known.has(one) && isSame(one, tag)));
  return tags.filter((tag) => fold(tag).includes(wanted) && !isChosen(tag)).slice(0, MOST_OFFERED);
};

/** Whether what was typed is a tag that nobody has made or chosen yet. */
export const isNewTag = (typed: string, known: readonly string[]): boolean =>
  typed.trim() !== '' && !known.some((one) => isSame(one, typed));
