import type { FlowCondition, OwnCondition } from '../../contracts/flow-conditions';
import { fold } from '../../contracts/fold';

/** What is known of a person who exists nowhere. */
export interface MadeUp {
  readonly language: string | null;
  readonly country: string | null;
  readonly town: string | null;
  readonly tags: readonly string[];
}

interface Chips {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Names of tags and towns are compared as filters do it: without case, accents and double spaces. */
const folded = (text: string): string => fold(text).trim().replace(/\s+/g, ' ');

const fits = ({ include, exclude }: Chips, values: readonly (string | null)[]): boolean => {
  const known = new Set(values.map((value) => folded(value ?? '')));
  const has = (value: string) => known.has(folded(value));
  return (include.length === 0 || include.some(has)) && !exclude.some(has);
};

/**
 * Does a condition hold for a made-up person, without its `not`? Null: it asks what nobody made up, for example groups,
 * messages or linked entries.
 */
export const madeUpHolds = (
  condition: Exclude<FlowCondition, OwnCondition>,
  { language, country, town, tags }: MadeUp
): boolean | null => {
  if (condition.kind !== 'people') return null;
  const { tags: asked, languages, countries, towns, ...others } = condition.filter;
  if (Object.values(others).some((value) => value !== undefined)) return null;
  return (
    (!asked || fits(asked, tags)) &&
    (!languages || fits(languages, [language])) &&
    (!countries || fits(countries, [country])) &&
    (!towns || fits(towns, [town]))
  );
};
