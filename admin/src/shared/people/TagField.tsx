import { Field, Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useT } from '../useT';
import { TagCombobox } from './TagCombobox';
import { TagName } from './TagName';
import { useTags } from './useTags';

interface Props {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (tags: string[]) => void;
  readonly disabled?: boolean;
  readonly error?: string | undefined;
  /** False where only tags that exist make sense (taking tags away). */
  readonly creatable?: boolean;
}

/** Tags as chips, with a search over those that exist; a new word becomes a tag. */
export const TagField = (props: Props) => {
  const { label, value, onChange, disabled = false, error, creatable = true } = props;
  const t = useT();
  const { colorOf } = useTags();
  return (
    <Field.Root name="tags" error={error ?? false}>
      <Field.Label>{label}</Field.Label>
      {value.length > 0 ? (
        <Flex gap={1} wrap="wrap">
          {value.map((tag) => (
            <Tag
              key={tag}
              icon={<Cross aria-hidden />}
              disabled={disabled}
              label={t('people.tag.remove', { tag })}
              onClick={() => onChange(value.filter((one) => one !== tag))}
            >
              <TagName name={tag} color={colorOf(tag)} />
            </Tag>
          ))}
        </Flex>
      ) : null}
      <TagCombobox
        without={value}
        onTag={(tag) => onChange([...value, tag])}
        disabled={disabled}
        creatable={creatable}
      />
      <Field.Error />
    </Field.Root>
  );
};
