import { useEffect, useRef } from 'react';

/** For the first field of something new: it has the focus when the page opens. What exists already is opened to be read. */
export const useFirstFocus = <Field extends HTMLElement>(isNew: boolean) => {
  const field = useRef<Field>(null);
  useEffect(() => {
    if (isNew) field.current?.focus();
  }, [isNew]);
  return field;
};
