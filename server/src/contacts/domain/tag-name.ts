import { keyOf } from '../../kernel/hash';
import { fold } from '../../contracts/fold';
import { cleanText } from './identity';

export interface TagName {
  name: string;
  /** sha256 of the folded name: what makes two spellings one tag. */
  key: string;
}

export const tagKey = (name: string): string => keyOf(fold(name).trim().replace(/\s+/g, ' '));

/** Tags as people type them: cleaned, without empty ones, one per folded name, the first spelling stays. */
export const tagNames = (names: readonly string[]): TagName[] => {
  const byKey = new Map<string, TagName>();
  for (const typed of names) {
    const name = cleanText(typed, 60);
    if (!name) continue;
    const key = tagKey(name);
    if (!byKey.has(key)) byKey.set(key, { name, key });
  }
  return [...byKey.values()];
};
