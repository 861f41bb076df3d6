import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { MayTemplate } from '../../../../../server/src/contracts/may-template';
import type {
  ContactField,
  SlotBinding,
  SlotBindings,
  TemplateSlot,
  TemplateView,
  VariableSources,
} from '../../../../../server/src/contracts/templates';
import { contactValue, slotValue } from '../../../shared/template-preview';

export type SlotTexts = Readonly<Record<string, string>>;

/** Why a template cannot go to this person now; null when it can. `needs-opt-in` can be cured by recording one. */
export type Obstacle =
  | 'not-approved'
  | 'paused'
  | 'unsupported-component'
  | 'api-only'
  | 'opted-out'
  | 'asked-to-stop'
  | 'needs-opt-in'
  | 'person-paused'
  | 'blocked'
  | 'us-marketing'
  | 'no-address'
  | 'topic'
  | 'not-asked'
  | 'capped'
  | 'channel'
  | 'other';

const ofTemplate: readonly Obstacle[] = [
  'not-approved',
  'paused',
  'unsupported-component',
  'api-only',
];
/** What the server's gate says of a person, as an obstacle. */
const ofPerson: Readonly<Record<string, Obstacle>> = {
  'opted-out': 'opted-out',
  'asked-to-stop': 'asked-to-stop',
  'no-consent': 'needs-opt-in',
  paused: 'person-paused',
  blocked: 'blocked',
  'us-marketing': 'us-marketing',
  'no-address': 'no-address',
  topic: 'topic',
  'not-asked': 'not-asked',
  capped: 'capped',
};

/** As the server counts: what it does not know is held to the rule of Utility. */
export const gateCategory = ({
  category,
}: Pick<TemplateView, 'category'>): Exclude<keyof MayTemplate, 'topicsRefused' | 'channels'> =>
  category === 'MARKETING' || category === 'AUTHENTICATION' ? category : 'UTILITY';

export const obstacle = (template: TemplateView, may: MayTemplate): Obstacle | null => {
  if (!template.sendable.ok)
    return ofTemplate.find((one) => one === template.sendable.reason) ?? 'other';
  if (template.topic !== null && may.topicsRefused.includes(template.topic)) return 'topic';
  const refusal = may[gateCategory(template)];
  if (refusal !== null) return ofPerson[refusal] ?? 'other';
  return template.category === 'MARKETING' && isWantedElsewhere(template, may) ? 'channel' : null;
};

/** The person chose another channel for its kind, else for all marketing (O-29). */
const isWantedElsewhere = (
  { topic }: Pick<TemplateView, 'topic'>,
  { channels }: Pick<MayTemplate, 'channels'>
): boolean => {
  const of = (key: string | null) => channels.find((one) => one.key === key)?.channel;
  return (of(topic) ?? of('*') ?? 'whatsapp') !== 'whatsapp';
};

/** What the slots hold for this person: from the bindings, empty where there is none. */
export const boundTexts = (template: TemplateView, contact: ContactView): SlotTexts =>
  Object.fromEntries(
    template.slots.map((slot) => [
      slot.key,
      slotValue(template.bindings[slot.key], contact)?.text ?? '',
    ])
  );

/** For whom values are looked up, with what the server says of this person. */
export type ForWhom = { contact: ContactView; sources: VariableSources | null };

/** Files, records, custom fields and the like are filled in by the server when it is sent. */
const filledByServer = (binding: SlotBinding | undefined): boolean =>
  binding !== undefined && binding.source.kind !== 'contact' && binding.source.kind !== 'text';

/** What the server would fill in for this person, as far as it is known here. */
export const serverText = (
  template: TemplateView,
  key: string,
  { contact, sources }: ForWhom
): string | null => {
  const binding = template.bindings[key];
  return filledByServer(binding) ? (slotValue(binding, contact, sources)?.text ?? null) : null;
};

/** Slots that still need a value before the template may go. */
export const emptySlots = (template: TemplateView, texts: SlotTexts, who: ForWhom): string[] =>
  template.slots
    .map((slot) => slot.key)
    .filter((key) => {
      if ((texts[key] ?? '').trim() !== '') return false;
      // Known to be empty for this person: then something has to be typed.
      return !filledByServer(template.bindings[key]) || serverText(template, key, who) === '';
    });

/** Names that variables are given, in English and Turkish. */
const fieldOfName: Readonly<Record<string, ContactField>> = {
  name: 'name',
  full_name: 'name',
  customer_name: 'name',
  ad_soyad: 'name',
  first_name: 'firstName',
  ad: 'firstName',
  isim: 'firstName',
  last_name: 'lastName',
  surname: 'lastName',
  soyad: 'lastName',
  phone: 'phone',
  telefon: 'phone',
  email: 'email',
  eposta: 'email',
  town: 'town',
  city: 'town',
  sehir: 'town',
  username: 'username',
};
const GREETED = /^\s*(merhaba|selam|sayın|hello|hi|hey|dear)[\s,]+\{\{\s*([\w.]+)\s*\}\}/iu;

/** What stands for the person, where nobody said yet where its value comes from: by its name, or after a greeting. */
const guessed = (template: TemplateView, slot: TemplateSlot, contact: ContactView): string => {
  if (slot.kind !== 'text' || template.bindings[slot.key]) return '';
  const greeting = slot.component === 'body' ? GREETED.exec(template.body) : null;
  const greeted = greeting?.[2] === slot.name ? greeting[1]?.toLocaleLowerCase('tr') : undefined;
  const field =
    fieldOfName[slot.name.toLowerCase()] ??
    (greeted === undefined ? undefined : greeted === 'sayın' ? 'name' : 'firstName');
  return field ? contactValue(contact, field) : '';
};

/** With what the fields begin for this person; what is guessed goes out only as it was seen in its field. */
export const startTexts = (template: TemplateView, contact: ContactView): SlotTexts => {
  const bound = boundTexts(template, contact);
  return Object.fromEntries(
    template.slots.map((slot) => [slot.key, bound[slot.key] || guessed(template, slot, contact)])
  );
};

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
