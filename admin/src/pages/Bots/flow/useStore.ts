import { useNotification } from '@strapi/strapi/admin';
import type { BotView, PublishBody } from '../../../../../server/src/contracts/bots';
import {
  useWhatsappDropDraftBotsMutation,
  useWhatsappPublishBotsMutation,
  useWhatsappSaveDraftBotsMutation,
  useWhatsappUpdateBotsMutation,
} from '../../../api/bots';
import { useT } from '../../../shared/useT';
import type { BotForm } from '../components/useBotForm';
import { bodyOf } from '../model';
import { isUnsaved, savedOf, type Saved } from './model/saved';
import { useSaved, type Edited, type Outcome } from './useSaved';
import { useSettings } from './useSettings';

/** When the draft was saved, or null. */
type Seen = number | null;
const seenIn = ({ draft }: BotView): Seen => draft?.at ?? null;

/** What an answer says of the steps. */
const stepsOf = (answer: BotView): Omit<Saved, 'settings'> => {
  const { settings: _settings, ...steps } = savedOf(answer);
  return steps;
};

/** How the steps, and name, triggers, number and rest, go to the server. */
const useSaving = ({ form, ...edited }: Edited & { readonly form: BotForm }) => {
  const { bot, graph } = edited;
  const saved = useSaved(edited);
  const settings = useSettings(form, saved);
  const [update] = useWhatsappUpdateBotsMutation();
  const [putDraft] = useWhatsappSaveDraftBotsMutation();
  const { base, text } = saved;

  /** Refused where somebody saves another draft meanwhile than the one of this time. Answers when it was saved. */
  const keepDraft = async (from: number, seen: Seen): Promise<Seen> => {
    const answer = await putDraft({ id: bot.id, body: { graph, from, seen } }).unwrap();
    saved.answered({ ...stepsOf(answer), graph: text, from });
    return seenIn(answer);
  };
  /** With the published steps as they are, and refused where somebody publishes others meanwhile. Answers the version. */
  const storeSettings = async (fresh: BotView): Promise<number> => {
    const sent = settings.mine;
    const body = {
      ...bodyOf({ ...form.draft, ...settings.over(fresh) }, fresh.active),
      ...{ steps: fresh.steps, graph: fresh.graph, version: fresh.version },
    };
    const answer = await update({ id: bot.id, body }).unwrap();
    const { version, published, settings: stored } = savedOf(answer);
    settings.follow(sent, stored);
    saved.answered({ version, published, settings: stored });
    return version;
  };
  /** The steps first: they are kept whatever becomes of the rest. Answers the version from which they were made. */
  const store = async (fresh: BotView): Promise<{ from: number; seen: Seen }> => {
    const isChanged = isUnsaved({ base, now: savedOf(fresh), text });
    const seen = isChanged ? await keepDraft(base.from, seenIn(fresh)) : seenIn(fresh);
    const version = settings.isDirty ? await storeSettings(fresh) : fresh.version;
    if (version === fresh.version || base.from !== fresh.version) return { from: base.from, seen };
    // Steps that an older release published are stored in the form of this one: the draft is one of the same steps.
    if (isChanged || fresh.draft) return { from: version, seen: await keepDraft(version, seen) };
    saved.know({ from: version });
    return { from: version, seen };
  };
  return {
    saved,
    settings,
    store,
    isOvertaken: (fresh: BotView): boolean =>
      saved.isOvertaken(fresh) || (settings.isDirty && settings.isOvertaken(fresh)),
  };
};

/** What is saved of a flow, and the ways to save more. Nothing that somebody else saved is dropped unseen. */
export const useStore = (props: Edited & { readonly form: BotForm }) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const { bot, graph, begin, form } = props;
  const { saved, settings, store, isOvertaken } = useSaving(props);
  const [drop] = useWhatsappDropDraftBotsMutation();
  const [publish] = useWhatsappPublishBotsMutation();
  const { base, now, text, news } = saved;
  const say = (message: string) => toggleNotification({ type: 'success', message });

  const save = async (): Promise<Outcome> => {
    const fresh = await saved.read();
    if (isOvertaken(fresh)) return 'meanwhile';
    await store(fresh);
    say(t(saved.isUnsaved ? 'flows.saved' : 'flows.saved-settings'));
    return 'done';
  };
  return {
    isDirty: saved.isUnsaved || settings.isDirty,
    isDraft: saved.isDraft,
    isSaving: saved.isBusy,
    /** The version that publishing makes. */
    nextVersion: now.version + 1,
    ...{ news, asked: saved.asked, meet: saved.meet },
    ...{ keep: saved.keep, keepMine: saved.keepMine, takeTheirs: saved.takeTheirs, settings },
    /** Somebody else changed the steps: what becomes of that is chosen before anything is published. */
    isHeld: news.newer !== null || news.draft !== null,
    saveDraft: async (): Promise<void> => {
      if (!form.isComplete()) return;
      try {
        if ((await saved.once(save)) === 'meanwhile') saved.meet();
      } catch (refused) {
        form.onRefused(refused);
      }
    },
    /** Throws what the server refuses. */
    publish: (waiting: NonNullable<PublishBody['waiting']>): Promise<Outcome> =>
      saved.once(async () => {
        const fresh = await saved.read();
        if (isOvertaken(fresh) || fresh.version > base.from) return 'meanwhile';
        const made = settings.isDirty
          ? await store(fresh)
          : { from: base.from, seen: seenIn(fresh) };
        const answer = await publish({ id: bot.id, body: { graph, waiting, ...made } }).unwrap();
        saved.answered({ ...stepsOf(answer), graph: text });
        const { version, active } = answer;
        say(t(active ? 'flows.published' : 'flows.published-off', { version }));
        return 'done';
      }),
    /** Forgets the saved draft too, and shows the published steps where there are any. Throws what the server refuses. */
    discard: (): Promise<Outcome> =>
      saved.once(async () => {
        const fresh = await saved.read();
        if (saved.isOvertaken(fresh)) return 'meanwhile';
        const seen = seenIn(fresh) ?? 0;
        const answer = fresh.draft ? await drop({ id: bot.id, query: { seen } }).unwrap() : fresh;
        saved.answered(stepsOf(answer));
        if (answer.graph) begin(answer.graph);
        say(t('flows.discarded'));
        return 'done';
      }),
  };
};
