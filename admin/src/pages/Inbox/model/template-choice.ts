import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { SlotBindings, TemplateView } from '../../../../../server/src/contracts/templates';
import { slotValue } from '../../../shared/template-preview';

export type SlotTexts = Readonly<Record<string, string>>;

/** Why a template cannot go to this person now; null when it can. `needs-opt-in` can be cured by recording one. */
export type Obstacle =
  'not-approved' | 'paused' | 'unsupported-component' | 'opted-out' | 'needs-opt-in' | 'other';

const reasons: readonly Obstacle[] = ['not-approved', 'paused', 'unsupported-component'];

export const obstacle = (template: TemplateView, contact: ContactView): Obstacle | null => {
  if (!template.sendable.ok)
    return reasons.find((one) => one === template.sendable.reason) ?? 'other';
  const category = template.category.toUpperCase();
  const consent = category === 'MARKETING' ? contact.consent.marketing : contact.consent.utility;
  if (consent === 'out') return 'opted-out';
  return category === 'MARKETING' && consent === 'none' ? 'needs-opt-in' : null;
};

/** What the slots hold for this person: from the bindings, empty where there is none. */
export const boundTexts = (template: TemplateView, contact: ContactView): SlotTexts =>
  Object.fromEntries(
    template.slots.map((slot) => [
      slot.key,
      slotValue(template.bindings[slot.key], contact)?.text ?? '',
    ])
  );

/** Slots that still need a value before the template may go. */
export const emptySlots = (template: TemplateView, texts: SlotTexts): string[] =>
  template.slots.map((slot) => slot.key).filter((key) => (texts[key] ?? '').trim() === '');

/** Only what the person on the team typed; the rest comes from the template's bindings on the server. */
export const typedValues = (
  template: TemplateView,
  contact: ContactView,
  texts: SlotTexts
): Record<string, string> => {
  const bound = boundTexts(template, contact);
  return Object.fromEntries(
    Object.entries(texts)
      .map(([key, text]): [string, string] => [key, text.trim()])
      .filter(([key, text]) => text !== '' && text !== bound[key])
  );
};

/** For the preview: typed texts stand as fixed ones over the template's own bindings. */
export const previewBindings = (template: TemplateView, texts: SlotTexts): SlotBindings => ({
  ...template.bindings,
  ...Object.fromEntries(
    Object.entries(texts)
      .filter(([, text]) => text.trim() !== '')
      .map(([key, text]) => [key, { source: { kind: 'text' as const, text }, fallback: null }])
  ),
});

/** Search in name and text, language and category as chosen; usable ones first. */
export const chooseTemplates = (
  templates: readonly TemplateView[],
  filter: { q: string; language: string | null; category: string | null },
  contact: ContactView
): { template: TemplateView; obstacle: Obstacle | null }[] => {
  const q = filter.q.trim().toLocaleLowerCase();
  return templates
    .filter((one) => filter.language === null || one.language === filter.language)
    .filter((one) => filter.category === null || one.category === filter.category)
    .filter((one) => q === '' || `${one.name} ${one.body}`.toLocaleLowerCase().includes(q))
    .map((template) => ({ template, obstacle: obstacle(template, contact) }))
    .sort(
      (a, b) =>
        Number(a.obstacle !== null && a.obstacle !== 'needs-opt-in') -
          Number(b.obstacle !== null && b.obstacle !== 'needs-opt-in') ||
        a.template.name.localeCompare(b.template.name)
    );
};
