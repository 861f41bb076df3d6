import { z } from 'zod';
import { id, instant } from './common';
import { del, endpoints, get, post, put } from './endpoints';
import { actions } from './permissions';

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

/** The shared ones and the viewer's own, by shortcut. */
export const listQuickRepliesResult = z.object({ quickReplies: z.array(quickReplyView) });
export type ListQuickRepliesResult = z.infer<typeof listQuickRepliesResult>;

export const SHORTCUT_MOST = 40;
/** Begins with "/", then letters, digits, dash, underscore or dot of any language; no spaces. */
export const SHORTCUT = /^\/[\p{L}\p{M}\p{N}_.-]{1,39}$/u;

export const quickReplyBody = z.object({
  shortcut: z
    .string()
    .trim()
    .regex(SHORTCUT, 'A shortcut begins with "/" and has no spaces, for example /greeting.'),
  text: z.string().trim().min(1, 'Write the text to insert.').max(4096),
  fileId: id.nullable().default(null),
  shared: z.boolean().default(true),
});
export type QuickReplyBody = z.input<typeof quickReplyBody>;
export type QuickReplyDraft = z.output<typeof quickReplyBody>;

/** More than any list of quick replies; larger files are not read at all. */
export const MAX_REPLIES_FILE = 500_000;
export const MAX_REPLIES_ROWS = 1_000;

/** A CSV file as text. */
export const repliesFileBody = z.object({
  text: z.string().max(MAX_REPLIES_FILE, 'The file is larger than 500 kB. Choose a smaller file.'),
});
export type RepliesFileBody = z.infer<typeof repliesFileBody>;

/** What is wrong with a row; `row` as a spreadsheet numbers them, null = the file as a whole. */
export const repliesProblem = z.object({
  row: z.number().int().nullable(),
  kind: z.enum([
    'unreadable',
    'no-columns',
    'too-many-rows',
    'no-shortcut',
    'shortcut',
    'text',
    'variable',
    'who',
    'twice',
    'forbidden',
    'shortcut-shared',
    'too-many',
  ]),
  value: z.string().nullable(),
});
export type RepliesProblem = z.infer<typeof repliesProblem>;

export const repliesPreview = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  refused: z.number().int(),
  /** At most 50. */
  problems: z.array(repliesProblem),
});
export type RepliesPreview = z.infer<typeof repliesPreview>;

/** Those that one may not delete are left as they are. */
export const removeRepliesBody = z.object({ ids: z.array(id).min(1).max(700) });
export const removeRepliesResult = z.object({ removed: z.number().int(), left: z.number().int() });
export type RemoveRepliesResult = z.infer<typeof removeRepliesResult>;

/** Own quick replies need no more than answering; shared ones are checked in the service. */
const mine = [actions.chatReply] as const;
export const quickRepliesApi = endpoints('/quick-replies', {
  list: get('')
    .needs(...mine)
    .answers<ListQuickRepliesResult>(),
  create: post('')
    .needs(...mine)
    .body(quickReplyBody)
    .answers<QuickReplyView>(),
  /** What a file would do; changes nothing. */
  preview: post('/import/preview')
    .needs(...mine)
    .body(repliesFileBody)
    .answers<RepliesPreview>(),
  import: post('/import')
    .needs(...mine)
    .body(repliesFileBody)
    .answers<RepliesPreview>(),
  removeMany: post('/remove')
    .needs(...mine)
    .body(removeRepliesBody)
    .answers<RemoveRepliesResult>(),
  update: put('/:id')
    .of('own')
    .needs(...mine)
    .body(quickReplyBody)
    .answers<QuickReplyView>(),
  remove: del('/:id')
    .of('own')
    .needs(...mine)
    .done(),
  /** Counts one insertion. */
  used: post('/:id/used')
    .of('own')
    .needs(...mine)
    .noBody()
    .done(),
});
