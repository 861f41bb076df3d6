import {
  afterAnswer,
  opened,
  type ConversationRow,
  type MessageRow,
  type OutgoingPayload,
} from '../conversations/public';
import { keyOf } from '../kernel/hash';
import type { EntryKey } from '../contracts/record-people';
import { filesIn } from './media-content';
import type { Intent, Prepared } from './prepare';

/** Kept for a retry, which works out everything else again; a code is kept nowhere but in its own table. */
const typedOf = (
  { content }: Intent,
  { code }: Prepared
): Pick<OutgoingPayload, 'typed' | 'code'> =>
  content.type === 'template' && !code && Object.keys(content.values).length > 0
    ? { typed: content.values }
    : { ...(code ? { code: 'hidden' } : {}) };

/** A message before its permit. */
export const newMessage = (
  intent: Intent,
  prepared: Prepared,
  row: {
    bodyHash: string;
    now: number;
    conversationId: number;
    owner: string;
    about: EntryKey | null;
  }
): Partial<MessageRow> => ({
  conversationId: row.conversationId,
  accountId: prepared.account.id,
  contactId: prepared.contact.id,
  direction: 'out',
  origin: intent.origin,
  type: prepared.content.type,
  body: prepared.body,
  text: prepared.body.text ?? '',
  payload: {
    content: prepared.content,
    replyTo: prepared.replyTo,
    ...(prepared.file ? { file: prepared.file } : {}),
    ...(row.about ? { about: row.about } : {}),
    ...typedOf(intent, prepared),
  },
  mediaState: filesIn(prepared.content).length > 0 ? 'needed' : null,
  templateId: prepared.template?.id ?? null,
  category: prepared.category,
  topic: prepared.template?.topic ?? null,
  contextKey: contextOfMessage(prepared),
  state: 'queued',
  rank: 0,
  attempt: 1,
  tries: 0,
  lane: intent.lane,
  owner: row.owner,
  dueAt: row.now,
  keyOwner: intent.key.owner,
  keyHash: keyOf(intent.key.key),
  bodyHash: row.bodyHash,
  clientId: intent.origin === 'agent' ? intent.key.key : null,
  agentId: intent.agentId ?? null,
  testOf: intent.testOf ?? null,
  inLimit: false,
  sample: false,
  at: row.now,
});

/** What answers by itself leaves a conversation where it stands: nobody has to act on it. */
const BY_ITSELF = new Set<string>(['bot', 'system']);

/** Who put it off may answer before: it stays put off. */
const opens = ({ status }: ConversationRow, origin: string): boolean =>
  status !== 'snoozed' && !(status === 'closed' && BY_ITSELF.has(origin));

/** The list shows the newest message; a reaction is drawn on the one that it belongs to and moves nothing. */
export const afterSend = (
  prepared: Prepared,
  conversation: ConversationRow,
  { id, now, origin }: { id: number; now: number; origin: string }
): Partial<ConversationRow> =>
  prepared.content.type === 'reaction'
    ? {}
    : {
        ...(opens(conversation, origin) ? opened() : {}),
        ...afterAnswer(conversation, { origin, at: now }),
        lastMessageAt: Math.max(now, conversation.lastMessageAt),
        lastMessageId: id,
        wokenAt: null,
        lastText: prepared.line.slice(0, 500),
        lastDirection: 'out',
        lastType: prepared.content.type,
      };

/** The message that a reaction belongs to, or that is quoted. */
const contextOfMessage = ({ content, replyTo }: Prepared): string | null => {
  const wamid = content.type === 'reaction' ? content.reaction.message_id : replyTo;
  return wamid ? keyOf(wamid) : null;
};
