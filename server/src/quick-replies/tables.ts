import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** `ownerId` of a reply that everybody may use: null would not be unique. */
export const SHARED = 0;
/** The composer filters all of them while somebody types. */
export const MOST = { shared: 500, own: 200 } as const;

export const quickReplyTable = defineTable({
  name: 'quick-reply',
  plural: 'quick-replies',
  kind: 'content-type',
  related: { mainField: 'shortcut' },
  description: 'A saved answer that is inserted by its shortcut',
  columns: {
    shortcut: must.string<string>(undefined, 60),
    /** Hash of the folded shortcut (strapi/name-keys.ts): /Kargo, /KARGO and /kargo are one. */
    shortcutKey: must.string<string>(undefined, 80),
    /** 0: shared. */
    ownerId: must.int(SHARED),
    text: must.text(),
    /** File of the media library. */
    fileId: maybe.int(),
    used: must.int(0),
    addedAt: must.big(),
    changedAt: must.big(),
    sample: must.bool(false),
  },
  indexes: [{ columns: ['ownerId', 'shortcutKey'], unique: true }],
});
export type QuickReplyRow = RowOf<typeof quickReplyTable>;
