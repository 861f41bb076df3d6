import { useRef, useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import type { BotOverlap, BotView } from '../../../../../server/src/contracts/bots';
import {
  useWhatsappOverlapsBotsMutation,
  useWhatsappCreateBotsMutation,
  useWhatsappUpdateBotsMutation,
} from '../../../api/bots';
import { PLUGIN_ID } from '../../../pluginId';
import { focusFirstInvalidSoon } from '../../../shared/focus-first-invalid';
import { useApiError } from '../../../shared/useApiError';
import { useIsTyped } from '../../../shared/useLeaveQuestion';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import type { Key } from '../../../translations/key';
import { graphOfSteps } from '../flow/model/graph';
import { begunErrors, begunFlow, bodyOf, draftErrors, settingsErrors, type Draft } from '../model';

/** The form of a bot: its draft, the errors by field, and saving. `hasSteps`: a flow has its steps elsewhere. */
export const useBotForm = (bot: BotView | null, start: Draft, { hasSteps = true } = {}) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const [draft, setDraft] = useState<Draft>(start);
  const isTyped = useIsTyped(draft);
  /** What is typed is a change of this version: a newer one is not replaced by it unasked. */
  const [version, setVersion] = useState(bot?.version);
  const isSaved = useRef(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [overlaps, setOverlaps] = useState<BotOverlap[] | null>(null);
  const [create, creating] = useWhatsappCreateBotsMutation();
  const [update, updating] = useWhatsappUpdateBotsMutation();
  const [compare, comparing] = useWhatsappOverlapsBotsMutation();

  const onRefused = (refused: unknown) => {
    const shown = explain(refused);
    if (shown.field) setErrors({ [shown.field]: shown.message });
    refuse(refused);
  };
  const lacksNothing = (found: Record<string, Key>): boolean => {
    const wrong = Object.entries(found).map(([field, word]) => [field, t(word)]);
    setErrors(Object.fromEntries(wrong) as Record<string, string>);
    if (wrong.length > 0) toggleNotification({ type: 'warning', message: t('bots.problem.some') });
    return wrong.length === 0;
  };
  const isComplete = (): boolean =>
    lacksNothing(hasSteps ? draftErrors(draft) : settingsErrors(draft));
  const put = (active: boolean): Promise<BotView> => {
    const body = { ...bodyOf(draft, active), ...(version === undefined ? {} : { version }) };
    return bot ? update({ id: bot.id, body }).unwrap() : create(body).unwrap();
  };
  const store = async (active: boolean): Promise<void> => {
    const saved = await put(active);
    toggleNotification({
      type: 'success',
      message: t(active ? 'bots.saved-active' : 'bots.saved', { name: saved.name }),
    });
    isSaved.current = true;
    void navigate(`/plugins/${PLUGIN_ID}/bots`);
  };
  const save = async (active: boolean) => {
    if (!isComplete()) return;
    try {
      await store(active);
    } catch (refused) {
      onRefused(refused);
    }
  };
  /** Asks first when another active bot would answer the same. */
  const saveAndActivate = async () => {
    if (!isComplete()) return;
    try {
      const asked = { id: bot?.id ?? null, bot: bodyOf(draft, true) };
      const found = (await compare(asked).unwrap()).overlaps;
      if (found.length > 0) setOverlaps(found);
      else await store(true);
    } catch (refused) {
      onRefused(refused);
    }
  };
  /** A flow needs a bot that is saved: a new one is saved first, and answers nobody yet. It needs no step. */
  const openAsFlow = async (open: (draft: Draft) => void) => {
    if (!lacksNothing(begunErrors(draft))) return focusFirstInvalidSoon();
    const begun = begunFlow(draft);
    if (bot) return open(begun);
    try {
      const empty = begun.steps.length === 0 ? { draft: graphOfSteps([]) } : {};
      const saved = await create({ ...bodyOf(begun, false), ...empty }).unwrap();
      isSaved.current = true;
      void navigate(`/plugins/${PLUGIN_ID}/bots/${saved.id}?as=flow`, { replace: true });
    } catch (refused) {
      onRefused(refused);
    }
  };
  return {
    isNew: bot === null,
    sentThisMonth: bot?.sentThisMonth ?? 0,
    draft,
    change: (part: Partial<Draft>) => {
      setErrors({});
      setDraft((old) => ({ ...old, ...part }));
    },
    errorOf: (field: string): string | false => errors[field] ?? false,
    overlaps,
    closeOverlaps: () => setOverlaps(null),
    save,
    saveAndActivate,
    openAsFlow,
    isComplete,
    onRefused,
    /** Somebody else saved other steps while this form was open. */
    isOvertaken: bot !== null && bot.version !== version,
    /** Goes on with what is typed: saving replaces what somebody else saved. */
    keepMine: () => setVersion(bot?.version),
    holds: () => isTyped && !isSaved.current,
    isSaving: creating.isLoading || updating.isLoading || comparing.isLoading,
  };
};
export type BotForm = ReturnType<typeof useBotForm>;
