import { useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import {
  checkHouseStyle,
  type HouseLanguage,
  type HouseStyle,
} from '../../../../../server/src/contracts/house-style';
import { wordsOf } from '../../../../../server/src/contracts/template-rules';
import { useWhatsappSaveHouseStyleMutation } from '../../../api/templates';
import { focusFirstInvalidSoon } from '../../../shared/focus-first-invalid';
import { useApiError } from '../../../shared/useApiError';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';

const newLanguage = (language: string): HouseLanguage => ({
  language,
  footer: '',
  buttons: { MARKETING: [], UTILITY: [] },
});

/** The house style as it is typed, what is wrong with it where, and saving. */
export const useHouseForm = (before: HouseStyle) => {
  const t = useT();
  const locale = useRuleLocale();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const [send, { isLoading }] = useWhatsappSaveHouseStyleMutation();
  const [style, setStyle] = useState(before);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<{ field: string; message: string } | null>(null);
  const problems = checkHouseStyle(style);

  const set = (part: Partial<HouseStyle>) => {
    setRefused(null);
    setStyle((old) => ({ ...old, ...part }));
  };
  const save = async () => {
    setTried(true);
    if (problems.length > 0) {
      const message = t('templates.submit.problems', { count: problems.length });
      toggleNotification({ type: 'danger', message });
      focusFirstInvalidSoon();
      return;
    }
    try {
      const saved = await send(style).unwrap();
      // What was typed meanwhile stays, and is still to be saved.
      setStyle((now) => (now === style ? saved : now));
      setTried(false);
      toggleNotification({ type: 'success', message: t('house-style.saved') });
    } catch (error) {
      const { message, field } = explain(error);
      setRefused({ field: field ?? '', message });
      if (!field) toggleNotification({ type: 'danger', message });
    }
  };
  return {
    style,
    set,
    addLanguage: (language: string) =>
      set({ languages: [...style.languages, newLanguage(language)] }),
    removeLanguage: (at: number) =>
      set({ languages: style.languages.filter((_, index) => index !== at) }),
    setLanguage: (at: number, part: Partial<HouseLanguage>) =>
      set({
        languages: style.languages.map((one, index) => (index === at ? { ...one, ...part } : one)),
      }),
    /** What is wrong with a field; our own rules speak when somebody tried to save. */
    errorAt: (field: string): string | undefined => {
      if (refused?.field === field) return refused.message;
      const own = tried ? problems.find((one) => one.field === field) : undefined;
      return own && wordsOf(own, locale);
    },
    isLoading,
    dirty: JSON.stringify(style) !== JSON.stringify(before),
    save: () => void save(),
  };
};
export type HouseForm = ReturnType<typeof useHouseForm>;
