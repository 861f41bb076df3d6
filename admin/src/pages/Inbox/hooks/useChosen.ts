import { useEffect, useState } from 'react';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useWhatsappGetConversationQuery } from '../../../api/conversations';
import { readRefusal } from '../../../shared/refusal';

/** Refused for good: what one may not see is answered like what is not there. */
export const isOutOfReach = (error: unknown): boolean => {
  const { status } = readRefusal(error);
  return status === 403 || status === 404;
};

/**
 * The chosen conversation: its row in the list, or asked for by id (a shared link, another filter). Until the answer comes,
 * one that the search found is shown as found, so that one can write at once. Live hints about it ask again by its cache
 * tag. Once the server refuses it nothing of it is shown any more, whatever was read before.
 */
export const useChosen = (id: number | null, rows: readonly ConversationView[]) => {
  const row = rows.find((one) => one.id === id);
  const { data, error, refetch } = useWhatsappGetConversationQuery(id ?? 0, { skip: id === null });
  const [found, find] = useState<ConversationView | null>(null);
  const known = data?.id === id ? data : undefined;
  const hit = found?.id === id ? found : undefined;
  const isRefused = isOutOfReach(error);
  const conversation = isRefused ? undefined : (row ?? known ?? hit);

  const isListed = row !== undefined;
  const isAsked = id !== null && (known !== undefined || isRefused);
  useEffect(() => {
    // It left the list, or came back to it: what was answered before may be true no more.
    if (isAsked) void refetch();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the answer itself is no reason to ask again
  }, [isListed, refetch]);

  return {
    conversation: conversation ?? null,
    error: conversation ? null : error,
    /** It was on screen, and was taken away since. */
    isTaken: isRefused && known !== undefined,
    /** It is not there, or one may not see it. */
    isRefused,
    refetch,
    /** The search found it. */
    find,
  };
};
