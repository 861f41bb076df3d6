import { useEffect, useMemo, useRef, useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type { BotView } from '../../../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import { useWhatsappGetBotsQuery } from '../../../api/bots';
import { useT } from '../../../shared/useT';
import { textOf } from './model/graph';
import { isUnsaved, newsOf, savedOf, type Saved } from './model/saved';

/** How a press of a button ended. `meanwhile`: somebody else saved something first, and nothing was sent. */
export type Outcome = 'done' | 'busy' | 'meanwhile';

export interface Edited {
  readonly bot: BotView;
  readonly graph: FlowGraph;
  /** Shows another graph, with nothing to take back. */
  readonly begin: (graph: FlowGraph) => void;
  /** Something is typed in an open step. */
  readonly typed: { readonly current: boolean };
}

/** What is saved as far as this page knows, beside what is saved now; and one piece of work at a time. */
const useKnown = (bot: BotView) => {
  const query = useWhatsappGetBotsQuery(bot.id);
  const current = useMemo(() => savedOf(bot), [bot]);
  const [base, setBase] = useState(current);
  /** The bot before the last answer: it is older than what this page saved. */
  const [behind, setBehind] = useState<BotView | null>(null);
  const now = behind === bot ? base : current;
  /** What this page saves arrives in pieces: what others did is judged again after it. */
  const [frozen, freeze] = useState<{ base: Saved; now: Saved } | null>(null);
  const isRunning = useRef(false);
  const latest = useRef(bot);
  latest.current = bot;
  return {
    base,
    now,
    seen: frozen ?? { base, now },
    isBusy: frozen !== null,
    know: (part: Partial<Saved>) => setBase((old) => ({ ...old, ...part })),
    /** What the server answered to something that this page saved. */
    answered: (part: Partial<Saved>) => {
      setBehind(latest.current);
      setBase((old) => ({ ...old, ...part }));
    },
    /** What is saved at this moment: a page may not have heard of it yet. */
    read: () => query.refetch().unwrap(),
    /** A second press does nothing while the first is under way, until its result is read. */
    once: async (work: () => Promise<Outcome>): Promise<Outcome> => {
      if (isRunning.current) return 'busy';
      isRunning.current = true;
      freeze({ base, now });
      try {
        return await work();
      } finally {
        await query.refetch();
        isRunning.current = false;
        freeze(null);
      }
    },
  };
};

/** The steps that are saved, what others saved of them, and what to do about it. */
export const useSaved = ({ bot, graph, begin, typed }: Edited) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const known = useKnown(bot);
  const { base, now, seen, isBusy, know } = known;
  // A long graph is compared only when it changes, not with each letter of a name.
  const text = useMemo(() => textOf(graph), [graph]);
  const news = newsOf({ ...seen, text });
  const { settings: _settings, ...steps } = now;
  const [asked, ask] = useState(0);
  useEffect(() => {
    if (isBusy) return;
    const { published, version, from } = now;
    if (news.isKnown) know({ ...steps, from: Math.max(from, base.from) });
    // The step that is open is one of the steps as they were.
    if (!news.isToFollow || !bot.graph || typed.current) return;
    begin(bot.graph);
    know({ graph: published, published, version, from: version });
    toggleNotification({ type: 'info', message: t('flows.followed', { version }) });
  });
  return {
    ...known,
    text,
    news,
    isUnsaved: isUnsaved({ base, now, text }),
    isDraft: text !== now.published,
    /** Takes what is saved in place of what is here; false: the bot has no steps of a flow any more. */
    takeTheirs: (): boolean => {
      const theirs = bot.draft?.graph ?? bot.graph;
      if (!theirs) return false;
      begin(theirs);
      know(steps);
      return true;
    },
    /** Goes on with what is here: saving replaces the draft of somebody else from now on. */
    keepMine: () => know({ ...steps, from: base.from }),
    /** Goes on with what is here although there is a newer version. */
    keep: () =>
      know({
        ...(news.draft === null ? steps : { published: now.published, version: now.version }),
        from: now.version,
      }),
    /** Would saving now drop what somebody else saved? */
    isOvertaken: (fresh: BotView): boolean =>
      newsOf({ base, now: savedOf(fresh), text }).draft !== null,
    /** Leads to the notices about what others saved. */
    asked,
    meet: () => {
      ask((times) => times + 1);
      toggleNotification({ type: 'warning', message: t('flows.meanwhile.first') });
    },
  };
};
export type SavedFlow = ReturnType<typeof useSaved>;
