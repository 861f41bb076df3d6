import { useMemo, useState } from 'react';
import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useOwnFilter } from '../useOwnFilter';
import { useT } from '../useT';
import { isNewTag, offeredTags } from './tag-choice';
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

const NEW = 'new:';

/** A search over the tags that exist; a new word becomes a tag. Empty again after each choice. */
export const TagCombobox = ({ without, onTag, creatable = true, name, ...look }: Props) => {
  const t = useT();
  const own = useOwnFilter();
  const [round, setRound] = useState(0);
  const { tags, colorOf, isFetching } = useTags();
  const typed = own.typed.trim();
  const names = useMemo(() => tags.map((tag) => tag.name), [tags]);
  const options = useMemo(() => offeredTags(names, { typed, without }), [names, typed, without]);
  const isNew = creatable && isNewTag(typed, [...names, ...without]);
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
