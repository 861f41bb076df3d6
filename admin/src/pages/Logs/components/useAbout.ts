import { useShownName } from '../../../shared/people/usePersonName';

const subjects = ['contact', 'campaign', 'bot'] as const;
export type Subject = (typeof subjects)[number];
interface Named {
  readonly id: number;
  readonly name: string;
}

/** Whom and what a line of the log is about, by name; a nameless person by the number, as elsewhere. */
export const useAbout = () => {
  const shown = useShownName();
  return (of: Readonly<Record<Subject, Named | null>>): (Named & { what: Subject })[] =>
    subjects.flatMap((what) => {
      const one = of[what];
      return one
        ? [{ what, id: one.id, name: what === 'contact' ? shown(one.name) : one.name }]
        : [];
    });
};
