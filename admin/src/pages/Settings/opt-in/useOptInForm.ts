import { useRef, useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type {
  OptInChoices,
  OptInFormView,
  OptInLanguage,
  OptInTexts,
  OptInWords,
} from '../../../../../server/src/contracts/opt-in';
import {
  useWhatsappCheckOptInQuery,
  useWhatsappCreateOptInFormMutation,
  useWhatsappSuggestOptInMutation,
  useWhatsappUpdateOptInFormMutation,
} from '../../../api/opt-in';
import { isAbout } from '../../../shared/refusal';
import { useApiError, type ShownError } from '../../../shared/useApiError';
import { useDebounced } from '../../../shared/useDebounced';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import {
  bodyOf,
  checkedTexts,
  emptyWords,
  formOf,
  losesWords,
  newForm,
  problemAt,
  type OptInForm,
} from './model';

interface Args {
  view: OptInFormView | null;
  choices: OptInChoices;
  onSaved: (view: OptInFormView) => void;
}

const useSave = ({ view, onSaved }: Args) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [create, creating] = useWhatsappCreateOptInFormMutation();
  const [update, updating] = useWhatsappUpdateOptInFormMutation();
  const [refused, setRefused] = useState<ShownError | null>(null);
  const save = async (form: OptInForm) => {
    setRefused(null);
    const body = bodyOf(form);
    try {
      const saved = view
        ? await update({ id: view.id, body }).unwrap()
        : await create(body).unwrap();
      toggleNotification({ type: 'success', message: t('optIn.saved', { name: saved.name }) });
      onSaved(saved);
    } catch (error) {
      const shown = explain(error);
      setRefused(shown);
      if (!shown.field) return refuse(error);
      toggleNotification({ type: 'danger', message: shown.atField });
    }
  };
  return { save, refused, setRefused, isSaving: creating.isLoading || updating.isLoading };
};

/** Puts ready-made texts into the form; `question` is there while words that somebody wrote would be lost. */
const useReadyTexts = (form: OptInForm, put: (texts: OptInTexts) => void) => {
  const refuse = useRefusal();
  const [suggest, { isLoading: isSuggesting }] = useWhatsappSuggestOptInMutation();
  /** What was put in last: nobody wrote it. */
  const [last, setLast] = useState<OptInTexts | null>(null);
  const [offered, setOffered] = useState<OptInTexts | null>(null);
  // One can type while the texts are on their way.
  const latest = useRef(form);
  latest.current = form;
  const take = (texts: OptInTexts) => {
    setLast(texts);
    put(texts);
  };
  const fill = async () => {
    try {
      const { accountId, category } = form;
      const { texts } = await suggest({ accountId, category }).unwrap();
      if (losesWords(latest.current.texts, last ? [texts, last] : [texts])) setOffered(texts);
      else take(texts);
    } catch (error) {
      refuse(error);
    }
  };
  const question = offered && { take: () => take(offered), leave: () => setOffered(null) };
  return { fill, isSuggesting, question };
};

/** The editor of a form: what is typed, the rules of publishing while one types, saving. */
export const useOptInForm = (args: Args) => {
  const { view, choices } = args;
  const t = useT();
  const [form, setForm] = useState<OptInForm>(() =>
    view ? formOf(view) : newForm(choices.numbers[0]?.id ?? 0)
  );
  const { save, refused, setRefused, isSaving } = useSave(args);
  const asked = useDebounced(form.texts);
  const check = useWhatsappCheckOptInQuery(
    { accountId: form.accountId, texts: checkedTexts(asked) },
    { skip: form.accountId === 0 }
  );
  const change = (part: Partial<OptInForm>) => {
    setRefused(null);
    setForm((old) => ({ ...old, ...part }));
  };
  const problems = check.data?.problems ?? [];
  const business = check.data?.business ?? '';

  /** The server's refusal first, then what the live check says of a text that is offered. */
  const wrongAt = (field: string): string | false => {
    if (isAbout(refused, field)) return refused.atField;
    const problem = problemAt(problems, field);
    return problem ? t(`optIn.problem.${problem}`, { business }) : false;
  };
  const words = (language: OptInLanguage, part: Partial<OptInWords>) =>
    change({
      texts: { ...form.texts, [language]: { ...(form.texts[language] ?? emptyWords), ...part } },
    });
  const offer = (language: OptInLanguage, offered: boolean) =>
    change({ texts: { ...form.texts, [language]: offered ? emptyWords : null } });
  const ready = useReadyTexts(form, (texts) => change({ texts }));
  return {
    form,
    change,
    words,
    offer,
    ready,
    wrongAt,
    problems,
    business,
    save: () => save(form),
    isSaving,
  };
};
export type Editor = ReturnType<typeof useOptInForm>;
