import type { Hint } from '../../../../server/src/contracts/realtime';

type TagType =
  | 'WhatsappAccount'
  | 'WhatsappContact'
  | 'WhatsappGroup'
  | 'WhatsappSegment'
  | 'WhatsappTemplate'
  | 'WhatsappConversation'
  | 'WhatsappMessage'
  | 'WhatsappNote'
  | 'WhatsappMention'
  | 'WhatsappPresence'
  | 'WhatsappCampaign'
  | 'WhatsappSetup'
  | 'WhatsappLog'
  | 'WhatsappTask'
  | 'WhatsappQuickReply'
  | 'WhatsappBot'
  | 'WhatsappAutomation'
  | 'WhatsappOperation'
  | 'WhatsappParked';
export interface CacheTag {
  readonly type: TagType;
  /** Without it: everything of the type. */
  readonly id?: number | string;
}

const tagTypes: Record<Hint['type'], TagType> = {
  conversation: 'WhatsappConversation',
  message: 'WhatsappMessage',
  note: 'WhatsappNote',
  mention: 'WhatsappMention',
  presence: 'WhatsappPresence',
  campaign: 'WhatsappCampaign',
  template: 'WhatsappTemplate',
  account: 'WhatsappAccount',
  contact: 'WhatsappContact',
  group: 'WhatsappGroup',
  segment: 'WhatsappSegment',
  log: 'WhatsappLog',
  task: 'WhatsappTask',
  'quick-reply': 'WhatsappQuickReply',
  bot: 'WhatsappBot',
  automation: 'WhatsappAutomation',
  operation: 'WhatsappOperation',
  parked: 'WhatsappParked',
};

/** All tag types: what a `reset` makes stale. */
export const allTagTypes: TagType[] = [...Object.values(tagTypes), 'WhatsappSetup'];

const tagsOf = (hint: Hint): CacheTag[] => {
  const type = tagTypes[hint.type];
  const own: CacheTag[] = [
    { type, id: hint.id },
    { type, id: 'LIST' },
  ];
  if (hint.type === 'conversation') return [...own, { type, id: 'UNREAD' }];
  // Notes are read thread by thread.
  if (hint.type === 'note') return [{ type, id: hint.parent ?? 'LIST' }];
  if (hint.type === 'account') return [...own, { type: 'WhatsappSetup' }];
  if (hint.type === 'message' && hint.parent !== null) {
    return [...own, { type: 'WhatsappConversation', id: hint.parent }];
  }
  return own;
};

/** Names a tag, so that equal ones are kept once. */
export const tagKey = (tag: CacheTag): string => `${tag.type} ${tag.id ?? ''}`;

/** The cache tags that a batch of hints makes stale, each once. */
export const tagsOfHints = (hints: readonly Hint[]): CacheTag[] => {
  const seen = new Map<string, CacheTag>();
  for (const tag of hints.flatMap(tagsOf)) seen.set(tagKey(tag), tag);
  return [...seen.values()];
};
