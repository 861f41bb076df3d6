import { useState } from 'react';
import {
  MAX_RATE_CARD,
  type RateCardBody,
  type RateCardPreview,
} from '../../../../../server/src/contracts/prices';
import {
  useWhatsappImportRateCardMutation,
  useWhatsappPreviewRateCardMutation,
} from '../../../api/prices';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

interface Chosen {
  readonly text: string;
  readonly fileName: string;
}

/** A rate card from the file to the table: chosen, looked at, imported. */
export const useRateCard = (onDone: (id: number) => void) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const [file, setFile] = useState<Chosen | null>(null);
  const [validFrom, setDay] = useState('');
  const [currency, setCurrency] = useState('');
  const [wrong, setWrong] = useState<Record<string, string>>({});
  /** The file named none once: the field stays while it is filled in. */
  const [asksCurrency, setAsksCurrency] = useState(false);
  const [preview, setPreview] = useState<RateCardPreview | null>(null);
  const [look, looking] = useWhatsappPreviewRateCardMutation();
  const [take, taking] = useWhatsappImportRateCardMutation();

  /** What was shown is no longer what would be imported. */
  const changing =
    <T>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setPreview(null);
      setWrong({});
    };
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    setPreview(null);
    setFile(null);
    setAsksCurrency(false);
    if (chosen.size > MAX_RATE_CARD) {
      setWrong({ file: t('prices.problem.large') });
      return;
    }
    setWrong({});
    setFile({ text: await chosen.text(), fileName: chosen.name });
  };
  const body = (): RateCardBody | null => {
    const missing = {
      ...(file ? {} : { file: t('prices.problem.file') }),
      ...(validFrom === '' ? { validFrom: t('prices.problem.validFrom') } : {}),
    };
    setWrong(missing);
    if (!file || Object.keys(missing).length > 0) return null;
    return { ...file, validFrom, currency: /^[A-Z]{3}$/.test(currency) ? currency : null };
  };
  const told = (error: unknown) => {
    const { field, message } = explain(error);
    if (field === 'validFrom') setWrong({ validFrom: message });
    else refuse(error);
  };
  const check = async () => {
    const asked = body();
    if (!asked) return;
    try {
      const found = await look(asked).unwrap();
      setPreview(found);
      if (found.problems.some(({ kind }) => kind === 'currency-missing')) setAsksCurrency(true);
    } catch (error) {
      told(error);
    }
  };
  const run = async () => {
    const asked = body();
    if (!asked) return;
    try {
      onDone((await take(asked).unwrap()).id);
    } catch (error) {
      told(error);
    }
  };
  return {
    file,
    validFrom,
    currency,
    wrong,
    preview,
    asksCurrency,
    choose: (chosen: File | undefined) => void choose(chosen),
    setDay: changing(setDay),
    setCurrency: changing(setCurrency),
    check: () => void check(),
    run: () => void run(),
    isBusy: looking.isLoading || taking.isLoading,
  };
};
export type RateCardForm = ReturnType<typeof useRateCard>;
