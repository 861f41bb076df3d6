import { Button, Field, Flex, TextInput } from '@strapi/design-system';
import { isTemplateName, suggestName } from '../../../../../server/src/contracts/template-rules';
import { useT } from '../../../shared/useT';

type Props = {
  value: string;
  error: string | undefined;
  onChange: (name: string) => void;
};

/** Meta's name of the template; one in people's own words becomes one with a press (T-02). */
export const NameField = ({ value, error, onChange }: Props) => {
  const t = useT();
  const fitting = value.trim() === '' || isTemplateName(value) ? null : suggestName(value);
  return (
    <Field.Root name="name" required error={error ?? false} hint={t('templates.editor.nameHint')}>
      <Field.Label>{t('templates.column.name')}</Field.Label>
      <TextInput
        value={value}
        placeholder={t('templates.editor.nameExample')}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
      <Field.Error />
      {fitting === null ? null : (
        <Flex>
          <Button
            size="S"
            variant="secondary"
            onClick={() => onChange(fitting)}
            data-testid="use-name"
          >
            {t('templates.editor.useName', { name: fitting })}
          </Button>
        </Flex>
      )}
      <Field.Hint />
    </Field.Root>
  );
};
