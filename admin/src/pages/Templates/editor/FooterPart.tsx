import { Field, TextInput } from '@strapi/design-system';
import { LIMITS } from '../../../../../server/src/contracts/template-rules';
import { useT } from '../../../shared/useT';
import { Counter } from '../../../shared/Counter';
import { Card } from '../../../shared/Surface';
import type { Editor } from './useEditor';

/** A short grey line under the text (T-08). */
export const FooterPart = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const { footer } = editor.draft;
  return (
    <Card title={t('templates.editor.footer')} note={t('templates.editor.optional')}>
      <Field.Root name="footer" error={editor.errorOf('footer') ?? false}>
        <Field.Label action={<Counter length={footer.length} limit={LIMITS.footer} />}>
          {t('templates.editor.footerLabel')}
        </Field.Label>
        <TextInput
          value={footer}
          dir="auto"
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => {
            editor.change({ footer: event.target.value });
            editor.touch('footer');
          }}
        />
        <Field.Error />
      </Field.Root>
    </Card>
  );
};
