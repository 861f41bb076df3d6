import { useState } from 'react';
import type {
  ProfileProblem,
  ProfileView,
} from '../../../../../server/src/contracts/business-profile';
import { useWhatsappSaveBusinessProfileMutation } from '../../../api/business-profile';
import { readRefusal, refusedList } from '../../../shared/refusal';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';
import type { FormTrouble } from '../components/useNumberForm';
import {
  byField,
  changesOf,
  draftOf,
  problemsIn,
  type Draft,
  type DraftField,
  type Problems,
} from './model';

interface Picture {
  readonly id: number;
  readonly name: string;
  readonly url: string;
}

const fieldOf = (field: DraftField) =>
  field === 'website' || field === 'secondWebsite' ? 'websites' : field;

const useProblems = () => {
  const t = useT();
  const explain = useApiError();
  const [problems, setProblems] = useState<Problems>({});
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const clear = (field: keyof Problems) => setProblems(({ [field]: _gone, ...rest }) => rest);
  const showError = (error: unknown) => {
    if (readRefusal(error).kind === 'profile-invalid')
      return setProblems(byField(refusedList(error, 'problems') as ProfileProblem[]));
    return setTrouble(explain(error));
  };
  const wordsOf = (field: keyof Problems): string | false => {
    const problem = problems[field];
    if (!problem) return false;
    const { code, max = 0, said = '' } = problem;
    return t(`profile.problem.${code}`, { max, said });
  };
  return { wordsOf, setProblems, clear, trouble, setTrouble, showError };
};

/** The business profile as it is typed; kept by Meta only when it is saved. */
export const useProfileForm = (accountId: number, profile: ProfileView) => {
  const [before, setBefore] = useState(profile);
  const [draft, setDraft] = useState<Draft>(() => draftOf(profile));
  const [picture, setPicture] = useState<Picture | null>(null);
  const { setProblems, setTrouble, showError, ...shown } = useProblems();
  const [send, { isLoading }] = useWhatsappSaveBusinessProfileMutation();
  const changes = {
    ...changesOf(draft, before),
    ...(picture ? { pictureFileId: picture.id } : {}),
  };
  /** True = Meta has it. */
  const save = async (): Promise<boolean> => {
    const found = problemsIn(changes);
    setProblems(found);
    setTrouble(null);
    if (Object.keys(found).length > 0) return false;
    try {
      const saved = await send({ id: accountId, body: changes }).unwrap();
      setBefore(saved);
      return true;
    } catch (error) {
      showError(error);
      return false;
    }
  };
  return {
    ...shown,
    draft,
    picture,
    pictureUrl: before.pictureUrl,
    set: (field: DraftField, text: string) => {
      setDraft((old) => ({ ...old, [field]: text }));
      shown.clear(fieldOf(field));
    },
    choose: (file: Picture | null) => {
      setPicture(file);
      shown.clear('picture');
    },
    save,
    isDirty: Object.keys(changes).length > 0,
    isSaving: isLoading,
  };
};
export type ProfileForm = ReturnType<typeof useProfileForm>;
