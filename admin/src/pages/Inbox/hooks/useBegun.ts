import { useEffect, useState } from 'react';
import { useMe } from '../../../shared/useMe';

/** By person, conversation and what it is; ends with the tab or a reload, which no file survives. */
export const begun = new Map<string, unknown>();

/**
 * State of an open thread that is still there after looking at another conversation: attached files, the quoted message.
 * Words are kept longer, see `useDraft`. Use it under a `key` of the conversation; `none` must be a constant.
 */
export const useBegun = <T>(name: string, none: T) => {
  const key = `${useMe() ?? 'me'}.${name}`;
  const [state, set] = useState<T>(() => (begun.has(key) ? (begun.get(key) as T) : none));
  useEffect(() => {
    if (state === none) begun.delete(key);
    else begun.set(key, state);
  }, [key, none, state]);
  return [state, set] as const;
};
