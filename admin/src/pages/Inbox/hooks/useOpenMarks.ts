import { useCallback } from 'react';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import type { OpenMark } from '../../../shared/template-preview';
import { useSourceWord } from '../../../shared/useSourceWord';
import { useT } from '../../../shared/useT';
import { markIn } from '../model/template-choice';

/** Placeholders in a template's text for values that are not known yet. */
export const useOpenMarks = (person: ContactView): ((template: TemplateView) => OpenMark) => {
  const t = useT();
  const ofSource = useSourceWord(person);
  return useCallback(
    (template) =>
      markIn(template, {
        ofSource,
        ofNumber: (number) => t('inbox.template.open-value', { number }),
      }),
    [ofSource, t]
  );
};
