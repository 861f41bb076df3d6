import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Box } from '@strapi/design-system';
import { TagCombobox } from '../../../shared/people/TagCombobox';
import { useT } from '../../../shared/useT';

interface Props {
  readonly onTag: (tag: string) => void;
  readonly disabled?: boolean;
  /** Not offered: the person has them. */
  readonly without?: readonly string[];
  /** Another number: the field takes the focus; 0 never. */
  readonly asked?: number;
}

const NONE: readonly string[] = [];

/** A tag by its name; one that does not exist yet is made. */
export const TagChooser = ({ onTag, disabled = false, without = NONE, asked = 0 }: Props) => {
  const t = useT();
  const frame = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (asked === 0) return;
    before.current = document.activeElement;
    frame.current?.querySelector('input')?.focus();
  }, [asked]);
  /** The field keeps Esc for its list and its words; when it has neither, one leaves it to where one came from. */
  const leave = ({ key, target }: KeyboardEvent) => {
    if (key !== 'Escape' || !(target instanceof HTMLInputElement)) return;
    if (target.value !== '' || target.getAttribute('aria-expanded') === 'true') return;
    target.blur();
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  return (
    <Box ref={frame} flex="1" minWidth="14rem" onKeyDownCapture={leave}>
      <TagCombobox
        name={t('inbox.tag.add')}
        size="S"
        without={without}
        onTag={onTag}
        disabled={disabled}
      />
    </Box>
  );
};
