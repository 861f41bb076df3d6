import type { BotView } from '../../../../../../server/src/contracts/bots';
import { bodyOf, draftOf, type Draft } from '../../model';
import { asText, textOf } from './graph';

/** What a flow has beside its graph. */
export type Settings = Pick<
  Draft,
  'name' | 'accountId' | 'cooldownMinutes' | 'countsAsAnswered' | 'allowance' | 'triggers'
>;

/** As they are sent, with keys in one order: databases give them back in another. */
export const settingsOf = (draft: Draft): Settings => {
  const { name, accountId, cooldownMinutes, countsAsAnswered, triggers } = bodyOf(draft, false);
  const { allowance } = draft;
  return JSON.parse(
    asText({ name, accountId, cooldownMinutes, countsAsAnswered, allowance, triggers })
  ) as Settings;
};

/** What is saved of a flow: now, or as far as a page knows. Graphs are texts to compare; one that is not there is `null`. */
export interface Saved {
  readonly settings: Settings;
  /** The steps that a page shows: those of the draft, else the published ones. */
  readonly graph: string;
  readonly draft: string;
  readonly published: string;
  /** The version that answers. */
  readonly version: number;
  /** The version from which the steps were made. */
  readonly from: number;
}

const NONE = textOf(null);

export const savedOf = (bot: BotView): Saved => ({
  settings: settingsOf(draftOf(bot)),
  graph: textOf(bot.draft?.graph ?? bot.graph),
  draft: textOf(bot.draft?.graph ?? null),
  published: textOf(bot.graph),
  version: bot.version,
  from: bot.draft?.from ?? bot.version,
});

interface Seen {
  /** What the page knows. */
  readonly base: Saved;
  readonly now: Saved;
  /** The steps on the page. */
  readonly text: string;
}

/** What somebody else saved of the steps. */
export interface News {
  /** A newer version than that from which the steps here were made. */
  readonly newer: number | null;
  /** Another draft is saved than the page knew, or none any more. Saving or publishing would drop it unseen. */
  readonly draft: 'saved' | 'dropped' | null;
  /** What is saved now is what is here: there is nothing to choose. */
  readonly isKnown: boolean;
  /** The page holds nothing of its own: it shows the new version. */
  readonly isToFollow: boolean;
}

export const newsOf = ({ base, now, text }: Seen): News => {
  const isOther = now.draft !== base.draft;
  const isHere = text === now.graph;
  const isKnown = isHere && (isOther || now.from > base.from);
  const isNewer = now.version > (isKnown ? Math.max(now.from, base.from) : base.from);
  const isOnlyLooked = base.draft === NONE && text === base.graph && now.published !== NONE;
  const isLost = isOther && !isHere;
  // Publishing drops the draft: the newer version says it.
  const gone = isNewer ? null : 'dropped';
  return {
    newer: isNewer && !isOnlyLooked ? now.version : null,
    draft: isLost ? (now.draft === NONE ? gone : 'saved') : null,
    isKnown,
    isToFollow: isNewer && isOnlyLooked && !isHere,
  };
};

/** Are there steps here that are saved nowhere? What was published is not lost, whatever draft there is beside it. */
export const isUnsaved = ({ base, now, text }: Seen): boolean =>
  now.draft === base.draft || text === now.graph ? text !== base.graph : text !== now.published;
