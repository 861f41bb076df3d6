import { useState, type ChangeEvent } from 'react';

/**
 * Strapi's combobox filters its options by the text on screen, also by that of the chosen one, and completes
 * while one types. With these props it does neither: the caller offers what fits `typed`.
 */
export const useOwnFilter = () => {
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const reset = () => {
    setTyped('');
    setOpen(false);
  };
  return {
    typed,
    reset,
    props: {
      autocomplete: 'both' as const,
      filterValue: '',
      isPrintableCharacter: () => false,
      open,
      onOpenChange: (next: boolean | undefined) => {
        setOpen(next ?? false);
        if (!next) setTyped('');
      },
      onInputChange: (event: ChangeEvent<HTMLInputElement>) => {
        setTyped(event.target.value);
        setOpen(true);
      },
    },
  };
};
