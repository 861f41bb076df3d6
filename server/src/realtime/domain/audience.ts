import type { Hint } from '../../contracts/realtime';

/** What a person may see; judged when a hint is delivered, not when it was made. */
export interface Viewer {
  userId: number;
  can(action: string): boolean;
}

export interface FeedScope {
  /** Assignees of the conversation before and after the change. */
  assignees: (number | null)[];
}

const NEEDED: Record<Hint['type'], string[]> = {
  conversation: ['chat.read'],
  message: ['chat.read'],
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
  operation: ['operation.watch', 'contact.import'],
};

/** May this person be told? Without `chat.read-all` only of conversations that are, or were, theirs or nobody's. */
export const maySee = (
  viewer: Viewer,
  hint: Pick<Hint, 'type'>,
  scope: FeedScope | null
): boolean => {
  if (!NEEDED[hint.type].some((action) => viewer.can(action))) return false;
  if (hint.type !== 'conversation' && hint.type !== 'message') return true;
  if (viewer.can('chat.read-all') || !scope) return true;
  return scope.assignees.some((assignee) => assignee === null || assignee === viewer.userId);
};
