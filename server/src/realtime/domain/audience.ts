import type { Hint } from '../../contracts/realtime';

/** What a person may see; judged when a hint is delivered, not when it was made. */
export interface Viewer {
  userId: number;
  can(action: string): boolean;
}

export interface FeedScope {
  /** Assignees of the conversation before and after the change; of a mention, those who are named. */
  assignees: (number | null)[];
}

const NEEDED: Record<Hint['type'], readonly string[]> = {
  conversation: ['chat.read'],
  message: ['chat.read'],
  note: ['chat.read'],
  mention: ['chat.read'],
  presence: ['chat.read'],
  contact: ['contact.browse', 'chat.read'],
  group: ['contact.browse'],
  segment: ['contact.browse'],
  campaign: ['campaign.follow'],
  template: ['template.list', 'campaign.prepare', 'chat.reply'],
  account: ['settings.configure', 'chat.read', 'campaign.follow'],
  log: ['log.inspect'],
  task: ['task.handle'],
  'quick-reply': ['chat.reply'],
  bot: ['bot.observe'],
  automation: ['automation.observe'],
  operation: ['operation.watch', 'contact.import'],
  parked: ['operation.watch'],
};

/** Told only to people who may see the conversation. */
const OF_CONVERSATION = new Set<Hint['type']>(['conversation', 'message', 'note', 'presence']);

/** Everything by which it is judged who is told. */
const JUDGED_BY = new Set([
  ...Object.values(NEEDED).flat(),
  'chat.read-all',
  'chat.read-unassigned',
]);

/** Has this person lost a right that counts here since they were let in? */
export const hasLost = (viewer: Viewer, may: (action: string) => boolean): boolean =>
  [...JUDGED_BY].some((action) => viewer.can(action) && !may(action));

/** May this person be told? Without `chat.read-all` only of conversations that are, or were, theirs, and with `chat.read-unassigned` of unassigned ones. */
export const maySee = (
  viewer: Viewer,
  hint: Pick<Hint, 'type'>,
  scope: FeedScope | null
): boolean => {
  if (!NEEDED[hint.type].some((action) => viewer.can(action))) return false;
  // Told to those who are named, whatever else they may see.
  if (hint.type === 'mention') return scope?.assignees.includes(viewer.userId) ?? false;
  if (!OF_CONVERSATION.has(hint.type)) return true;
  if (viewer.can('chat.read-all') || !scope) return true;
  const seesNobodys = viewer.can('chat.read-unassigned');
  return scope.assignees.some((assignee) =>
    assignee === null ? seesNobodys : assignee === viewer.userId
  );
};
