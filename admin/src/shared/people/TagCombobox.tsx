import { useMemo, useState } from 'react';
import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useOwnFilter } from '../useOwnFilter';
import { useT } from '../useT';
import { TagName } from './TagName';
import { useTags } from './useTags';

interface Props {
  /** Not offered: they are chosen already. */
  readonly without: readonly string[];
  readonly onTag: (name: string) => void;
  readonly disabled?: boolean;
  /** False where only tags that exist make sense (taking tags away). */
  readonly creatable?: boolean;
  /** Given where no label stands above the field. */
  readonly name?: string;
  readonly size?: 'S' | 'M';
}

const same = (a: string, b: string): boolean =>
  a.trim().toLocaleLowerCase('tr') === b.trim().toLocaleLowerCase('tr');
const NEW = 'new:';

/** A search over the tags that exist; a new word becomes a tag. Empty again after each choice. */
export const TagCombobox = ({ without, onTag, creatable = true, name, ...look }: Props) => {
  const t = useT();
  const own = useOwnFilter();
  const [round, setRound] = useState(0);
  const { tags, colorOf, isFetching } = useTags();
  const typed = own.typed.trim();
  const options = useMemo(() => {
    const wanted = typed.toLocaleLowerCase('tr');
    return tags
      .map((tag) => tag.name)
      .filter((tag) => !without.some((one) => same(one, tag)))
      .filter((tag) => tag.toLocaleLowerCase('tr').includes(wanted))
      .slice(0, 50);
  }, [tags, typed, without]);
  const isNew =
    creatable && typed !== '' && ![...options, ...without].some((one) => same(one, typed));
  const add = (picked: string | undefined) => {
    if (!picked) return;
    onTag((picked.startsWith(NEW) ? picked.slice(NEW.length) : picked).slice(0, 60));
    own.reset();
    // The field empties itself after each choice: a new one begins under another key.
    setRound((n) => n + 1);
  };
  return (
    <Combobox
      key={round}
      placeholder={name ?? t('people.tag.add')}
      {...(name ? { 'aria-label': name } : {})}
      {...look}
      {...own.props}
      loading={isFetching}
      loadingMessage={t('contacts.picker.loading')}
      noOptionsMessage={() => t('people.tag.none')}
      onChange={add}
    >
      {options.map((tag) => (
        <ComboboxOption key={tag} value={tag} textValue={tag}>
          <TagName name={tag} color={colorOf(tag)} />
        </ComboboxOption>
      ))}
      {isNew ? (
        <ComboboxOption key="new" value={`${NEW}${typed}`} textValue={typed}>
          {t('people.tag.create', { tag: typed })}
        </ComboboxOption>
      ) : null}
    </Combobox>
  );
};
