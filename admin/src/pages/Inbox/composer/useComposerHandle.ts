import { useImperativeHandle, type ForwardedRef, type RefObject } from 'react';
import type { ComposerHandle } from '../components/Composer';

interface Options {
  readonly field: RefObject<HTMLTextAreaElement>;
  readonly draft: { readonly text: string; readonly change: (text: string) => void };
  /** Sends what stands in the field, unless something holds it back. */
  readonly onGo: () => void;
}

/** What others may ask of the composer. */
export const useComposerHandle = (
  ref: ForwardedRef<ComposerHandle>,
  { field, draft, onGo }: Options
) =>
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    restore: (back) => {
      draft.change(draft.text === '' ? back : `${draft.text}\n${back}`);
      field.current?.focus();
    },
    sendIfStill: (still) => {
      if (draft.text.trim() === still) onGo();
    },
  }));
