import { MOVE_TOPIC } from '../../../../../server/src/contracts/consent';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { MessageBody } from '../../../../../server/src/contracts/conversations';
import type { MayTemplate } from '../../../../../server/src/contracts/may-template';
import { aboutOf } from '../../../../../server/src/contracts/message-about';
import type {
  ProposedValue,
  TemplateValues,
} from '../../../../../server/src/contracts/template-values';
import type {
  ContactField,
  SlotBinding,
  SlotBindings,
  TemplateSlot,
  TemplateStatus,
  TemplateView,
  ValueSource,
} from '../../../../../server/src/contracts/templates';
import {
  contactValue,
  previewBody,
  slotValue,
  type OpenMark,
} from '../../../shared/template-preview';

export type SlotTexts = Readonly<Record<string, string>>;

/** Why a template cannot go to this person now; null when it can. `needs-opt-in` can be cured by recording one. */
export type Obstacle =
  | 'draft'
  | 'pending'
  | 'rejected'
  | 'in-appeal'
  | 'not-approved'
  | 'paused'
  | 'disabled'
  | 'missing'
  | 'unsupported-component'
  | 'api-only'
  | 'opted-out'
  | 'left-marketing'
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

/** Its state at WhatsApp tells more than "not approved". */
const ofStatus: Partial<Readonly<Record<TemplateStatus, Obstacle>>> = {
  DRAFT: 'draft',
  PENDING: 'pending',
  REJECTED: 'rejected',
  IN_APPEAL: 'in-appeal',
};
const ofTemplate: readonly Obstacle[] = [
  'not-approved',
  'paused',
  'disabled',
  'missing',
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
}: Pick<TemplateView, 'category'>): 'MARKETING' | 'UTILITY' | 'AUTHENTICATION' =>
  category === 'MARKETING' || category === 'AUTHENTICATION' ? category : 'UTILITY';

/** `typed`: values that are written in place of those of its sources, by slot. */
export const obstacle = (
  template: TemplateView,
  may: MayTemplate,
  typed: SlotTexts = {}
): Obstacle | null => {
  const { ok, reason } = template.sendable;
  if (!ok) return ofStatus[template.status] ?? ofTemplate.find((one) => one === reason) ?? 'other';
  if (template.topic !== null && may.topicsRefused.includes(template.topic)) return 'topic';
  const category = gateCategory(template);
  const isMoving = template.topic === MOVE_TOPIC && category !== 'AUTHENTICATION';
  const refusal = isMoving ? may.moving[category] : may[category];
  if (!isMoving && refusal === 'no-consent' && isCarried(template, may, typed)) return null;
  if (refusal === 'opted-out' && category === 'MARKETING') return 'left-marketing';
  if (refusal !== null) return ofPerson[refusal] ?? 'other';
  return template.category === 'MARKETING' && isWantedElsewhere(template, may) ? 'channel' : null;
};

/** It tells of an entry that carries consent for it (O-33). */
const isCarried = (template: TemplateView, may: MayTemplate, typed: SlotTexts): boolean => {
  if (gateCategory(template) !== 'UTILITY') return false;
  const { bindings } = template;
  const about = aboutOf({ bindings, typed, entries: {}, cause: null });
  return about !== null && may.carriedBy.includes(about.uid);
};

/** The person chose another channel for its kind, else for all marketing (O-29). */
const isWantedElsewhere = (
  { topic }: Pick<TemplateView, 'topic'>,
  { channels }: Pick<MayTemplate, 'channels'>
): boolean => {
  const of = (key: string | null) => channels.find((one) => one.key === key)?.channel;
  return (of(topic) ?? of('*') ?? 'whatsapp') !== 'whatsapp';
};

/** For whom values are proposed, with what the server would fill in; null where it did not say. */
export interface ForWhom {
  readonly contact: ContactView;
  readonly values: TemplateValues['templates'] | null;
}

/** `guess`: nobody said where its value comes from; by its name, or by the greeting before it, it is this one's. */
export type Proposal = (ProposedValue | { readonly from: 'guess'; readonly text: string }) & {
  /** Where it comes from, for words beside the field. */
  readonly source: ValueSource | null;
};

