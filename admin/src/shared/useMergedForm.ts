import { useState } from 'react';
import { isSame, mergeForm, type Merged, type Versions } from './merge-form';

interface State<Form> extends Merged<Form> {
  /** What the typed changes are changes of. */
  readonly base: Form;
  /** What the page was given last. */
  readonly seen: Form;
}

/**
 * What is typed, kept apart from what is saved: when somebody else saves meanwhile, untouched fields follow, and only
 * the touched ones count as changes. `merge` must be the same function at each call.
 */
export const useMergedForm = <Form extends object>(
  saved: Form,
  merge: (versions: Versions<Form>) => Merged<Form> = mergeForm
) => {
  const [state, setState] = useState<State<Form>>({
    form: saved,
    base: saved,
    seen: saved,
    clashes: [],
  });
  let current = state;
  if (!isSame(saved, state.seen)) {
    const { form, clashes } = merge({ base: state.base, form: state.form, saved });
    const all = [...new Set([...state.clashes, ...clashes])];
    current = { form, base: saved, seen: saved, clashes: all };
    setState(current);
  }
  return {
    form: current.form,
    base: current.base,
    clashes: current.clashes,
    set: (part: Partial<Form>) => setState((old) => ({ ...old, form: { ...old.form, ...part } })),
    /** After saving: `next` is what the server has now. */
    begin: (next: Form) =>
      setState((old) => ({ form: next, base: next, seen: old.seen, clashes: [] })),
  };
};
