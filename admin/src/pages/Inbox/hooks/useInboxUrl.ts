import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  conversationOrigin,
  type ConversationOrigin,
} from '../../../../../server/src/contracts/conversations';

export type Scope = 'mine' | 'unassigned' | 'all';
export type StatusFilter = 'open' | 'snoozed' | 'closed' | 'all';

export const sorts = ['latest', 'waiting'] as const;
export type Sort = (typeof sorts)[number];

export interface InboxUrl {
  readonly conversationId: number | null;
  readonly scope: Scope;
  readonly status: StatusFilter;
  readonly unread: boolean;
  /** Only those in whose notes I am named. */
  readonly mentions: boolean;
  /** Only this number's conversations; null for all. */
  readonly accountId: number | null;
  /** Only this colleague's. */
  readonly assigneeId: number | null;
  /** Only people with this tag. */
  readonly tag: string | null;
  /** How it began. */
  readonly origin: ConversationOrigin | null;
  readonly sort: Sort;
  /** The saved view that was chosen; its filters stand in the address too. */
  readonly view: number | null;
  readonly q: string;
  /** The message to go to in the chosen conversation. */
  readonly messageId: number | null;
  /** Null: the usual for this width (beside the thread when there is room). */
  readonly panel: boolean | null;
}

const oneOf = <Value extends string>(
  value: string | null,
  allowed: readonly Value[],
  fallback: Value
): Value => allowed.find((one) => one === value) ?? fallback;

const idIn = (params: URLSearchParams, key: string): number | null => {
  const id = Number(params.get(key));
  return Number.isSafeInteger(id) && id > 0 ? id : null;
};

/** Reads the choice from the address; anything odd falls back to the usual. */
export const readInboxUrl = (params: URLSearchParams): InboxUrl => {
  return {
    conversationId: idIn(params, 'c'),
    accountId: idIn(params, 'number'),
    assigneeId: idIn(params, 'who'),
    tag: (params.get('tag') ?? '').slice(0, 60) || null,
    scope: oneOf(params.get('scope'), ['mine', 'unassigned', 'all'], 'all'),
    status: oneOf(params.get('status'), ['open', 'snoozed', 'closed', 'all'], 'open'),
    unread: params.get('unread') === '1',
    mentions: params.get('mentions') === '1',
    origin: conversationOrigin.options.find((one) => one === params.get('origin')) ?? null,
    sort: oneOf(params.get('sort'), sorts, 'latest'),
    view: idIn(params, 'view'),
    messageId: idIn(params, 'm'),
    q: (params.get('q') ?? '').slice(0, 200),
    panel: params.has('panel') ? params.get('panel') === '1' : null,
  };
};

const write = (params: URLSearchParams, key: string, value: string | null) => {
  if (value === null) params.delete(key);
  else params.set(key, value);
};

/** Choice, filters and open panel live in the address: it can be shared, and "back" works on a phone. */
export const useInboxUrl = () => {
  const [params, setParams] = useSearchParams();
  const url = useMemo(() => readInboxUrl(params), [params]);
  const change = useCallback(
    (part: Partial<InboxUrl>) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          if (part.conversationId !== undefined) {
            write(next, 'c', part.conversationId === null ? null : String(part.conversationId));
            // It belongs to the conversation that was chosen before.
            write(next, 'm', null);
          }
          if (part.accountId !== undefined) {
            write(next, 'number', part.accountId === null ? null : String(part.accountId));
          }
          if (part.assigneeId !== undefined)
            write(next, 'who', part.assigneeId === null ? null : String(part.assigneeId));
          if (part.messageId !== undefined)
            write(next, 'm', part.messageId === null ? null : String(part.messageId));
          if (part.origin !== undefined) write(next, 'origin', part.origin);
          if (part.sort !== undefined)
            write(next, 'sort', part.sort === 'latest' ? null : part.sort);
          if (part.view !== undefined)
            write(next, 'view', part.view === null ? null : String(part.view));
          if (part.tag !== undefined) write(next, 'tag', part.tag);
          if (part.scope !== undefined)
            write(next, 'scope', part.scope === 'all' ? null : part.scope);
          if (part.status !== undefined)
            write(next, 'status', part.status === 'open' ? null : part.status);
          if (part.mentions !== undefined) write(next, 'mentions', part.mentions ? '1' : null);
          if (part.unread !== undefined) write(next, 'unread', part.unread ? '1' : null);
          if (part.q !== undefined) write(next, 'q', part.q === '' ? null : part.q);
          if (part.panel !== undefined)
            write(next, 'panel', part.panel === null ? null : part.panel ? '1' : '0');
          return next;
        },
        // Only choosing a conversation is a step one goes back from; filters replace.
        { replace: part.conversationId === undefined }
      ),
    [setParams]
  );
  return { url, change };
};
