import { z } from 'zod';
import {
  askLocationContent,
  buttonsContent,
  contactsContent,
  linkContent,
  listContent,
  locationContent,
} from './chat-content';
import { id } from './common';
import { fileRef } from './media';
import { CAPTION_MAX } from './media-rules';
import { entryKey } from './record-people';

/** Idempotency: the composer makes one id per composed message; a repeat answers with the same row. */
export const clientId = z.string().min(8).max(80);

/** POST /conversations/:id/messages → messageView */
export const sendMessageBody = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    clientId,
    text: z.string().trim().min(1).max(4096),
    replyTo: id.optional(),
  }),
  z.object({
    type: z.literal('template'),
    clientId,
    templateId: id,
    /** By slot key; what is missing comes from the template's bindings. */
    values: z.record(z.string(), z.string().max(1024)).default({}),
    /** The entry beside which it is written: its values, in place of those of the contact's newest entry of the type. */
    entry: entryKey.optional(),
  }),
  /** A file that was attached before (POST /files) or lies in Strapi's media library (C-14…C-17). */
  z.object({
    type: z.literal('media'),
    clientId,
    file: fileRef,
    /** Keeps name and quality: it arrives as a document whatever it is. */
    as: z.literal('document').optional(),
    voice: z.boolean().optional(),
    caption: z.string().trim().max(CAPTION_MAX).optional(),
    replyTo: id.optional(),
  }),
  /** Our reaction to a message; an empty emoji takes it back. */
  z.object({
    type: z.literal('reaction'),
    clientId,
    to: id,
    emoji: z.string().max(16),
  }),
  locationContent.extend({ clientId }),
  contactsContent.extend({ clientId }),
  buttonsContent.extend({ clientId }),
  listContent.extend({ clientId }),
  linkContent.extend({ clientId }),
  askLocationContent.extend({ clientId }),
]);
export type SendMessageBody = z.input<typeof sendMessageBody>;
