import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { z } from 'zod';
import { contactsService } from '../contacts/public';
import { aboutOf } from '../contracts/message-about';
import type { EntryKey } from '../contracts/record-people';
import type { sendMessageBody } from '../contracts/send-message';
import { messageByKey, type ConversationRow, type MessageRow } from '../conversations/public';
import { DomainError } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { stableStringify } from '../kernel/json';
import { hostReader, recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import { slotsOfEntries, valuesOfEntries } from './entry-values';
import type { EntriesMeant } from './known';
import type { Intent } from './prepare';
import { missingValues } from './refused-content';

type Asked = z.output<typeof sendMessageBody>;

/** Throws `not-found` for an entry that the reader may not see in the Content Manager, or that is about somebody else. */
export const entriesMeant = async (
  strapi: Core.Strapi,
  ctx: Context,
  { contactId, entry }: { contactId: number; entry: EntryKey | undefined }
): Promise<EntriesMeant> => {
  if (!entry) return {};
  const reader = hostReader(strapi, ctx, entry.uid);
  const { people } = await recordsService(strapi).entryPeople(entry, reader);
  if (people.some(({ id }) => id === contactId)) return { [entry.uid]: entry.documentId };
  throw new DomainError('not-found', 'the entry is not linked with this contact', {
    status: 404,
    field: 'entry',
    remedy: 'Link the entry with the contact.',
  });
};

/** The key of what an agent says; beside an entry with the caller's own words, as the entry may change until a repeat. */
export const saidKey = (
  said: Asked,
  { conversation, agentId }: { conversation: ConversationRow; agentId: number }
): Intent['key'] => {
  const key = { owner: `user:${agentId}`, key: said.clientId };
  if (said.type !== 'template' || !said.entry) return key;
  const { accountId, contactId } = conversation;
  return { ...key, bodyHash: keyOf(stableStringify({ to: [accountId, contactId], said })) };
};

/** The message that the same words beside an entry have made already, whatever has become of the entry. */
export const saidBefore = async (
  strapi: Core.Strapi,
  { owner, key, bodyHash }: Intent['key']
): Promise<MessageRow | null> => {
  if (bodyHash === undefined) return null;
  const { knex } = contextOf(strapi).db;
  const row = await messageByKey(knex, { keyOwner: owner, keyHash: keyOf(key) });
  return row?.bodyHash === bodyHash ? row : null;
};

/**
 * A template that is written beside an entry, with the values of that entry filled in: later, and when it is sent again, it
 * says what was seen. `entries`: the entry, where it speaks for the whole message. One value that somebody typed in place of
 * one of its own, and it does not (O-33).
 */
export const besideEntry = async (
  strapi: Core.Strapi,
  ctx: Context,
  { conversation, asked }: { conversation: ConversationRow; asked: Asked }
): Promise<{ asked: Asked; entries: EntriesMeant }> => {
  if (asked.type !== 'template' || !asked.entry) return { asked, entries: {} };
  const { entry, ...message } = asked;
  const contact = await contactsService(strapi).get(conversation.contactId);
  const entries = await entriesMeant(strapi, ctx, { contactId: contact.id, entry });
  const templates = templatesService(strapi);
  const template = templates.view(await templates.get(message.templateId));
  const { bindings, language } = template;
  const typed = message.values;
  const open = slotsOfEntries(template, entries).flatMap(({ slot }) =>
    typed[slot.key] ? [] : [slot]
  );
  const found = await valuesOfEntries(strapi, open, { contact, bindings, language, entries });
  if (!found.ok) throw missingValues(found.missing);
  const about = aboutOf({ bindings, typed, entries: {}, cause: null });
  const values = { ...typed, ...found.values };
  return { asked: { ...message, values }, entries: about ? entries : {} };
};
