import { useState, type ReactNode } from 'react';
import { checkHeaderFile, wordsOf } from '../../../server/src/contracts/template-rules';
import { LibraryPicker, type LibraryFile } from './LibraryPicker';
import { useRuleLocale } from './useRuleLocale';

export type HeaderFileKind = 'image' | 'video' | 'document';

interface HeaderFileChoice {
  open: () => void;
  /** Why Meta would refuse the file that was chosen last; it was not taken. */
  error: string | null;
  dialog: ReactNode;
}

/** Strapi's media library for the header of a template; what Meta refuses is said at once and not taken (T-29). */
export const useHeaderFile = (
  kind: HeaderFileKind,
  onPick: (file: LibraryFile) => void
): HeaderFileChoice => {
  const locale = useRuleLocale();
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const take = (file: LibraryFile) => {
    const [problem] = checkHeaderFile(kind, {
      mime: file.mime,
      sizeBytes: Math.round(file.size * 1000),
    });
    setError(problem ? wordsOf(problem, locale) : null);
    if (!problem) onPick(file);
  };
  return {
    open: () => setOpen(true),
    error,
    dialog: isOpen ? (
      <LibraryPicker kind={kind} onClose={() => setOpen(false)} onPick={take} />
    ) : null,
  };
};
