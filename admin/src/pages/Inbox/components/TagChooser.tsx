import { useEffect, useRef, useState } from 'react';
import { Box, Combobox, ComboboxOption } from '@strapi/design-system';
import { TagName } from '../../../shared/people/TagName';
import { useTags } from '../../../shared/people/useTags';
import { useT } from '../../../shared/useT';

interface Props {
  readonly onTag: (tag: string) => void;
  readonly disabled?: boolean;
  /** Not offered: the person has them. */
  readonly without?: readonly string[];
  /** Another number: the field takes the focus; 0 never. */
  readonly asked?: number;
}

/** A tag by its name; one that does not exist yet is made. */
export const TagChooser = ({ onTag, disabled = false, without = [], asked = 0 }: Props) => {
  const t = useT();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked > 0) frame.current?.querySelector('input')?.focus();
  }, [asked]);
  const { tags } = useTags();
  // The field empties itself after each choice: a new one begins under another key.
  const [round, setRound] = useState(0);
  const choose = (tag: string | undefined) => {
    const name = tag?.trim().slice(0, 60);
    if (!name) return;
    onTag(name);
    setRound((n) => n + 1);
  };
  return (
    <Box ref={frame} flex="1" minWidth="14rem">
      <Combobox
        key={round}
        size="S"
        aria-label={t('inbox.tag.add')}
        placeholder={t('inbox.tag.add')}
        disabled={disabled}
        creatable="visible"
        createMessage={(typed) => t('inbox.tag.create', { name: typed })}
        onCreateOption={choose}
        onChange={(value) => choose(value)}
      >
        {tags
          .filter(({ name }) => !without.includes(name))
          .map(({ name, color }) => (
            <ComboboxOption key={name} value={name} textValue={name}>
              <TagName name={name} color={color} />
            </ComboboxOption>
          ))}
      </Combobox>
    </Box>
  );
};
