import { useMemo, useRef, useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import type { AutomationView } from '../../../../server/src/contracts/automation-desk';
import type {
  AutomationBody,
  AutomationTrigger,
} from '../../../../server/src/contracts/automations';
import {
  useWhatsappCreateAutomationsMutation,
  useWhatsappUpdateAutomationsMutation,
} from '../../api/automations';
import { PLUGIN_ID } from '../../pluginId';
import { focusFirstInvalidSoon } from '../../shared/focus-first-invalid';
import { isSame } from '../../shared/merge-form';
import { useApiError } from '../../shared/useApiError';
import { useMergedForm } from '../../shared/useMergedForm';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';
import { draftErrors } from './errors';
import { bodyOf, draftOf, emptyDraft, inOrder, onceFor, type Draft } from './model';
import { useProblems } from './useProblems';

type Field = keyof Draft;
type Merged = ReturnType<typeof useMergedForm<Draft>>;

/** Sends the draft. What the server refuses is said, and at its field where it names one. */
const useStore = (automation: AutomationView | null, merged: Merged) => {
  const explain = useApiError();
  const refuse = useRefusal();
  const [refused, setRefused] = useState<{ field: string; message: string } | null>(null);
  const [create, creating] = useWhatsappCreateAutomationsMutation();
  const [update, updating] = useWhatsappUpdateAutomationsMutation();
  const put = (): Promise<AutomationView> => {
    const body = bodyOf(merged.form);
    if (!automation) return create(body).unwrap();
    const { id, version } = automation;
    return update({ id, body: { ...body, version } }).unwrap();
  };
  return {
    refused,
    forget: () => setRefused(null),
    isSaving: creating.isLoading || updating.isLoading,
    /** Null: it was refused. */
    send: async (): Promise<AutomationView | null> => {
      try {
        const saved = await put();
        merged.begin(draftOf(saved));
        return saved;
      } catch (error) {
        const { field, message, remedy } = explain(error);
        if (field) setRefused({ field, message: [message, remedy].filter(Boolean).join(' ') });
        refuse(error);
        return null;
      }
    },
  };
};

/** What somebody else saved of the fields that were changed here too, until it is decided which of both stays. */
const useClashes = (automation: AutomationView | null, { form, base, clashes, set }: Merged) => {
  const version = automation?.version ?? 0;
  const [keptAt, keepAt] = useState<number | null>(null);
  const fields = (clashes as Field[]).filter((field) => !isSame(form[field], base[field]));
  return {
    fields: keptAt === version ? [] : fields,
    takeTheirs: () =>
      set(Object.fromEntries(fields.map((field) => [field, base[field]])) as Partial<Draft>),
    keepMine: () => keepAt(version),
  };
};

/** The draft as the server takes it, the same object while nothing changes. */
const useWhole = (draft: Draft): AutomationBody | null =>
  useMemo(() => (Object.keys(draftErrors(draft)).length === 0 ? bodyOf(draft) : null), [draft]);

/** An automation while it is made or changed: its draft, what is wrong with it, and the ways to keep it. */
export const useAutomationForm = (automation: AutomationView | null) => {
  const t = useT();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const saved = useMemo(() => (automation ? draftOf(automation) : emptyDraft()), [automation]);
  const merged = useMergedForm<Draft>(saved);
  const draft = merged.form;
  const [isTried, setTried] = useState(false);
  const isLeaving = useRef(false);
  const problems = useProblems(draft, automation?.id ?? null);
  const store = useStore(automation, merged);
  const clashes = useClashes(automation, merged);
  const own = draftErrors(draft);
  const isDirty = !isSame(draft, merged.base);

  const change = (part: Partial<Draft>) => {
    store.forget();
    merged.set(inOrder(part));
  };
  const stopFor = (message: string): void => {
    toggleNotification({ type: 'warning', message });
    focusFirstInvalidSoon();
  };
  const isComplete = (): boolean => {
    setTried(true);
    if (Object.keys(own).length === 0) return true;
    stopFor(t('bots.problem.some'));
    return false;
  };
  /** Says what is known to stop it, and leads there. */
  const isStopped = (): boolean => {
    const stop = problems.firstStop();
    if (stop !== null) stopFor(stop);
    return stop !== null;
  };
  const send = async (): Promise<AutomationView | null> => {
    if (!isComplete()) return null;
    const answer = await store.send();
    if (!answer) {
      focusFirstInvalidSoon();
      return null;
    }
    setTried(false);
    isLeaving.current = automation === null;
    return answer;
  };
  return {
    automation,
    draft,
    change,
    /** Another trigger: what it cannot count by, or ask of, goes with the one before. */
    setTrigger: (trigger: AutomationTrigger) => change({ trigger, once: onceFor(trigger, draft) }),
    errorOf: (field: string): string | false => {
      const word = isTried ? own[field] : undefined;
      if (word) return t(word);
      if (store.refused?.field === field) return store.refused.message;
      return problems.stopAt(field) ?? false;
    },
    problems,
    clashes,
    /** What is typed, where it says a whole automation; null: something is missing. */
    body: useWhole(draft),
    isDirty,
    isSaving: store.isSaving,
    isComplete,
    isStopped,
    /** Null: it is not complete, or was refused. */
    send,
    save: async () => {
      const answer = await send();
      if (!answer) return;
      toggleNotification({
        type: 'success',
        message: t('automations.saved', { name: answer.name }),
      });
      if (!automation)
        void navigate(`/plugins/${PLUGIN_ID}/automations/${answer.id}`, { replace: true });
    },
    /** To the flow that it begins, with what is typed saved before. */
    openFlow: async () => {
      const answer = isDirty || !automation ? await send() : automation;
      if (!answer) return;
      isLeaving.current = true;
      void navigate(`/plugins/${PLUGIN_ID}/bots/${answer.flow.id}`);
    },
    holds: () => isDirty && !isLeaving.current,
  };
};
export type AutomationForm = ReturnType<typeof useAutomationForm>;
