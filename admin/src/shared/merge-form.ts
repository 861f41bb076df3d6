/** A form that stays open while others save: what it began with, what it holds now, and what is saved now. */
export interface Versions<Form> {
  readonly base: Form;
  readonly form: Form;
  readonly saved: Form;
}
export interface Merged<Form> {
  readonly form: Form;
  /** Fields that were changed here and by somebody else, to different values. */
  readonly clashes: readonly string[];
}

export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Takes over what others saved in fields that were not touched here; what was typed here stays. */
export const mergeForm = <Form extends object>({
  base,
  form,
  saved,
}: Versions<Form>): Merged<Form> => {
  const keys = [...new Set([...Object.keys(saved), ...Object.keys(form)])] as (keyof Form)[];
  const isTouched = (key: keyof Form) => !isSame(form[key], base[key]);
  const next = { ...form };
  for (const key of keys) {
    if (isTouched(key)) continue;
    if (key in saved) next[key] = saved[key];
    else delete next[key];
  }
  return {
    form: next,
    clashes: keys
      .filter(
        (key) => isTouched(key) && !isSame(saved[key], base[key]) && !isSame(saved[key], form[key])
      )
      .map(String),
  };
};

/** Lists in which only the entries count: those added and taken away here are added and taken away there. */
export const mergeEntries = ({ base, form, saved }: Versions<readonly string[]>): string[] => [
  ...saved.filter((one) => form.includes(one) || !base.includes(one)),
  ...form.filter((one) => !base.includes(one) && !saved.includes(one)),
];
