import { Checkbox, Field, NumberInput, TextInput } from '@strapi/design-system';
import { codePreview, LIMITS } from '../../../../../server/src/contracts/template-rules';
import { useT } from '../../../shared/useT';
import { Card } from '../../../shared/Surface';
import type { Editor } from './useEditor';

/** A one-time code: Meta writes the text itself, only these things are chosen. */
export const CodePart = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const { code, language } = editor.draft;
  const { min, max } = LIMITS.expirationMinutes;
  const set = (part: Partial<typeof code>) => editor.change({ code: { ...code, ...part } });
  return (
    <Card title={t('templates.editor.code')} note={t('templates.editor.codeNote')}>
      <Checkbox
        checked={code.securityRecommendation}
        onCheckedChange={(checked) => set({ securityRecommendation: checked === true })}
      >
        {t('templates.editor.code.security')}
      </Checkbox>
      <Field.Root
        name="code.expirationMinutes"
        error={editor.errorOf('code.expirationMinutes') ?? false}
        hint={t('templates.editor.code.minutesHint', { min, max })}
      >
        <Field.Label>{t('templates.editor.code.minutes')}</Field.Label>
        <NumberInput
          {...(code.expirationMinutes === null ? {} : { value: code.expirationMinutes })}
          onValueChange={(value) => {
            set({ expirationMinutes: value === undefined ? null : Math.round(value) });
            editor.touch('code.expirationMinutes');
          }}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <Field.Root name="code.buttonText" error={editor.errorOf('code.buttonText') ?? false}>
        <Field.Label>{t('templates.editor.code.button')}</Field.Label>
        <TextInput
          value={code.buttonText}
          placeholder={codePreview(language, { ...code, code: '' }).button}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
            set({ buttonText: event.target.value });
            editor.touch('code.buttonText');
          }}
        />
        <Field.Error />
      </Field.Root>
    </Card>
  );
};
