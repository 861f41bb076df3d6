import { z } from 'zod';
import { id, instant } from './common';

/** A file of Strapi's media library, as forms and previews show it. */
export const libraryFile = z.object({
  id,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.number().int(),
  url: z.string(),
});
export type LibraryFile = z.infer<typeof libraryFile>;

export const quickReplyView = z.object({
  id,
  /** As typed, with its "/". */
  shortcut: z.string(),
  text: z.string(),
  file: libraryFile.nullable(),
  /** False: the viewer's own. */
  shared: z.boolean(),
  used: z.number().int(),
  changedAt: instant,
});
export type QuickReplyView = z.infer<typeof quickReplyView>;

/** GET /quick-replies: the shared ones and the viewer's own, by shortcut. */
export const listQuickRepliesResult = z.object({ quickReplies: z.array(quickReplyView) });
export type ListQuickRepliesResult = z.infer<typeof listQuickRepliesResult>;

export const SHORTCUT_MOST = 40;
/** Begins with "/", then letters, digits, dash, underscore or dot of any language; no spaces. */
export const SHORTCUT = /^\/[\p{L}\p{M}\p{N}_.-]{1,39}$/u;

/** POST /quick-replies, PUT /quick-replies/:id */
export const quickReplyBody = z.object({
  shortcut: z
    .string()
    .trim()
    .regex(SHORTCUT, 'A shortcut begins with "/" and has no spaces, for example /greeting.'),
  text: z.string().trim().min(1, 'Write what is to be inserted.').max(4096),
  fileId: id.nullable().default(null),
  shared: z.boolean().default(true),
});
export type QuickReplyBody = z.input<typeof quickReplyBody>;
