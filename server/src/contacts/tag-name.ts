import { nameKeyOf, spellingKeyOf } from '../strapi/name-keys';
import { cleanText } from './domain/identity';

export interface TagName {
  name: string;
  /** sha256 of the folded name: what makes two spellings one tag. */
  key: string;
  /** The key of a tag that is kept apart by its spelling (strapi/name-keys.ts). */
  spelling: string;
}

export const tagKey = nameKeyOf;

/** Tags as people type them: cleaned, without empty ones, each spelling once, the first of it stays. */
export const tagNames = (names: readonly string[]): TagName[] => {
  const bySpelling = new Map<string, TagName>();
  for (const typed of names) {
    const name = cleanText(typed, 60);
    if (!name) continue;
    const spelling = spellingKeyOf(name);
    if (!bySpelling.has(spelling)) bySpelling.set(spelling, { name, key: tagKey(name), spelling });
  }
  return [...bySpelling.values()];
};
