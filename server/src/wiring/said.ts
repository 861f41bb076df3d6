import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import type { InboundContent } from '../cloud-api/inbound-content';
import { consentService, decideSaid, isSettledBy, type ConsentAction } from '../consent/public';
import type { ToldIds } from '../contacts/public';
import type { ConversationRow } from '../conversations/public';
import { optInService, type AppliedCode } from '../opt-in/public';
import { preferenceChat } from '../preference-chat/public';
import type { FeedEntry } from '../realtime/public';
import { askTeam } from './asked-stop';
import { alsoOut } from './quoted-person';
import { readSaid } from './said-facts';

interface Message {
  contactId: number;
  account: AccountRow;
  conversation: ConversationRow;
  messageId: number;
  content: InboundContent;
  /** Nothing answers it by itself. */
  isSilent: boolean;
  /** It is the code of a tester. */
  isTester?: boolean;
  at: number;
}

/** What a message decided by itself. */
export interface Said {
  action: ConsentAction | null;
  /** Something of the person is another now. */
  recorded: boolean;
  /** It is confirmed or answered already, or people have to answer it: bots leave it alone. */
  answered: boolean;
  /** It was a word or tap on what they want to receive, or a tester's code, and is done: nobody has to look at it. */
  isDone?: boolean;
  hints: FeedEntry[];
  /** The team has to decide what it meant: that it may is new. */
  isAsked?: boolean;
  /** The same, however often it is said: nothing welcomes who may want to leave. */
  isUnclear?: boolean;
  /** Number and user id of one person, which were known as two. */
  told?: ToldIds | null;
  /** By what the chat was opened, where a code of a form says so. */
  by?: AppliedCode['by'];
}

const NOTHING: Said = { action: null, recorded: false, answered: false, hints: [] };
const TESTER_CODE: Said = { ...NOTHING, answered: true, isDone: true };

/** A tap on a list of preferences: whatever its words are, they are no keyword and no message to a bot (O-19). */
const applyTap = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contactId, account, messageId, content, isSilent, at }: Message
): Promise<Said | null> => {
  const { reply, wamid } = content;
  const ids = { contactId, accountId: account.id, messageId };
  const tapped = await preferenceChat(strapi).onTap(trx, {
    ...ids,
    reply,
    wamid,
    isSilent,
    at,
  });
  const done = { recorded: true, answered: true, isDone: true, hints: [] };
  return tapped && { ...done, action: tapped.action };
};

/** What the words or the press decide by the table of `decideSaid`. */
const applyWords = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  message: Message
): Promise<Said> => {
  const { contactId, account, conversation, messageId, content, at } = message;
  const ids = { accountId: account.id, conversationId: conversation.id };
  const said = { contactId, ...ids, messageId, content, at };
  const read = await readSaid(strapi, trx, said);
  const decision = read ? decideSaid(read.facts) : 'nothing';
  if (!read || decision === 'nothing') return NOTHING;
  const { words, language, facts } = read;
  const { wamid } = content;
  if (decision === 'ask') {
    const asked = { contactId, accountId: account.id, messageId, wamid, words, at };
    const isAsked = await askTeam(strapi, trx, { asked, conversationId: conversation.id });
    const answered = isSettledBy(decision, facts.reading);
    return { ...NOTHING, recorded: isAsked, isAsked, isUnclear: true, answered };
  }
  const sender = { contactId, accountId: account.id };
  const what = { decision, words, language, wamid, at, isPressed: facts.press !== null };
  const action = await consentService(strapi).applySaid(trx, { ...sender, ...what });
  const { quotedWamid } = content;
  const also =
    decision === 'in' ? null : await alsoOut(strapi, trx, { ...sender, quotedWamid, said: what });
  // It is confirmed, not chatted with; also when it is said again (O-21).
  return {
    ...{ action, recorded: true, answered: true, isDone: true },
    ...{ hints: also?.hints ?? [], told: also?.told ?? null },
  };
};

/** The code of a form or of its page, by which somebody agrees (O-11). */
const applyCode = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { contactId, account, content, at }: Message
): Promise<AppliedCode | null> => {
  const { body, wamid } = content;
  const ids = { contactId, accountId: account.id };
  const code = await optInService(strapi).applyMessage(trx, { ...ids, text: body.text, wamid, at });
  if (code) await consentService(strapi).settleHold(trx, contactId, at);
  return code;
};

/** A tester's code says nothing else. Taps first, then words, buttons and codes; in the transaction that records the message. */
export const applySaid = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  message: Message
): Promise<Said> => {
  if (message.isTester) return TESTER_CODE;
  const tapped = await applyTap(strapi, trx, message);
  if (tapped) return tapped;
  const word = await applyWords(strapi, trx, message);
  const code = await applyCode(strapi, trx, message);
  if (!code) return word;
  return {
    action: code.changed ? 'opt-in' : word.action,
    recorded: true,
    answered: true,
    hints: [...word.hints, ...code.hints],
    told: word.told ?? null,
    by: code.by,
  };
};
