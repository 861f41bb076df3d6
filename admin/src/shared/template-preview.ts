import type { ContactView } from '../../../server/src/contracts/contacts';
import type { MessageBody } from '../../../server/src/contracts/conversations';
import { holdsVariable } from '../../../server/src/contracts/open-variable';
import { namesOf } from '../../../server/src/contracts/person-names';
import type {
  ContactField,
  SlotBinding,
  SlotBindings,
  TemplateSlot,
  TemplateView,
  VariableSources,
} from '../../../server/src/contracts/templates';
import { sourceExample } from './source-example';

export const contactFields: readonly ContactField[] = [
  'firstName',
  'lastName',
  'name',
  'phone',
  'email',
  'language',
  'country',
  'town',
  'username',
];

/** The value of a contact's field as the server renders it; an absent one is empty. */
export const contactValue = (contact: ContactView, field: ContactField): string => {
  if (field === 'name' || field === 'firstName' || field === 'lastName')
    return namesOf(contact)[field] ?? '';
  if (field === 'phone') return contact.phone ?? (contact.waId === null ? '' : `+${contact.waId}`);
  return contact[field] ?? '';
};

export type SlotValue = { text: string; origin: 'value' | 'fallback' | 'example' | 'skip' };

const knownValue = (
  source: SlotBinding['source'],
  contact: ContactView | null,
  sources: VariableSources | null
): string | null => {
  if (source.kind === 'text') return source.text;
  if (source.kind === 'contact') return contact ? contactValue(contact, source.field) : null;
  const example = sourceExample(sources, source);
  return example === undefined ? null : (example ?? '');
};

/** As the server has it: neither a blank nor a variable in braces is a value. */
const goesOut = (text: string | null): text is string =>
  text !== null && text.trim() !== '' && !holdsVariable(text);

/** What one person gets in one slot: the value, else the fallback, else the person is skipped (T-34). */
export const slotValue = (
  binding: SlotBinding | undefined,
  contact: ContactView | null,
  sources: VariableSources | null = null
): SlotValue | null => {
  if (!binding) return null;
  const { source, fallback } = binding;
  const value = knownValue(source, contact, sources);
  // What the browser does not know of this person is shown as the example.
  if (value === null) return null;
  if (goesOut(value)) return { text: value, origin: 'value' };
  if (goesOut(fallback)) return { text: fallback, origin: 'fallback' };
  return { text: '', origin: 'skip' };
};

/** A numbered header has one variable, whose key is just `header`. */
const fill = (text: string, part: 'header' | 'body', values: Map<string, string>): string =>
  text.replace(
    /\{\{\s*([\w.]+)\s*\}\}/g,
    (whole, name: string) =>
      values.get(`${part}.${name}`) ??
      (part === 'header' ? values.get('header') : undefined) ??
      whole
  );

const mediaKinds = ['image', 'video', 'document', 'location'] as const;
type MediaKind = (typeof mediaKinds)[number];

const headerOf = (
  template: PreviewedTemplate,
  values: Map<string, string>
): MessageBody['header'] => {
  if (!template.header) return null;
  const kind = template.header.format.toLowerCase();
  if ((mediaKinds as readonly string[]).includes(kind))
    return { kind: kind as MediaKind, text: template.header.text };
  return { kind: 'text', text: fill(template.header.text ?? '', 'header', values) };
};

const buttonTypes = new Map<string, MessageBody['buttons'][number]['type']>(
  Object.entries({
    QUICK_REPLY: 'quick-reply',
    URL: 'url',
    PHONE_NUMBER: 'phone',
    COPY_CODE: 'copy-code',
    OTP: 'copy-code',
    FLOW: 'flow',
  })
);

/** A URL button ends in a variable; the preview shows the whole address. */
const buttonsOf = (
  template: PreviewedTemplate,
  values: Map<string, string>
): MessageBody['buttons'] =>
  template.buttons.map((button, index) => {
    const suffix = values.get(`button.${index}`);
    const url =
      suffix === undefined ? button.url : button.url?.replace(/\{\{\s*[\w.]+\s*\}\}/, suffix);
    const type = buttonTypes.get(button.type) ?? 'other';
    // A code button reads back with an address of WhatsApp that nobody opens.
    const value = type === 'copy-code' ? null : (url ?? button.phoneNumber ?? null);
    return { type, text: button.text, value };
  });

/** The parts of a template that are seen; also of one that is being written. */
export type PreviewedTemplate = Pick<
  TemplateView,
  'header' | 'body' | 'footer' | 'buttons' | 'slots'
>;

/** The placeholder for a value that is not known yet. */
export type OpenMark = (slot: TemplateSlot) => string;

const isMedia = ({ component, kind }: TemplateSlot): boolean =>
  component === 'header' && kind !== 'text';

/** Does a variable of the text or a button have no source yet? Nobody would see the message as it stands. */
export const isOpen = (template: PreviewedTemplate, bindings: SlotBindings): boolean =>
  template.slots.some((slot) => !isMedia(slot) && !bindings[slot.key]);

/**
 * A template as one person would see it. A slot without a value shows the example where nobody is named, else `markOf` or its
 * placeholder: an example would be taken for the person's own.
 */
export const previewBody = (
  template: PreviewedTemplate,
  bindings: SlotBindings,
  {
    contact,
    sources,
    markOf,
  }: {
    contact: ContactView | null;
    sources: VariableSources | null;
    markOf?: OpenMark | undefined;
  }
): MessageBody => {
  const values = new Map<string, string>();
  for (const slot of template.slots) {
    const value = slotValue(bindings[slot.key], contact, sources);
    if (value && value.origin !== 'skip') values.set(slot.key, value.text);
    else if (markOf) {
      // Words in an address would be no address.
      if (slot.component !== 'button') values.set(slot.key, markOf(slot));
    } else if (!value && !contact && slot.example) values.set(slot.key, slot.example);
  }
  return {
    type: 'template',
    text: fill(template.body, 'body', values),
    header: headerOf(template, values),
    footer: template.footer,
    buttons: buttonsOf(template, values),
    media: null,
    location: null,
    contacts: [],
  };
};
