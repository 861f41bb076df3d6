/** A user id as Meta writes them: country, full stop, letters and digits. */
const ID = '[A-Z]{2}\\.[A-Za-z0-9]{5,132}';
const ANY_ID = new RegExp(`(?<![\\p{L}\\p{N}._-])${ID}(?![\\p{L}\\p{N}_-])`, 'gu');
/** How the sentence ends, where no name stands. */
const END = new RegExp(` from (${ID}) to (${ID})\\.?$`, 'u');

/**
 * The user id that somebody had before, out of the sentence of a notice that names no sender ("User Ada changed from DE.1… to
 * DE.2…"). The sentence holds the profile name, which a person chooses: an id counts only at the end of the sentence, as the
 * only one beside the new one. Null when it is not certain.
 */
export const oldUserIdIn = (text: string | null, next: string | null): string | null => {
  const [, old, now] = END.exec(text?.trim() ?? '') ?? [];
  if (!text || old === undefined || now !== next) return null;
  const others = new Set(text.match(ANY_ID));
  return others.size === 2 && old !== next ? old : null;
};
