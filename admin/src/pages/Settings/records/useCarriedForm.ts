import { useState } from 'react';
import type { CarriedConsent } from '../../../../../server/src/contracts/carried-consent';
import {
  useWhatsappGetCarriedConsentQuery,
  useWhatsappSaveCarriedConsentMutation,
} from '../../../api/carried-consent';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { languages, type Language } from '../consent/model';

type Typed = Pick<CarriedConsent, 'carries' | 'texts'>;
type Problems = Partial<Record<Language, string>>;

const sameTexts = (a: Typed['texts'], b: Typed['texts']): boolean => a.en === b.en && a.tr === b.tr;

/** How entries of a type carry consent, as it is and as it is typed; asks before it is switched on. */
export const useCarriedForm = ({ uid, onSaved }: { uid: string; onSaved: () => void }) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const query = useWhatsappGetCarriedConsentQuery({ uid });
  const [save, saving] = useWhatsappSaveCarriedConsentMutation();
  const [typed, setTyped] = useState<Typed | null>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [isAsking, setAsking] = useState(false);
  const rule = query.data ?? null;
  const values: Typed | null = typed ?? rule;
  const put = (change: Partial<Typed>) => {
    setProblems({});
    if (values) setTyped({ carries: values.carries, texts: values.texts, ...change });
  };
  const submit = async (): Promise<void> => {
    if (!rule || !values) return;
    const { carries, texts } = values;
    const from = { version: rule.version, carries: rule.carries };
    try {
      await save({ uid, carries, texts, from }).unwrap();
      onSaved();
    } catch (error) {
      const shown = explain(error);
      const language = languages.find((one) => shown.field === `texts.${one}`);
      if (language) setProblems({ [language]: shown.message });
      else refuse(error);
    }
  };
  const press = async (): Promise<void> => {
    const empty = languages.filter((one) => values?.carries && values.texts[one].trim() === '');
    setProblems(Object.fromEntries(empty.map((one) => [one, t('records.carries.missing')])));
    if (empty.length > 0) return;
    if (values?.carries && !rule?.carries) setAsking(true);
    else await submit();
  };
  const isNewText = rule !== null && values !== null && !sameTexts(rule.texts, values.texts);
  return {
    ...{ query, rule, values, typed, put, problems, press, submit, isNewText },
    ...{ isAsking, stopAsking: () => setAsking(false), isSaving: saving.isLoading },
    isDirty: isNewText || rule?.carries !== values?.carries,
  };
};
export type CarriedForm = ReturnType<typeof useCarriedForm>;
