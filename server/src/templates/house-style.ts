import type { Core } from '@strapi/strapi';
import { checkHouseStyle, type HouseStyle } from '../contracts/house-style';
import { wordsOf } from '../contracts/template-rules';
import { DomainError } from '../kernel/errors';
import { settingsService } from '../settings/public';

const CORRECT = {
  en: 'Correct the field and save again.',
  tr: 'Alanı düzeltip yeniden kaydedin.',
};

/** Writes the house style. Throws `invalid` (422) at the footer or button that Meta would refuse in every new template. */
export const saveHouseStyle = async (
  strapi: Core.Strapi,
  next: HouseStyle
): Promise<HouseStyle> => {
  const [problem] = checkHouseStyle(next);
  if (problem)
    throw new DomainError('invalid', wordsOf(problem, 'en'), {
      status: 422,
      field: problem.field,
      remedy: CORRECT.en,
      words: {
        en: { text: wordsOf(problem, 'en'), advice: CORRECT.en },
        tr: { text: wordsOf(problem, 'tr'), advice: CORRECT.tr },
      },
    });
  return (await settingsService(strapi).set({ houseStyle: next })).houseStyle;
};
