import { z } from 'zod';
import { id } from './common';

/** A file that may be sent: one that an agent attached (`attached`), or one of Strapi's media library (`library`). */
export const fileRef = z.object({ from: z.enum(['attached', 'library']), id });
export type FileRef = z.infer<typeof fileRef>;

/** POST /files (multipart, field `file`): keeps an attachment before it is sent. Refused when WhatsApp would refuse it. */
export const attachedFile = z.object({
  id,
  name: z.string(),
  mime: z.string(),
  kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  /** OGG with OPUS: may be sent as a voice note. */
  voice: z.boolean(),
  sizeBytes: z.number().int(),
});
export type AttachedFile = z.infer<typeof attachedFile>;
