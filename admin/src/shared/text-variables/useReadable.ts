import { useMemo } from 'react';
import { TEXT_VARIABLES, placesOf } from '../../../../server/src/contracts/text-variables';
import { useT, type Translate } from '../useT';
import { useVariableSources } from '../useVariableSources';
import { textChoices } from '../variable-sources';

/** The end of a path is all that is known of a field whose label is not: of a type that is linked no more. */
const endOf = (name: string): string => name.split('.').at(-1) ?? name;

const labelOf = (t: Translate, name: string): string => {
  const own = TEXT_VARIABLES.find((one) => one === name);
  return own ? t(`shell.variable.${own}`) : endOf(name);
};

/** Stored texts for reading: "@Order › State" instead of the name by which they ask for that value. */
export const useReadable = (): ((text: string) => string) => {
  const t = useT();
  const sources = useVariableSources(null);
  return useMemo(() => {
    const labels = new Map(textChoices(t, sources).map(({ name, label }) => [name, label]));
    return (text) => {
      let said = '';
      let read = 0;
      for (const { name, from, to } of placesOf(text)) {
        said += `${text.slice(read, from)}${labels.get(name) ?? `@${labelOf(t, name)}`}`;
        read = to;
      }
      return said + text.slice(read);
    };
  }, [t, sources]);
};
