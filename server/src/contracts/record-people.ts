import { z } from 'zod';
import { id, instant } from './common';
import { consentState, contactView } from './contacts';
import { typeUid } from './records';

/** GET /records/mapped: content types whose entries are about people; asked once by the Content Manager. */
export const mappedTypes = z.object({
  types: z.array(z.object({ uid: typeUid, role: z.string() })),
});
export type MappedTypes = z.infer<typeof mappedTypes>;

const documentId = z.string().min(1).max(40);

/** GET /records/entry-people, and as body of POST: makes the person of the entry a contact and links them. */
export const entryKey = z.object({ uid: typeUid, documentId });
export type EntryKey = z.infer<typeof entryKey>;

export const entryPerson = z.object({
  id,
  name: z.string(),
  /** Number, user name or id: how WhatsApp reaches the person; empty when it cannot. */
  address: z.string(),
  marketing: consentState,
  blocked: z.boolean(),
});
export type EntryPerson = z.infer<typeof entryPerson>;

export const entryPeople = z.object({
  /** What such an entry is: Customer, Order. */
  role: z.string(),
  /** The linked person first, then those whom a relation of the entry names. */
  people: z.array(entryPerson),
  /** While nobody is linked: contacts with the number or the e-mail of the entry. */
  candidates: z.array(entryPerson),
  /** Nobody is linked because a person of the team took the link off. */
  takenOff: z.boolean(),
  /** The number that the entry tells; null when its mapping names no field for one. */
  phone: z
    .object({
      /** The field, as the mapping's page calls it. */
      label: z.string(),
      /** A usable number; null when there is none, or when the reader may not see the field. */
      e164: z.string().nullable(),
      state: z.enum(['usable', 'empty', 'invalid']),
    })
    .nullable(),
});
export type EntryPeople = z.infer<typeof entryPeople>;

/** POST /records/recipients: whom these entries are about. */
export const recipientsBody = z.object({
  uid: typeUid,
  documentIds: z.array(documentId).min(1).max(1000),
});
export type RecipientsBody = z.infer<typeof recipientsBody>;

/**
 * Why an entry gives nobody: no number or e-mail in it; what stands there is no number; its number is of nobody we know;
 * a person of the team took the link off; the person has no address at WhatsApp; the reader may not see it, or it is gone.
 */
export const recipientGap = z.enum([
  'empty',
  'invalid',
  'unknown',
  'taken-off',
  'no-address',
  'unseen',
]);
export type RecipientGap = z.infer<typeof recipientGap>;

export const entryRecipients = z.object({
  role: z.string(),
  /** Each once, in the order of the entries. */
  contactIds: z.array(id),
  /** Entries whose person is there already by another one. */
  doubled: z.number().int(),
  /** Entries without a person, by reason. */
  gaps: z.array(z.object({ reason: recipientGap, entries: z.number().int() })),
  /** The first few of them. */
  examples: z.array(
    z.object({ documentId: z.string(), title: z.string(), reason: recipientGap, url: z.string() })
  ),
});
export type EntryRecipients = z.infer<typeof entryRecipients>;

/** GET /records/mappings/:uid/moved: the newest entries whose “yes” is not counted, since they became about another person. */
export const movedEntries = z.object({
  total: z.number().int(),
  entries: z.array(
    z.object({
      documentId: z.string(),
      /** Null: the reader may not see the entry in the Content Manager. */
      title: z.string().nullable(),
      url: z.string().nullable(),
      /** When it became about this contact. */
      at: instant,
      contact: contactView,
    })
  ),
});
export type MovedEntries = z.infer<typeof movedEntries>;
