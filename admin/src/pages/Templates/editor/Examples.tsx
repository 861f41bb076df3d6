import { Field, TextInput } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import { Card } from '../../../shared/Surface';
import { exampleKeys } from './draft-model';
import type { Editor } from './useEditor';

/** Sample values of all variables: detected in header and text, shown in the preview, reviewed by Meta (T-28). */
export const Examples = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const keys = exampleKeys(editor.draft);
  if (keys.length === 0) return null;
  return (
    <Card title={t('templates.editor.examples')} note={t('templates.editor.examplesNote')}>
      {keys.map(({ key, name, part }) => (
        <Field.Root
          key={key}
          name={`examples.${key}`}
          required
          error={editor.errorOf(`examples.${key}`) ?? false}
        >
          <Field.Label>{t(`templates.slot.${part}`, { name })}</Field.Label>
          <TextInput
            value={editor.draft.examples[key] ?? ''}
            dir="auto"
            maxLength={1024}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
              editor.change({ examples: { ...editor.draft.examples, [key]: event.target.value } })
            }
            onBlur={() => editor.touch(`examples.${key}`)}
          />
          <Field.Error />
        </Field.Root>
      ))}
    </Card>
  );
};
