/** Strapi's selects only point to their error. */
const WRONG = ':is([aria-invalid="true"], [aria-describedby$="-error"])';

/** Where one has to go on: the first field of the page that is marked as wrong. False: none is. */
export const focusFirstInvalid = (): boolean => {
  const field = document.querySelector<HTMLElement>(`main ${WRONG}`);
  field?.focus();
  field?.scrollIntoView?.({ block: 'center' });
  return field !== null;
};

/** The same once this render has marked it. */
export const focusFirstInvalidSoon = (): void => void requestAnimationFrame(focusFirstInvalid);
