import type { Core } from '@strapi/strapi';
import type { Conversations } from './service';

export type { Conversations, Viewer } from './service';
export type { ConversationRow, Given, MessagePermission, MessageRow } from './tables';
export { outgoingOf, type OutgoingPayload } from './payload';
export type { FactError, MergedFact, StatusFact } from './domain/facts';
export type { RecordedInbound, StoredInbound } from './inbound';
export { conversationEventTable, conversationTable, messageTable } from './tables';
export { closed, opened } from './domain/standing';
export { afterAnswer, afterClosing } from './domain/waiting';
export { dropTexts, noteTexts } from './texts';
export { catchUpTexts, prepareTextIndex, rereadTexts, watchTexts } from './text-catch-up';
export { wakeSnoozed } from './snooze';
export { RANK } from './domain/rank';
export { isOutsideWindow, isWindowOpen, SAFETY_MS, WINDOW_MS } from './domain/window';
export { shownState } from './domain/shown-state';
export { mergeFacts, readStatus } from './domain/facts';
export { canRetry, errorWords, FILE_REFUSED, RETRYABLE_CLASSES } from './domain/error-words';
export { factRow, factUpdateSql } from './fact-sql';
export { applyMessageFacts } from './apply-facts';
export { applyPayment } from './payments';
export { applyFreeEntry } from './free-entry';
export { closeRefused, type RefusedText } from './close-refused';
export { isFreeEntry } from './domain/free-entry';
export { fileHints, messageHints } from './hints';
export { callForUnanswered, tellFailed } from './failed';
export { assignConversation } from './assign';
export { givenOf } from './assigned';
export { knownMessage, sentByTails, sentByWamid, type SentMessage } from './by-wamid';
export { actedSince } from './acted';
export { isAnsweredSince, sentBefore, tookAt } from './last-sent';
export {
  handedBackAt,
  pauseBots,
  recordEventOfContacts,
  recordEvents,
  resumeBots,
  type NewEvent,
} from './events';
export { fileOf } from './domain/file-of';
export { titlesOf } from './domain/titles';
export { callForMessage, recordInbound, storeInbound } from './inbound';
export { needsNobody, type Answerer } from './domain/needs-nobody';
export { recordCall } from './calls';
export { recordFromPhone } from './from-phone';
export { mergeConversations, type JoinEffect } from './merge';
export { peopleBeingSent } from './remove';
export { countMessagesOf, messagesOfPerson, threadsOfPerson, type MessagesGone } from './purge';
export {
  conversationById,
  hasAnyInbound,
  ensureConversation,
  conversationOf,
  hasConversation,
  hasWritten,
  holdThreads,
  insertMessage,
  lockConversation,
  messageByKey,
  updateConversation,
} from './store';
export { agentsByIds, listAgents, readersNow } from './agents';
export { answerMedia, openMedia } from './media';
export { readsConversation, seenInConversation } from './seen';
export { whereMayView } from './visible-sql';
export { windowAt } from './window-at';
export { localeOf, viewerOf } from './controller';

export const conversationsService = (strapi: Core.Strapi): Conversations =>
  strapi.plugin('whatsapp').service('conversations');
