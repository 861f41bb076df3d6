import { useMemo, useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type { BotView, FlowProblem, PublishBody } from '../../../../../server/src/contracts/bots';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import {
  useWhatsappCheckBotsQuery,
  useWhatsappDropDraftBotsMutation,
  useWhatsappGetBotsQuery,
  useWhatsappPublishBotsMutation,
  useWhatsappSaveDraftBotsMutation,
  useWhatsappUpdateBotsMutation,
} from '../../../api/bots';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';
import { useBotForm, type BotForm } from '../components/useBotForm';
import { bodyOf, draftOf, type Draft } from '../model';
import { editOf, written } from './model/form';
import { graphOfSteps, textOf } from './model/graph';
import { begun, done, redone, undone } from './model/history';

/** What a flow has beside its graph, as text: name, triggers, number, rest. */
const settingsOf = (draft: Draft): string =>
  JSON.stringify({ ...bodyOf(draft, false), steps: [], graph: null });

interface Edited {
  readonly bot: BotView;
  readonly form: BotForm;
  readonly graph: FlowGraph;
}

/** What is saved of it, and the ways to save more. */
const useStore = ({ bot, form, graph }: Edited) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const known = useWhatsappGetBotsQuery(bot.id);
  const [update, updating] = useWhatsappUpdateBotsMutation();
  const [putDraft, putting] = useWhatsappSaveDraftBotsMutation();
  const [drop] = useWhatsappDropDraftBotsMutation();
  const [publish, publishing] = useWhatsappPublishBotsMutation();
  const [base, setBase] = useState({
    settings: settingsOf(draftOf(bot)),
    graph: textOf(bot.draft?.graph ?? bot.graph),
    /** The version from which the draft was made. */
    from: bot.draft?.from ?? bot.version,
  });
  // A long graph is compared only when it changes, not with each letter of a name.
  const text = useMemo(() => textOf(graph), [graph]);
  const published = useMemo(() => textOf(bot.graph), [bot.graph]);
  const settings = settingsOf(form.draft);
  const say = (message: string) => toggleNotification({ type: 'success', message });

  /** Saves name, triggers, number and rest. The published graph is read again first: a colleague may have published another. */
  const storeSettings = async (): Promise<number> => {
    if (settings === base.settings) return base.from;
    const fresh = await known.refetch().unwrap();
    const body = { ...bodyOf(form.draft, fresh.active), steps: fresh.steps, graph: fresh.graph };
    const saved = await update({ id: bot.id, body }).unwrap();
    const from = fresh.version === base.from ? saved.version : base.from;
    setBase((old) => ({ ...old, settings, from }));
    return from;
  };
  const saveDraft = async () => {
    if (!form.isComplete()) return;
    try {
      const from = await storeSettings();
      const isChanged = text !== base.graph;
      if (isChanged || (bot.draft && from !== base.from))
        await putDraft({ id: bot.id, body: { graph, from } }).unwrap();
      setBase((old) => ({ ...old, graph: text }));
      say(t(isChanged ? 'flows.saved' : 'flows.saved-settings'));
    } catch (refused) {
      form.onRefused(refused);
    }
  };
  return {
    isDirty: text !== base.graph || settings !== base.settings,
    isDraft: text !== published,
    isSaving: updating.isLoading || putting.isLoading || publishing.isLoading,
    /** The version that publishing makes. */
    nextVersion: bot.version + 1,
    /** A newer version than that from which this draft was made. */
    newer: bot.version > base.from ? bot.version : null,
    /** Goes on with this draft although there is a newer version. */
    keep: () => setBase((old) => ({ ...old, from: bot.version })),
    saveDraft,
    publish: async (waiting: NonNullable<PublishBody['waiting']>) => {
      const from = await storeSettings();
      const saved = await publish({ id: bot.id, body: { graph, from, waiting } }).unwrap();
      setBase({ settings, graph: text, from: saved.version });
      say(t(saved.active ? 'flows.published' : 'flows.published-off', { version: saved.version }));
    },
    /** Forgets the saved draft too. */
    discard: async () => {
      if (bot.draft) await drop(bot.id).unwrap();
      setBase((old) => ({ ...old, graph: published, from: bot.version }));
      say(t('flows.discarded'));
    },
  };
};

const PAUSE = 700;

/** What the server finds wrong with the graph, asked when its maker pauses. */
const useProblems = (graph: FlowGraph, accountId: number | null) => {
  const text = useMemo(() => JSON.stringify(graph), [graph]);
  const settled = useDebounced(text, PAUSE);
  const query = useWhatsappCheckBotsQuery(
    { graph: JSON.parse(settled) as FlowGraph, accountId },
    { refetchOnMountOrArgChange: true }
  );
  return {
    /** Null: not known yet. */
    list: (query.data?.problems ?? null) as readonly FlowProblem[] | null,
    isChecking: settled !== text || query.isFetching,
    error: query.error,
    retry: () => void query.refetch(),
  };
};
export type Problems = ReturnType<typeof useProblems>;

/** A flow while it is changed: its graph with what was before, what is wrong with it, and the ways to keep it. */
export const useFlow = (bot: BotView, opened: Draft | null) => {
  const form = useBotForm(bot, opened ?? draftOf(bot));
  const [history, setHistory] = useState(() =>
    begun(
      bot.draft?.graph ??
        bot.graph ??
        graphOfSteps((opened ?? bot).steps.map((step) => written(editOf(step))))
    )
  );
  const graph = history.now;
  return {
    form,
    graph,
    problems: useProblems(graph, form.draft.accountId),
    mayUndo: history.past.length > 0,
    mayRedo: history.future.length > 0,
    change: (next: FlowGraph) => setHistory((old) => done(old, next)),
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    /** Another graph, with nothing to take back. */
    begin: (next: FlowGraph) => setHistory(begun(next)),
    store: useStore({ bot, form, graph }),
  };
};
export type Flow = ReturnType<typeof useFlow>;
