import { useEffect, useState } from 'react';
import type {
  AccountProblem,
  AccountView,
  TestAccountResult,
} from '../../../../../server/src/contracts/accounts';
import {
  useWhatsappCreateAccountMutation,
  useWhatsappTryAccountMutation,
  useWhatsappUpdateAccountMutation,
} from '../../../api/accounts';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';
import {
  createBody,
  emptyNumber,
  isChanged,
  problemsOf,
  testBody,
  updateBody,
  valuesOf,
  type NumberField,
  type NumberValues,
  type Problems,
} from '../model';
import { useProblemWords } from './useProblemWords';

/** Something that is wrong with the whole, or with a field that the form does not show. */
export interface FormTrouble {
  readonly message: string;
  readonly remedy: string | null;
}

const isField = (name: string | null | undefined): name is NumberField =>
  typeof name === 'string' && name in emptyNumber;

const without = (problems: Problems, field: NumberField): Problems => {
  const { [field]: _gone, ...rest } = problems;
  return rest;
};

/** To the first field that something is wrong with; what hides it has opened by then. */
const toFirstProblem = (): void =>
  document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus();

/** That nothing answers is said at the button: the address, behind a heading that is mostly closed, is seldom to blame. */
const fieldOf = ({ kind, field }: AccountProblem): string | null =>
  kind === 'no-answer' ? null : field;

const useTexts = (account: AccountView | null, given: Partial<NumberValues>) => {
  const t = useT();
  const explain = useApiError();
  const [values, setValues] = useState<NumberValues>(
    account ? valuesOf(account) : { ...emptyNumber, ...given }
  );
  const [problems, setProblems] = useState<Problems>({});
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) toFirstProblem();
  }, [refusals]);

  const set = (field: NumberField, value: string) => {
    setValues((before) => ({ ...before, [field]: value }));
    setProblems((before) => without(before, field));
    setTrouble(null);
  };
  /** Shows what is wrong where it is; answers whether the form may be sent. */
  const validate = (): boolean => {
    const found = problemsOf(values);
    setProblems(
      Object.fromEntries(Object.entries(found).map(([field, key]) => [field, t(key)])) as Problems
    );
    setTrouble(null);
    const isRight = Object.keys(found).length === 0;
    if (!isRight) setRefusals((before) => before + 1);
    return isRight;
  };
  const show = (field: string | null | undefined, shown: FormTrouble) => {
    if (!isField(field)) return setTrouble(shown);
    const text = [shown.message, shown.remedy].filter(Boolean).join(' ');
    setRefusals((before) => before + 1);
    return setProblems((before) => ({ ...before, [field]: text }));
  };
  const showError = (error: unknown) => {
    const shown = explain(error);
    show(shown.field, { message: shown.message, remedy: shown.remedy });
  };
  return { values, problems, trouble, set, validate, show, showError };
};

/** State and deeds of the number form. `account` null = a new number, with what is `given` filled in. */
export const useNumberForm = (account: AccountView | null, given: Partial<NumberValues> = {}) => {
  // What was typed is a change of what stood here then: what others save meanwhile is not undone.
  const [before] = useState(account);
  const texts = useTexts(account, given);
  const { values, validate, show, showError } = texts;
  const { explain } = useProblemWords();
  const [tryAccount, trying] = useWhatsappTryAccountMutation();
  const [create, creating] = useWhatsappCreateAccountMutation();
  const [update, updating] = useWhatsappUpdateAccountMutation();

  /** Asks Meta with what stands in the form. Null = not asked or refused, and the form says why. */
  const test = async (): Promise<NonNullable<TestAccountResult['number']> | null> => {
    if (!validate()) return null;
    try {
      const result = await tryAccount(testBody(values, account)).unwrap();
      if (result.problem) show(fieldOf(result.problem), explain(result.problem));
      return result.ok ? (result.number ?? null) : null;
    } catch (error) {
      showError(error);
      return null;
    }
  };

  /** Keeps the number; null = refused, and the form says why. */
  const save = async (): Promise<AccountView | null> => {
    if (!validate()) return null;
    try {
      return account
        ? await update({ id: account.id, body: updateBody(values, before ?? account) }).unwrap()
        : await create(createBody(values)).unwrap();
    } catch (error) {
      showError(error);
      return null;
    }
  };

  return {
    ...texts,
    account,
    test,
    save,
    isDirty: isChanged(values, before, given),
    isTesting: trying.isLoading,
    isSaving: creating.isLoading || updating.isLoading,
  };
};
export type NumberForm = ReturnType<typeof useNumberForm>;
