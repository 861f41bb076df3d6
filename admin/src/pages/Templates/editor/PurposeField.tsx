import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import {
  TEMPLATE_PURPOSES,
  templatePurpose,
} from '../../../../../server/src/contracts/template-purpose';
import { useT } from '../../../shared/useT';
import type { Editor } from './useEditor';

const GUESS = 'guess';

/** What the template is for: advice goes by it. Until somebody says, it is guessed and shown as a guess. */
export const PurposeField = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const { draft, change, advice } = editor;
  const guessed = advice.purpose?.isGuess ? advice.purpose.purpose : null;
  return (
    <Field.Root name="purpose" hint={t('templates.purpose.hint')}>
      <Field.Label>{t('templates.purpose.label')}</Field.Label>
      <SingleSelect
        value={draft.purpose ?? GUESS}
        onChange={(value) => change({ purpose: templatePurpose.safeParse(value).data })}
      >
        <SingleSelectOption value={GUESS}>
          {guessed
            ? t('templates.purpose.guess', { purpose: t(`templates.purpose.${guessed}`) })
            : t('templates.purpose.unknown')}
        </SingleSelectOption>
        {TEMPLATE_PURPOSES.map((purpose) => (
          <SingleSelectOption key={purpose} value={purpose}>
            {t(`templates.purpose.${purpose}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
};
