import type {
  ConversationEventView,
  ConversationView,
} from '../../../../../server/src/contracts/conversations';
import type { ListFilters } from '../hooks/useConversationList';

/** Why a conversation stands in the list no more, and whose deed that was. */
export interface Departure {
  readonly word: 'closed' | 'snoozed' | 'open' | 'assigned' | 'unassigned' | 'other';
  /** Who did it; null: by itself, or it is not known. */
  readonly by: string | null;
  /** Whose it is now. */
  readonly target: string | null;
}

const STATUS_AFTER: Partial<Record<ConversationEventView['kind'], ConversationView['status']>> = {
  closed: 'closed',
  snoozed: 'snoozed',
  reopened: 'open',
  woken: 'open',
};
const isOfOwner = ({ kind }: ConversationEventView) => kind === 'assigned' || kind === 'unassigned';

const isOwnerWanted = (
  { scope = 'all', assigneeId }: ListFilters,
  owner: number | null,
  me: number | null
): boolean => {
  if (assigneeId !== undefined && owner !== Number(assigneeId)) return false;
  if (scope === 'all') return true;
  return owner === (scope === 'mine' ? me : null);
};

interface Facts {
  /** As the list showed it last. */
  readonly row: ConversationView;
  /** What happened since its newest message, oldest first. */
  readonly events: readonly ConversationEventView[];
  readonly filters: ListFilters;
  readonly me: number | null;
}

/** Which of the filters let it go; `other` where none of those that a deed of the team moves. */
export const departureOf = ({ row, events, filters, me }: Facts): Departure => {
  const turn = events.findLast(({ kind }) => STATUS_AFTER[kind] !== undefined);
  const status = (turn && STATUS_AFTER[turn.kind]) ?? row.status;
  const { status: wanted = 'open' } = filters;
  if (wanted !== 'all' && status !== wanted)
    return { word: status, by: turn?.agent?.name ?? null, target: null };
  const move = events.findLast(isOfOwner);
  const owner = move ? move.target : row.assignee;
  if (!isOwnerWanted(filters, owner?.id ?? null, me))
    return {
      word: owner ? 'assigned' : 'unassigned',
      by: move?.agent?.name ?? null,
      target: owner?.name ?? null,
    };
  return { word: 'other', by: null, target: null };
};
