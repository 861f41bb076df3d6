/** Where one has to go on: the first field of the page that is marked as wrong. False: none is. */
export const focusFirstInvalid = (): boolean => {
  const field = document.querySelector<HTMLElement>('main [aria-invalid="true"]');
  field?.focus();
  field?.scrollIntoView?.({ block: 'center' });
  return field !== null;
};
