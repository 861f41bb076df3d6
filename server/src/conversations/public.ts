import type { Core } from '@strapi/strapi';
import type { Conversations } from './service';

export type { Conversations, Viewer } from './service';
export type { ConversationRow, MessagePermission, MessageRow } from './tables';
export type { FactError, MergedFact, StatusFact } from './domain/facts';
export type { RecordedInbound } from './inbound';
export { conversationTable, messageTable } from './tables';
export { RANK } from './domain/rank';
export { isWindowOpen, WINDOW_MS } from './domain/window';
export { shownState } from './domain/shown-state';
export { mergeFacts, readStatus } from './domain/facts';
export { canRetry, errorWords } from './domain/error-words';
export { factRow, factUpdateSql } from './fact-sql';
export { applyMessageFacts } from './apply-facts';
export { messageHints } from './hints';
export { recordInbound } from './inbound';
export { mergeConversations } from './merge';
export {
  conversationById,
  ensureConversation,
  insertMessage,
  messageByKey,
  updateConversation,
} from './store';
export { localeOf, viewerOf } from './controller';

export const conversationsService = (strapi: Core.Strapi): Conversations =>
  strapi.plugin('whatsapp').service('conversations');
