import type { LogView } from '../../../../../server/src/contracts/logs';
import { useShownName } from '../../../shared/people/usePersonName';
import { useT } from '../../../shared/useT';

const subjects = ['contact', 'campaign', 'bot'] as const;
export type Subject = (typeof subjects)[number];
type Person = LogView['contact'];

interface About {
  readonly what: Subject;
  readonly id: number;
  readonly name: string;
  /** The kind and the name; of somebody erased the ID. */
  readonly label: string;
  readonly isErased: boolean;
}

/** Whom and what a line of the log is about, by name; a nameless person by the number, as elsewhere. */
export const useAbout = () => {
  const t = useT();
  const shown = useShownName();
  return (of: Readonly<Record<Subject, Person>>): About[] =>
    subjects.flatMap((what): About[] => {
      const one = of[what];
      if (!one) return [];
      const { id, erased: isErased = false } = one;
      const name = what === 'contact' ? shown(one.name) : one.name;
      const label = isErased ? t('logs.about.erased', { id }) : t(`logs.about.${what}`, { name });
      return [{ what, id, name, label, isErased }];
    });
};
