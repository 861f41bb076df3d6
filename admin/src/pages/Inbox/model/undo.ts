import type {
  ConversationView,
  UpdateConversationBody,
} from '../../../../../server/src/contracts/conversations';

/** A change that leads back to where a conversation stands. A snooze whose time is over is simply open. */
const standingOf = ({
  status,
  snoozedUntil,
  closeReason,
}: ConversationView): UpdateConversationBody => {
  if (status === 'closed') return { status, ...(closeReason ? { closeReason } : {}) };
  const sleeps =
    status === 'snoozed' && snoozedUntil !== null && snoozedUntil > Date.now() + 60_000;
  return sleeps ? { status, snoozedUntil } : { status: 'open' };
};

/** Tags that came go, and those that went come back; what the person had before stays. */
const tagsBack = (
  { contact }: ConversationView,
  { add, remove }: NonNullable<UpdateConversationBody['tags']>
): UpdateConversationBody => ({
  tags: {
    add: remove.filter((tag) => contact.tags.includes(tag)),
    remove: add.filter((tag) => !contact.tags.includes(tag)),
  },
});

/** The change that brings back the conversation given here. Assignments are taken back by the server. */
export const backOf = (
  conversation: ConversationView,
  body: UpdateConversationBody
): UpdateConversationBody => {
  if (body.bots) return { bots: body.bots === 'active' ? 'paused' : 'active' };
  if (body.tags) return tagsBack(conversation, body.tags);
  // Closing handed it back to the bots.
  const hadAgent = body.status === 'closed' && conversation.botPausedAt !== null;
  return { ...standingOf(conversation), ...(hadAgent ? { bots: 'paused' as const } : {}) };
};

const isNothing = ({ tags }: UpdateConversationBody): boolean =>
  tags !== undefined && tags.add.length + tags.remove.length === 0;

/** What undoes a change of many: those that go back to the same are changed together. */
export const backOfMany = (
  conversations: readonly ConversationView[],
  body: UpdateConversationBody
): { ids: number[]; change: UpdateConversationBody }[] => {
  const groups = new Map<string, { ids: number[]; change: UpdateConversationBody }>();
  for (const one of conversations) {
    const change = backOf(one, body);
    if (isNothing(change)) continue;
    const key = JSON.stringify(change);
    const group = groups.get(key) ?? { ids: [], change };
    group.ids.push(one.id);
    groups.set(key, group);
  }
  return [...groups.values()];
};
