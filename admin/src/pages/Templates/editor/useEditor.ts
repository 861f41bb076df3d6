import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type {
  DraftResult,
  TemplateDraft,
} from '../../../../../server/src/contracts/template-draft';
import {
  checkDraft,
  takenKey,
  wordsOf,
  type TemplateProblem,
} from '../../../../../server/src/contracts/template-rules';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import {
  useWhatsappListTemplatesQuery,
  useWhatsappSaveDraftTemplatesMutation,
  useWhatsappSubmitTemplatesMutation,
} from '../../../api/templates';
import { useApiError, type ShownError } from '../../../shared/useApiError';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { submitProblems, type ShownProblem } from './submit-refusal';
import { useAdvice } from './useAdvice';

const SAVE_AFTER_MS = 800;

/** Keeps the draft on the server while one writes; what could not be kept is said and tried again with the next word. */
const useAutosave = (id: number, first: DraftResult, draft: TemplateDraft) => {
  const [save] = useWhatsappSaveDraftTemplatesMutation();
  const explain = useApiError();
  const [savedAt, setSavedAt] = useState(first.savedAt);
  const [refused, setRefused] = useState<ShownError | null>(null);
  const kept = useRef({ draft: first.draft, at: first.savedAt });
  const latest = useRef(draft);
  const running = useRef<Promise<boolean>>(Promise.resolve(true));
  useEffect(() => {
    latest.current = draft;
  }, [draft]);

  const flush = useCallback((): Promise<boolean> => {
    // One after the other: each save is based on what the one before it left.
    running.current = running.current.then(async () => {
      const wanted = latest.current;
      if (wanted === kept.current.draft) return true;
      try {
        const view = await save({
          id,
          body: { draft: wanted, basedOn: kept.current.at },
        }).unwrap();
        kept.current = { draft: wanted, at: view.draftSavedAt };
        setSavedAt(view.draftSavedAt);
        setRefused(null);
        return true;
      } catch (error) {
        setRefused(explain(error));
        return false;
      }
    });
    return running.current;
  }, [explain, id, save]);

  useEffect(() => {
    if (draft === kept.current.draft) return undefined;
    const timer = setTimeout(() => void flush(), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [draft, flush]);
  // Leaving the page keeps the last words too; closing the window asks first.
  const last = useRef(flush);
  useEffect(() => {
    last.current = flush;
  }, [flush]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (latest.current !== kept.current.draft) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
      void last.current();
    };
  }, []);
  /** What is discarded on purpose must not be kept when the page closes. */
  const forget = () => {
    kept.current = { ...kept.current, draft: latest.current };
  };
  return { savedAt, refused, flush, forget };
};

const useProblems = (view: TemplateView, draft: TemplateDraft): TemplateProblem[] => {
  const list = useWhatsappListTemplatesQuery({}).data;
  return useMemo(() => {
    const others = (list?.templates ?? []).filter(
      (one) =>
        one.wabaId === view.wabaId &&
        one.id !== view.id &&
        one.status !== 'DRAFT' &&
        one.status !== 'MISSING'
    );
    return checkDraft(draft, {
      taken: new Set(others.map((one) => takenKey(one.name, one.language))),
      approvedCategory: view.status === 'APPROVED' ? view.category : null,
    });
  }, [draft, list, view]);
};

/** Everything that the editor's parts share: the draft, what is wrong with it where, saving and submitting. */
export const useEditor = (view: TemplateView, first: DraftResult) => {
  const locale = useRuleLocale();
  const explain = useApiError();
  const [draft, setDraft] = useState(first.draft);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [showAll, setShowAll] = useState(false);
  const [said, setSaid] = useState<ShownProblem[]>([]);
  const [failure, setFailure] = useState<ShownError | null>(null);
  const saving = useAutosave(view.id, first, draft);
  const problems = useProblems(view, draft);
  const [send, { isLoading: isSubmitting }] = useWhatsappSubmitTemplatesMutation();

  const change = useCallback((part: Partial<TemplateDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    // What was refused may be mended by any change nearby.
    setSaid((before) =>
      before.filter(({ field }) => !Object.keys(part).some((key) => field.startsWith(key)))
    );
  }, []);
  const advice = useAdvice(view, draft, change);
  const touch = useCallback((field: string) => {
    setTouched((before) => (before.has(field) ? before : new Set([...before, field])));
  }, []);
  const wordsFor = (one: ShownProblem): string => {
    const ours = one.code === null ? '' : wordsOf({ ...one, code: one.code }, locale);
    return [ours, one.said].filter(Boolean).join(' ');
  };
  const errorOf = (field: string): string | undefined => {
    const refused = said.find((one) => one.field === field);
    if (refused) return wordsFor(refused);
    const own = problems.find((one) => one.field === field);
    return own && (showAll || touched.has(field)) ? wordsOf(own, locale) : undefined;
  };

  /** Its id when Meta has it now: that of an older template of this name, or its own. */
  const submit = async (): Promise<number | null> => {
    setFailure(null);
    setSaid([]);
    if (!(await saving.flush())) return null;
    try {
      return (await send(view.id).unwrap()).id;
    } catch (error) {
      const found = submitProblems(error, locale);
      if (found) setSaid(found);
      else setFailure(explain(error));
      setShowAll(true);
      return null;
    }
  };
  return {
    view,
    draft,
    change,
    touch,
    errorOf,
    problems,
    advice,
    /** Refusals that belong to no field. */
    general: said.filter((one) => one.field === '').map(wordsFor),
    failure,
    showAll: () => setShowAll(true),
    isShowingAll: showAll,
    submit,
    isSubmitting,
    saving,
  };
};
export type Editor = ReturnType<typeof useEditor>;
