import type { MessageState } from '../../contracts/conversations';
import type { MessagePermission } from '../tables';
import { RANK } from './rank';

/** What people see: facts win over the permission side. */
export const shownState = ({
  state,
  rank,
}: {
  state: MessagePermission;
  rank: number;
}): MessageState => {
  if (state === 'received' || state === 'note') return state;
  if (rank >= RANK.played) return 'played';
  if (rank >= RANK.read) return 'read';
  if (rank >= RANK.delivered) return 'delivered';
  if (rank >= RANK.failed) return 'failed';
  if (rank >= RANK.sent) return 'sent';
  return state;
};
