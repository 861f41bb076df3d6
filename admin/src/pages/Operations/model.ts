import type { OperationView } from '../../../../server/src/contracts/operations';

export type Operation = OperationView;

export const keyOf = ({ source, id }: Pick<Operation, 'source' | 'id'>): string =>
  `${source}-${id}`;

/** Share that is done, 0…100; null while the whole is not known. */
export const shareOf = ({ done, total }: Pick<Operation, 'done' | 'total'>): number | null =>
  total === null || total <= 0 ? null : Math.min(100, (done / total) * 100);

/** Whole minutes of at least one: nobody plans by seconds. Under 50 s it is "less than a minute" (0). */
export const minutesOf = (ms: number): number =>
  ms < 50_000 ? 0 : Math.max(1, Math.round(ms / 60_000));

/** Seconds that it took; null while it goes on. */
export const tookSeconds = ({
  startedAt,
  finishedAt,
}: Pick<Operation, 'startedAt' | 'finishedAt'>): number | null =>
  startedAt === null || finishedAt === null
    ? null
    : Math.max(0, Math.round((finishedAt - startedAt) / 1000));

/** Counters worth showing, in a fixed order; nothing is shown twice or as zero. */
const ORDER = [
  'created',
  'known',
  'changed',
  'same',
  'updated',
  'linked',
  'refused',
  'doubles',
  'unread',
  'staysOut',
  'optedIn',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
] as const;
export const countersOf = ({ counters }: Pick<Operation, 'counters'>): [string, number][] =>
  Object.entries(counters)
    .filter(([, n]) => n > 0)
    .sort(([a], [b]) => place(a) - place(b));
const place = (name: string): number => {
  const at = (ORDER as readonly string[]).indexOf(name);
  return at < 0 ? ORDER.length : at;
};