/** Where the server did not say: the person's own columns are known here, everything else is filled in when it is sent. */
const knownHere = (binding: SlotBinding | undefined, contact: ContactView): ProposedValue => {
  if (!binding) return { from: 'none', text: '' };
  const value = slotValue(binding, contact);
  if (value === null) return { from: 'unseen', text: '' };
  if (value.origin === 'skip') return { from: 'none', text: '' };
  return { from: value.origin === 'fallback' ? 'fallback' : 'source', text: value.text };
};

const serverValue = (
  template: TemplateView,
  { key }: TemplateSlot,
  { contact, values }: ForWhom
): ProposedValue => values?.[template.id]?.[key] ?? knownHere(template.bindings[key], contact);

/** With what the field of a variable begins for this person. */
export const proposalOf = (template: TemplateView, slot: TemplateSlot, who: ForWhom): Proposal => {
  const known = serverValue(template, slot, who);
  const source = template.bindings[slot.key]?.source ?? null;
  const field = known.from === 'none' ? guessedField(template, slot) : null;
  const text = field ? contactValue(who.contact, field) : '';
  return field && text !== ''
    ? { from: 'guess', text, source: { kind: 'contact', field } }
    : { ...known, source };
};

/** With what the fields begin for this person; what is guessed goes out only as it was seen in its field. */
export const startTexts = (template: TemplateView, who: ForWhom): SlotTexts =>
  Object.fromEntries(
    template.slots.map((slot) => [slot.key, proposalOf(template, slot, who).text])
  );

const isBlank = (texts: SlotTexts, key: string): boolean => (texts[key] ?? '').trim() === '';

/** Slots that still need a value before the template may go: an emptied field is no wish to send what stood in it. */
export const emptySlots = (template: TemplateView, texts: SlotTexts, who: ForWhom): string[] =>
  template.slots
    .filter((slot) => isBlank(texts, slot.key))
    .filter((slot) => serverValue(template, slot, who).from !== 'unseen')
    .map(({ key }) => key);

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

/** Whose column stands there, where nobody said yet where the value comes from: by its name, or after a greeting. */
const guessedField = (template: TemplateView, slot: TemplateSlot): ContactField | null => {
  if (slot.kind !== 'text' || template.bindings[slot.key]) return null;
  const greeting = slot.component === 'body' ? GREETED.exec(template.body) : null;
  const greeted = greeting?.[2] === slot.name ? greeting[1]?.toLocaleLowerCase('tr') : undefined;
  const named = fieldOfName[slot.name.toLowerCase()];
  if (named || greeted === undefined) return named ?? null;
  return greeted === 'sayın' ? 'name' : 'firstName';
};

/** Only what differs from what the server fills in itself, which it does again when the template goes. */
export const typedValues = (
  template: TemplateView,
  texts: SlotTexts,
  who: ForWhom
): Record<string, string> =>
  Object.fromEntries(
    template.slots
      .map((slot) => ({ slot, text: (texts[slot.key] ?? '').trim() }))
      .filter(({ slot, text }) => text !== '' && text !== serverValue(template, slot, who).text)
      .map(({ slot, text }) => [slot.key, text])
  );

/** For the preview: what the fields hold; files stay as they are bound. */
export const previewBindings = (template: TemplateView, texts: SlotTexts): SlotBindings => ({
  ...Object.fromEntries(
    Object.entries(template.bindings).filter(([, { source }]) => source.kind === 'media')
  ),
  ...Object.fromEntries(
    Object.entries(texts)
      .filter(([, text]) => text.trim() !== '')
      .map(([key, text]) => [key, { source: { kind: 'text' as const, text }, fallback: null }])
  ),
});

/** Nobody of whom values are looked up: all of them stand in the bindings as texts. */
const NOBODY = { contact: null, sources: null };

/** As it would arrive with these texts; what is filled in only then, or is still missing, stands as its mark. */
export const filledBody = (
  template: TemplateView,
  texts: SlotTexts,
  markOf: OpenMark
): MessageBody => previewBody(template, previewBindings(template, texts), { ...NOBODY, markOf });

/** A variable as a word: its name, else where its value comes from, else its number. */
export const markIn =
  (
    template: Pick<TemplateView, 'bindings'>,
    words: { ofSource: (source: ValueSource) => string; ofNumber: (number: string) => string }
  ): OpenMark =>
  ({ key, name }) => {
    if (!/^\d+$/.test(name)) return `[${name.replaceAll('_', ' ')}]`;
    const source = template.bindings[key]?.source;
    return `[${source ? words.ofSource(source) : words.ofNumber(name)}]`;
  };
