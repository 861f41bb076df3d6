import { useEffect, useRef, type RefObject } from 'react';
import type { Attachment } from '../model/attachment';

/** A menu or dialog in which a file was chosen gives the focus back to its button first. */
const LET_GO_MS = 50;
const isInWindow = () => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** Once a file was chosen one writes what goes with it. Nobody writes below what they have spoken. */
export const useCaptionFocus = (
  field: RefObject<HTMLTextAreaElement>,
  files: readonly Attachment[]
): void => {
  const { length } = files;
  const isVoice = files.at(-1)?.voice ?? false;
  const before = useRef(length);
  useEffect(() => {
    const came = length > before.current && !isVoice;
    before.current = length;
    if (!came) return undefined;
    const timer = setInterval(() => {
      if (isInWindow()) return;
      clearInterval(timer);
      field.current?.focus();
    }, LET_GO_MS);
    return () => clearInterval(timer);
  }, [field, isVoice, length]);
};
