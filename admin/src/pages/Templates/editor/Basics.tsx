import { Box, Field, Flex, Radio, Typography } from '@strapi/design-system';
import type { TemplateCategory } from '../../../../../server/src/contracts/template-words';
import { templateCategory } from '../../../../../server/src/contracts/template-words';
import { useT } from '../../../shared/useT';
import { LanguageField } from './LanguageField';
import { Card } from '../../../shared/Surface';
import { useLanguageName } from '../../../shared/useLanguageName';
import { NameField } from './NameField';
import { PurposeField } from './PurposeField';
import type { Editor } from './useEditor';

export const categories: readonly TemplateCategory[] = templateCategory.options;

type CategoryProps = {
  value: TemplateCategory;
  onChange: (category: TemplateCategory) => void;
  error: string | undefined;
  disabled: boolean;
};

/** The three categories with what each is for; they decide consent and price. */
export const CategoryField = ({ value, onChange, error, disabled }: CategoryProps) => {
  const t = useT();
  return (
    <Field.Root error={error ?? false} required>
      <Field.Label id="template-category">{t('templates.column.category')}</Field.Label>
      <Radio.Group
        value={value}
        aria-labelledby="template-category"
        onValueChange={(next: string) => onChange(templateCategory.parse(next))}
        disabled={disabled}
      >
        <Flex direction="column" alignItems="stretch" gap={2}>
          {categories.map((category) => (
            <Box key={category}>
              <Radio.Item value={category} disabled={disabled}>
                {t(`templates.category.${category}`)}
              </Radio.Item>
              <Box paddingLeft="2.8rem">
                <Typography variant="pi" textColor="neutral600">
                  {t(`templates.category.${category}.meaning`)}
                </Typography>
              </Box>
            </Box>
          ))}
        </Flex>
      </Radio.Group>
      <Field.Error />
    </Field.Root>
  );
};

/** Name, category and language. Name and language are for good once Meta has the template. */
export const Basics = ({ editor }: { editor: Editor }) => {
  const t = useT();
  const languageOf = useLanguageName();
  const { draft, view } = editor;
  const isNew = view.status === 'DRAFT';
  return (
    <Card title={t('templates.editor.basics')}>
      {isNew ? (
        <>
          <NameField
            value={draft.name}
            error={editor.errorOf('name')}
            onChange={(name) => {
              editor.change({ name });
              editor.touch('name');
            }}
          />
          <LanguageField
            value={draft.language}
            onChange={(language) => editor.change({ language })}
            error={editor.errorOf('language')}
          />
        </>
      ) : (
        <Typography textColor="neutral600">
          {t('templates.editor.fixedName', { language: languageOf(draft.language) })}
        </Typography>
      )}
      <CategoryField
        value={draft.category}
        onChange={(category) => editor.change({ category })}
        error={editor.errorOf('category')}
        disabled={view.status === 'APPROVED'}
      />
      {draft.category === 'AUTHENTICATION' ? null : <PurposeField editor={editor} />}
    </Card>
  );
};
