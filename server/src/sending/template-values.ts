import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { contactsService, fieldViews, type ContactRow, type Reading } from '../contacts/public';
import type { ProposedValue, TemplateValues } from '../contracts/template-values';
import type { SlotBindings, TemplateSlot, TemplateView, ValueSource } from '../contracts/templates';
import type { ConversationRow } from '../conversations/public';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { resolveValues, templatesService, type Known } from '../templates/public';
import { knownFor, type EntriesMeant, type SendingNumber } from './known';

const customKey = (key: string): string => `custom ${key}`;
const recordKey = (type: string, field: string): string => `record ${type} ${field}`;

/** Sensitive sources that messages may use: they are filled in, but not everybody may read them. */
const sensitiveSources = async (strapi: Core.Strapi): Promise<Set<string>> => {
  const custom = (await fieldViews(contextOf(strapi).db.knex))
    .filter(({ sensitive, allowed }) => sensitive !== null && allowed.includes('messages'))
    .map(({ key }) => customKey(key));
  const records = (await recordsService(strapi).sources()).flatMap(({ type, fields }) =>
    fields.filter(({ isSensitive }) => isSensitive).map(({ field }) => recordKey(type, field))
  );
  return new Set([...custom, ...records]);
};

const isAmong = (hidden: ReadonlySet<string>, source: ValueSource): boolean => {
  if (source.kind === 'custom') return hidden.has(customKey(source.key));
  return source.kind === 'record' && hidden.has(recordKey(source.type, source.field));
};

interface ForOne {
  known: Known;
  bindings: SlotBindings;
  hidden: ReadonlySet<string>;
}

const UNSEEN: ProposedValue = { from: 'unseen', text: '' };
/** Made for the one message that carries them: a way to the person's own page is nothing to hand out before. */
const MADE_WHEN_SENT: ReadonlySet<ValueSource['kind']> = new Set(['preferences', 'link']);

/** The same answer as the sending gives, for one variable, as far as it may be shown. */
const proposedOf = (slot: TemplateSlot, { known, bindings, hidden }: ForOne): ProposedValue => {
  const source = Object.hasOwn(bindings, slot.key) ? bindings[slot.key]?.source : undefined;
  // Before anything is worked out: that a sensitive value is missing tells something too.
  if (source && (source.kind === 'media' || isAmong(hidden, source))) return UNSEEN;
  const resolved = resolveValues([slot], bindings, known);
  if (!resolved.ok) return { from: 'none', text: '' };
  const text = resolved.values[slot.key] ?? '';
  if (resolved.usedFallback) return { from: 'fallback', text };
  return source && MADE_WHEN_SENT.has(source.kind) ? UNSEEN : { from: 'source', text };
};

/** The sources of many templates together, so that each is looked up once. */
const allBindings = (templates: readonly TemplateView[]): SlotBindings =>
  Object.fromEntries(
    templates.flatMap(({ id, bindings }) =>
      Object.entries(bindings).map(([key, binding]) => [`${id} ${key}`, binding])
    )
  );

interface Whom {
  contact: ContactRow;
  account: SendingNumber;
  agentId: number;
  entries: EntriesMeant;
}

/** What is known of this person, by the language of the template: dates and numbers may read in it. */
const knownByLanguage = async (
  strapi: Core.Strapi,
  templates: readonly TemplateView[],
  whom: Whom
): Promise<Map<string, Known>> => {
  const { contact, account, agentId, entries } = whom;
  const byLanguage = new Map<string, Known>();
  for (const language of new Set(templates.map((one) => one.language))) {
    const bindings = allBindings(templates.filter((one) => one.language === language));
    const ask = { contacts: [contact], bindings, language, account, agentId, entries };
    const more = (await knownFor(strapi, contextOf(strapi).db.knex, ask)).get(contact.id);
    byLanguage.set(language, { ...more, contact });
  }
  return byLanguage;
};

/**
 * What the variables of this number's templates would hold for this person, by the resolver of every send (T-30, T-34), so
 * that an agent sees and may change it before it goes. `entries`: as of `KnownAsk`.
 */
export const templateValuesOf = async (
  strapi: Core.Strapi,
  { accountId, contactId }: ConversationRow,
  { agentId, reading, entries }: { agentId: number; reading: Reading; entries: EntriesMeant }
): Promise<TemplateValues> => {
  const contact = await contactsService(strapi).get(contactId);
  const account = await accountsService(strapi).get(accountId);
  const templates = (await templatesService(strapi).list({ accountId })).templates.filter(
    ({ sendable }) => sendable.ok
  );
  const hidden = reading === 'all' ? new Set<string>() : await sensitiveSources(strapi);
  const known = await knownByLanguage(strapi, templates, { contact, account, agentId, entries });
  return {
    templates: Object.fromEntries(
      templates.map(({ id, language, bindings, slots }) => {
        const one: ForOne = { known: known.get(language) ?? { contact }, bindings, hidden };
        return [id, Object.fromEntries(slots.map((slot) => [slot.key, proposedOf(slot, one)]))];
      })
    ),
  };
};
