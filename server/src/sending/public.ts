import type { Core } from '@strapi/strapi';
import type { Sending } from './service';

export type { AnswerContent, Intent, IntentContent, Prepared, Together } from './prepare';
export type { ListIntent, ListRow } from './choices-content';
export type { Sending, SendResult } from './service';
export type { NumberSigns, Permitted, SendSource, Settled } from './source';
export {
  isPersonsNo,
  planAfter,
  signsOf,
  type Breaker,
  type Plan,
  type PlanError,
} from './domain/plan';
export { entryMeant, judgeAbout, withCarried } from './carried';
export { slotsOfEntries, valuesOfEntries } from './entry-values';
export { knownFor, readableField, type KnownMore, type SendingNumber } from './known';
export {
  categoryOf,
  messageLine,
  recipientOf,
  renderAnswer,
  templateRenderer,
  type Rendered,
} from './prepare';
export type { KnownFile } from './media-content';
export {
  FILE_SLOT,
  linksOfText,
  neededFields,
  textRenderer,
  unknownVariables,
} from './text-message';
export { boundMedia, mediaProblem, standInMedia } from './bound-media';
export {
  lockCapped,
  MAY_HAVE_LEFT,
  promotionsOf,
  type PromotionsAsk,
  type PromotionSource,
} from './promotions';
export {
  CONSENT_KEYS,
  countsAgainstLimit,
  gateRefusal,
  gateRules,
  isBulk,
  type GateRules,
} from './gate';
export { shownOf } from './shown';
export { isUnasked } from './unasked';
export {
  applyOldMessageFacts,
  keepAttempt,
  sleeps,
  sleepsBehind,
  writeOldAttempt,
} from './message-store';
export { forgetFiles } from './messages';
export { MAX_PRICED } from './read-price';
export { attemptTable, type AttemptRow } from './tables';
export { removeAttempts } from './forget';
export {
  chainOfOwner,
  runChain,
  runOfChain,
  RUNS_LIKE,
  UNASKED_LIKE,
  unaskedOwner,
  type ChainHolds,
  type RunHalts,
} from './unasked';
export { catchUpWait, inboundWait, UNHEARD_MS, unheardOf, type InboundWait } from './unheard';
export { forgetLater, laterOfPerson, mergeLater, purgeLater } from './later/store';

export const sendingService = (strapi: Core.Strapi): Sending =>
  strapi.plugin('whatsapp').service('sending');
