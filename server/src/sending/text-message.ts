import type { MessageBody } from '../contracts/conversations';
import { plainBody } from '../contracts/message-body';
import type { ContactField, SlotBindings, TemplateSlot, ValueSource } from '../contracts/templates';
import { text as textContent } from '../cloud-api/messages';
import type { ContactRow } from '../contacts/public';
import { resolveValues, type Known } from '../templates/public';
import { fileMessage, type KnownFile } from './media-content';
import type { Rendered, RenderResult } from './prepare';
import { missingInText } from './refused-content';
import { byWord } from '../kernel/words';

/** `{{first_name}}` or, with what stands there for people without one, `{{first_name|dear customer}}`; `{{link_7}}`. */
const PLACE = /\{\{\s*([a-z_]+(?:_\d{1,10})?)\s*(?:\|([^{}]*))?\}\}/g;
/** The person's own short link of a tracked link. */
const LINK = /^link_([1-9]\d{0,9})$/;

const FIELDS = byWord<ContactField>({
  name: 'name',
  first_name: 'firstName',
  last_name: 'lastName',
  phone: 'phone',
  email: 'email',
  language: 'language',
  country: 'country',
  town: 'town',
  username: 'username',
});

const linkIdOf = (name: string): number | null => {
  const id = Number(LINK.exec(name)?.[1] ?? 0);
  return id > 0 && id <= 2_147_483_647 ? id : null;
};

/** Where the value of a variable comes from; null = we know none of that name. */
const sourceOf = (name: string): ValueSource | null => {
  const field = FIELDS.get(name);
  if (field) return { kind: 'contact', field };
  const linkId = linkIdOf(name);
  return linkId === null ? null : { kind: 'link', linkId, field: 'link' };
};

/** The tracked links that a text carries, as bindings ask for them. */
export const linksOfText = (text: string): SlotBindings =>
  Object.fromEntries(
    [...text.matchAll(PLACE)].flatMap(([, name = '']) => {
      const linkId = linkIdOf(name);
      return linkId === null
        ? []
        : [
            [
              name,
              { source: { kind: 'link' as const, linkId, field: 'link' as const }, fallback: null },
            ],
          ];
    })
  );

/** Variables of a text that name nothing we know: refused before anything is sent. */
export const unknownVariables = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\{\{([^{}]*)\}\}/g)]
      .map(([, inside = '']) => inside.split('|')[0]?.trim() ?? '')
      .filter((name) => sourceOf(name) === null)
  ),
];

/** Fields of a person that a text needs, where nothing stands in for them. */
export const neededFields = (text: string): ContactField[] => [
  ...new Set(
    [...text.matchAll(PLACE)].flatMap(([, name = '', fallback]) => {
      const field = FIELDS.get(name);
      return field && !fallback?.trim() ? [field] : [];
    })
  ),
];

export const textBody = (text: string): MessageBody => plainBody('text', text);

const slotOf = (name: string): TemplateSlot => ({
  key: name,
  component: 'body',
  kind: 'text',
  name,
  example: null,
});

/** Where a renderer of texts looks for Meta's id of the message's file. */
export const FILE_SLOT = 'file';

/**
 * Renders one text for many people, as the caption where a file goes with it: `{{name}}`, `{{first_name}}`, `{{last_name}}`, `{{phone}}`, `{{email}}`, `{{language}}`,
 * `{{country}}`, `{{username}}`, and `{{link_7}}` for the person's own way to the tracked link 7. Somebody without the value and without a fallback is refused, never sent a blank.
 */
export const textRenderer =
  (text: string, file: KnownFile | null = null) =>
  (
    contact: ContactRow,
    media: Record<string, string> = {},
    known: Omit<Known, 'contact'> = {}
  ): RenderResult => {
    const missing: string[] = [];
    let usedFallback = false;
    const filled = text.replace(PLACE, (_whole, name: string, fallback?: string) => {
      const source = sourceOf(name);
      const binding = source ? { [name]: { source, fallback: fallback?.trim() || null } } : {};
      const resolved = resolveValues([slotOf(name)], binding, { ...known, contact });
      if (!resolved.ok) missing.push(name);
      usedFallback ||= resolved.ok && resolved.usedFallback;
      return resolved.ok ? (resolved.values[name] ?? '') : '';
    });
    const [first] = missing;
    if (first !== undefined) return { ok: false, refusal: missingInText(first) };
    const id = media[FILE_SLOT];
    if (file && id === undefined) return { ok: false, refusal: missingInText(FILE_SLOT) };
    const message =
      file && id !== undefined
        ? fileMessage(file, {
            id,
            kind: file.kind,
            voice: false,
            ...(filled && { caption: filled }),
          })
        : { content: textContent(filled), body: textBody(filled) };
    const rendered: Rendered = { ...message, usedFallback };
    return { ok: true, rendered };
  };
