import type { Core } from '@strapi/strapi';
import { accountsService, sendable } from '../accounts/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { isWindowOpen } from './domain/window';
import type { ConversationRow } from './tables';

/** WhatsApp shows "typing" for 25 s; asked again a little before it goes out. */
const TYPING_EVERY_MS = 20_000;
/** Threads that are remembered; beyond it the oldest may be told once more, which does no harm. */
const MOST_REMEMBERED = 5_000;

export interface Marks {
  /** The customer sees blue ticks, where the number shows them. Never throws, never waits. */
  read(conversation: ConversationRow): void;
  /** The customer sees that somebody writes, for 25 s or until the answer. Never throws, never waits. */
  typing(conversation: ConversationRow): void;
}

/**
 * What the customer may see of the team's reading and writing. It is a courtesy: one that is not told is noted for the
 * operator and never tried again, and nothing that staff do waits for it.
 */
export const createMarks = (strapi: Core.Strapi): Marks => {
  const { clock, log } = contextOf(strapi);
  const typed = new Map<number, { at: number; last: number | null }>();
  runtimeService(strapi).forgetting.push(() => typed.clear());

  const tell = async (conversation: ConversationRow, typing: boolean): Promise<void> => {
    const wamid = conversation.lastInboundWamid;
    if (!wamid) return;
    const account = await accountsService(strapi).get(conversation.accountId);
    // Meta shows "typing" only together with the read mark.
    const wanted = (account.readMarks ?? true) && (!typing || (account.typingMarks ?? true));
    if (!wanted || !sendable(account).ok) return;
    await accountsService(strapi).cloudApi(account).markRead(account.phoneNumberId, wamid, typing);
  };
  const quietly = (conversation: ConversationRow, typing: boolean): void =>
    void tell(conversation, typing).catch((error: unknown) =>
      log('conversations').warn(typing ? 'typing mark not sent' : 'read mark not sent', {
        conversation: conversation.id,
        error: errorText(error),
      })
    );

  /** True once in 20 s for a thread; a message in between has ended what the customer saw. */
  const isTurn = ({ id, lastMessageId: last }: ConversationRow): boolean => {
    const at = clock.monotonic();
    const before = typed.get(id);
    if (before && before.last === last && at - before.at < TYPING_EVERY_MS) return false;
    typed.delete(id);
    typed.set(id, { at, last });
    const [oldest] = typed.keys();
    if (typed.size > MOST_REMEMBERED && oldest !== undefined) typed.delete(oldest);
    return true;
  };

  return {
    read: (conversation) => quietly(conversation, false),
    typing: (conversation) => {
      if (!isWindowOpen(conversation.windowExpiresAt, clock.now())) return;
      if (isTurn(conversation)) quietly(conversation, true);
    },
  };
};
