import type { Translate } from '../../shared/useT';
import type { Ask, Branch, Item } from './model';

/** How a line is said; null = it asks nothing yet. */
export type Say = (asks: Ask) => string;

interface Voice {
  readonly t: Translate;
  readonly say: Say;
}

const opposite = ({ t }: Voice, not: boolean, part: string): string =>
  not ? t('segments.says.not', { part }) : part;

const saidItem = (item: Item, voice: Voice): string | null => {
  if (item.kind === 'row') return item.asks && opposite(voice, item.not, voice.say(item.asks));
  const inside = saidItems(item, voice);
  if (inside === '') return null;
  // "not (a or b)" needs one pair of brackets only.
  return item.not
    ? voice.t('segments.says.not', { part: inside })
    : voice.t('segments.says.group', { part: inside });
};

const saidItems = ({ items, match }: Branch, voice: Voice): string =>
  items
    .flatMap((item) => saidItem(item, voice) ?? [])
    .join(` ${voice.t(match === 'all' ? 'segments.says.and' : 'segments.says.or')} `);

/** The whole tree as a part of a sentence; empty where it asks nothing. */
export const partOf = (root: Branch, voice: Voice): string => {
  const part = saidItems(root, voice);
  return part === '' ? '' : opposite(voice, root.not, part);
};

/** The whole tree as one sentence. */
export const sentenceOf = (root: Branch, voice: Voice): string => {
  const part = partOf(root, voice);
  return part === '' ? voice.t('segments.says.nothing') : voice.t('segments.says', { part });
};
