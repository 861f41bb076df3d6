import type { SuggestedSources, TemplateSlot } from '../../contracts/templates';
import { fromLibrary } from './index';

/** What the library calls the value of a slot: that of a button has no name of its own. */
const nameOf = ({ component, kind, name }: TemplateSlot): string => {
  if (component !== 'button') return name;
  return kind === 'coupon' ? 'coupon' : 'link';
};

/**
 * Where the values of a text of the library usually come from, by the key of each slot. Goes by the name of the template, as
 * what was added does; null for every other template.
 */
export const suggestedSources = (
  name: string,
  slots: readonly TemplateSlot[]
): SuggestedSources | null => {
  const sources = fromLibrary(name)?.sources;
  if (!sources) return null;
  return Object.fromEntries(
    slots.flatMap((slot) => {
      const own = nameOf(slot);
      const source = Object.hasOwn(sources, own) ? sources[own] : undefined;
      return source ? [[slot.key, source] as const] : [];
    })
  );
};
