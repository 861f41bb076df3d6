import { useShownName } from '../../../shared/people/usePersonName';
import { useT } from '../../../shared/useT';

const subjects = ['contact', 'campaign', 'bot'] as const;
export type Subject = (typeof subjects)[number];
type One = {
  readonly id: number;
  readonly name: string;
  readonly erased?: true | undefined;
  /** The flow of an automation: there is no bot of this name. */
  readonly ofAutomation?: true | undefined;
} | null;

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
  return (of: Readonly<Record<Subject, One>>): About[] =>
    subjects.flatMap((what): About[] => {
      const one = of[what];
      if (!one) return [];
      const { id, erased: isErased = false, ofAutomation = false } = one;
      const name = what === 'contact' ? shown(one.name) : one.name;
      const kind = ofAutomation ? 'automation' : what;
      const label = isErased ? t('logs.about.erased', { id }) : t(`logs.about.${kind}`, { name });
      return [{ what, id, name, label, isErased }];
    });
};
