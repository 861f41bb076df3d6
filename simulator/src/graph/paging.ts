import type { Sim } from '../sim';
import { ok, type GraphCall, type GraphReply } from './call';
import { refuse, type Refusal } from './refusal';

const cursorOf = (index: number): string => Buffer.from(`QVFI${index}`).toString('base64url');

/** −1 for anything that is not one of our cursors. */
const indexOf = (cursor: string): number => {
  const match = /^QVFI(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  return match ? Number(match[1]) : -1;
};

const linkTo = (sim: Sim, call: GraphCall, cursor: { after?: string; before?: string }): string => {
  const query = new URLSearchParams(
    [...call.query].filter(([key]) => !['after', 'before', 'access_token'].includes(key))
  );
  for (const [key, value] of Object.entries(cursor)) query.set(key, value);
  return `${sim.baseUrl}/${call.version}/${call.id}/${call.edge}?${query.toString()}`;
};

const startOf = (query: URLSearchParams, limit: number): number | null => {
  const after = query.get('after');
  if (after) return indexOf(after) < 0 ? null : indexOf(after) + 1;
  const before = query.get('before');
  if (!before) return 0;
  return indexOf(before) < 0 ? null : Math.max(indexOf(before) - limit, 0);
};

/** One page of a listing: `paging.next` and `previous` are absent where there is nothing more. */
export const pageOf = <T>(
  sim: Sim,
  call: GraphCall,
  list: { found: readonly T[]; show?: (item: T) => unknown }
): GraphReply | Refusal => {
  const { found, show = (item: T) => item } = list;
  const { query } = call;
  const limit = Math.min(Math.max(Number(query.get('limit') ?? 25) || 25, 1), 250);
  const from = startOf(query, limit);
  if (from === null)
    return refuse(131059, 'The cursor is not valid any more. Start the list again.');
  const page = found.slice(from, from + limit);
  const data = page.map(show);
  if (page.length === 0) return ok({ data });
  const cursors = { before: cursorOf(from), after: cursorOf(from + page.length - 1) };
  return ok({
    data,
    paging: {
      cursors,
      ...(from > 0 ? { previous: linkTo(sim, call, { before: cursors.before }) } : {}),
      ...(from + page.length < found.length
        ? { next: linkTo(sim, call, { after: cursors.after }) }
        : {}),
    },
  });
};
