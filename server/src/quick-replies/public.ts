import type { Core } from '@strapi/strapi';
import type { QuickReplyDraft, QuickReplyView } from '../contracts/quick-replies';

export type { QuickReplyRow } from './tables';
export { refoldShortcuts } from './refold';

export interface QuickRepliesService {
  /** Shared ones and the person's own. */
  list(userId: number): Promise<QuickReplyView[]>;
  /** Throws `shortcut-taken`, `unknown-variable`, `no-such-file`, `too-many`; `forbidden` for a shared one without the right. */
  create(writer: Writer, body: QuickReplyDraft): Promise<QuickReplyView>;
  update(writer: Writer, id: number, body: QuickReplyDraft): Promise<QuickReplyView>;
  remove(writer: Writer, id: number): Promise<void>;
  /** Counts one insertion. */
  used(userId: number, id: number): Promise<void>;
}

/** Who writes, and whether they may change what all others use. */
export interface Writer {
  userId: number;
  mayShare: boolean;
}

export const quickRepliesService = (strapi: Core.Strapi): QuickRepliesService =>
  strapi.plugin('whatsapp').service('quick-replies') as QuickRepliesService;
