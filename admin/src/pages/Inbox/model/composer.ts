import type { ConversationView } from '../../../../../server/src/contracts/conversations';

export const TEXT_LIMIT = 4096;
/** The counter shows from here on (80 % of the limit). */
const COUNT_FROM = TEXT_LIMIT * 0.8;

export type ComposerMode =
  | 'no-permission'
  | 'disconnected'
  | 'token-refused'
  | 'blocked'
  | 'template-only'
  | 'refused'
  | 'never-wrote'
  | 'not-answered'
  | 'group'
  | 'open';

/** The window is closed: free text waits for the person to write. */
export const isWindowOver = (mode: ComposerMode): boolean =>
  mode === 'template-only' || mode === 'refused';

/** Free text is not possible, an approved template is. */
export const takesTemplate = (mode: ComposerMode): boolean =>
  isWindowOver(mode) || mode === 'never-wrote' || mode === 'not-answered';

export interface ComposerFacts {
  readonly canReply: boolean;
  /** Status of the number, null while unknown. */
  readonly accountStatus: string | null;
  readonly conversation: ConversationView;
  readonly now: number;
}

/** Our last message is on its way or has arrived: the person's answer opens the window. */
const isWrittenTo = ({ preview }: ConversationView): boolean =>
  preview?.direction === 'out' && preview.state !== 'failed';

/** What the foot of the thread offers; the server refuses the rest whatever the browser shows. */
export const composerMode = ({
  canReply,
  accountStatus,
  conversation,
  now,
}: ComposerFacts): ComposerMode => {
  if (!canReply) return 'no-permission';
  if (accountStatus === 'token-refused' || accountStatus === 'token-unreadable') {
    return 'token-refused';
  }
  if (accountStatus === 'disconnected' || accountStatus === 'not-connected') return 'disconnected';
  if (conversation.contact.blocked) return 'blocked';
  if (conversation.contact.source === 'group') return 'group';
  const { open, expiresAt, refused } = conversation.window;
  // No window has ever been opened here: nothing has passed. A history of the phone may hold what they wrote before.
  if (expiresAt === null) return isWrittenTo(conversation) ? 'not-answered' : 'never-wrote';
  if (open && expiresAt > now) return 'open';
  return refused ? 'refused' : 'template-only';
};

export interface TextVerdict {
  /** Null while far from the limit. */
  readonly counter: { used: number; limit: number; over: boolean } | null;
  readonly sendable: boolean;
}

/** Length is counted as the server counts it: after trimming, in UTF-16 units. */
export const readText = (text: string): TextVerdict => {
  const used = text.trim().length;
  const over = used > TEXT_LIMIT;
  const counter = used >= COUNT_FROM ? { used, limit: TEXT_LIMIT, over } : null;
  return { counter, sendable: used > 0 && !over };
};
