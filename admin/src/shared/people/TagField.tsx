import { useMemo, useState } from 'react';
import { Combobox, ComboboxOption, Field, Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useOwnFilter } from '../useOwnFilter';
import { useT } from '../useT';
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

const same = (a: string, b: string): boolean =>
  a.trim().toLocaleLowerCase('tr') === b.trim().toLocaleLowerCase('tr');
const NEW = 'new:';

/** Tags as chips, with a search over those that exist; a new word becomes a tag. */
export const TagField = (props: Props) => {
  const { label, value, onChange, disabled = false, error, creatable = true } = props;
  const t = useT();
  const own = useOwnFilter();
  const [round, setRound] = useState(0);
  const { tags, colorOf, isFetching } = useTags();
  const typed = own.typed.trim();
  const options = useMemo(() => {
    const wanted = typed.toLocaleLowerCase('tr');
    return tags
      .map((tag) => tag.name)
      .filter((name) => !value.some((one) => same(one, name)))
      .filter((name) => name.toLocaleLowerCase('tr').includes(wanted))
      .slice(0, 50);
  }, [tags, typed, value]);
  const isNew =
    creatable && typed !== '' && ![...options, ...value].some((name) => same(name, typed));
  const add = (picked: string | undefined) => {
    if (!picked) return;
    const name = picked.startsWith(NEW) ? picked.slice(NEW.length) : picked;
    onChange([...value, name.slice(0, 60)]);
    own.reset();
    setRound((n) => n + 1);
  };
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
      <Combobox
        key={round}
        placeholder={t('people.tag.add')}
        {...own.props}
        loading={isFetching}
        loadingMessage={t('contacts.picker.loading')}
        noOptionsMessage={() => t('people.tag.none')}
        disabled={disabled}
        onChange={add}
      >
        {options.map((name) => (
          <ComboboxOption key={name} value={name} textValue={name}>
            <TagName name={name} color={colorOf(name)} />
          </ComboboxOption>
        ))}
        {isNew ? (
          <ComboboxOption key="new" value={`${NEW}${typed}`} textValue={typed}>
            {t('people.tag.create', { tag: typed })}
          </ComboboxOption>
        ) : null}
      </Combobox>
      <Field.Error />
    </Field.Root>
  );
};
