import type { Core } from '@strapi/strapi';
import type {
  QuickReplyView,
  RemoveRepliesResult,
  RepliesPreview,
  RepliesProblem,
} from '../contracts/quick-replies';
import { withoutNul } from '../kernel/json';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { keysOfName } from '../strapi/name-keys';
import { readRepliesFile, type FileReply } from './domain/read-file';
import type { Writer } from './public';
import { deleteReply, findReply, insertReply, listFor, updateReply } from './store';
import { MOST, SHARED, type QuickReplyRow } from './tables';

const SHOWN_PROBLEMS = 50;

/** A row of the file with what it would do. */
type Step = { reply: FileReply; ownerId: number; shortcutKey: string } & (
  | { do: 'add' }
  | { do: 'change' | 'same'; before: QuickReplyRow }
  | { do: RepliesProblem['kind'] }
);

const isDone = (step: Step): boolean =>
  step.do === 'add' || step.do === 'change' || step.do === 'same';

/** What each row would do by the rules of the form, one after the other, as they would be saved. */
const planOf = (
  replies: readonly FileReply[],
  before: readonly QuickReplyRow[],
  writer: Writer
): Step[] => {
  const key = (ownerId: number, shortcutKey: string) => `${ownerId} ${shortcutKey}`;
  const known = new Map(before.map((row) => [key(row.ownerId, row.shortcutKey), row]));
  const inFile = new Set<string>();
  const count = (ownerId: number) => before.filter((row) => row.ownerId === ownerId).length;
  const left = new Map([
    [SHARED, MOST.shared - count(SHARED)],
    [writer.userId, MOST.own - count(writer.userId)],
  ]);
  return replies.map((reply): Step => {
    const shared = reply.shared ?? writer.mayShare;
    const ownerId = shared ? SHARED : writer.userId;
    const [spelling, folded] = keysOfName(reply.shortcut);
    // Of two that are kept apart by their spelling the file means the one that it spells.
    const shortcutKey = known.has(key(ownerId, spelling)) ? spelling : folded;
    const step = { reply, ownerId, shortcutKey };
    if (shared && !writer.mayShare) return { ...step, do: 'forbidden' };
    const own = key(ownerId, shortcutKey);
    if (inFile.has(own)) return { ...step, do: 'twice' };
    const sharedOne = key(SHARED, shortcutKey);
    // One's own must not hide a shared one that colleagues speak of.
    if (!shared && (known.has(sharedOne) || inFile.has(sharedOne)))
      return { ...step, do: 'shortcut-shared' };
    const row = known.get(own);
    if (!row && (left.get(ownerId) ?? 0) <= 0) return { ...step, do: 'too-many' };
    inFile.add(own);
    if (!row) left.set(ownerId, (left.get(ownerId) ?? 0) - 1);
    if (!row) return { ...step, do: 'add' };
    const isSame = row.text === reply.text && row.shortcut === reply.shortcut;
    return { ...step, before: row, do: isSame ? 'same' : 'change' };
  });
};

const previewOf = (steps: readonly Step[], unread: readonly RepliesProblem[]): RepliesPreview => {
  const refused = steps.filter((step) => !isDone(step));
  const problems = [
    ...unread,
    ...refused.map(({ reply, ...step }) => ({
      row: reply.row,
      kind: step.do as RepliesProblem['kind'],
      value: reply.shortcut,
    })),
  ].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  const count = (what: Step['do']) => steps.filter((step) => step.do === what).length;
  return {
    added: count('add'),
    changed: count('change'),
    same: count('same'),
    refused: problems.length,
    problems: problems.slice(0, SHOWN_PROBLEMS),
  };
};

/** Quick replies as a file, out and in, and many deleted at once. */
export const createTransfer = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);

  const plan = async (sql: Sql, writer: Writer, text: string) => {
    const { replies, problems } = readRepliesFile(text);
    const steps = planOf(replies, await listFor(sql, writer.userId), writer);
    return { steps, preview: previewOf(steps, problems) };
  };

  return {
    /** The cells of a file, the header first. */
    lines: (replies: readonly QuickReplyView[]): unknown[][] => [
      ['shortcut', 'text', 'for', 'file', 'used'],
      ...replies.map((one) => [
        one.shortcut,
        one.text,
        one.shared ? 'shared' : 'mine',
        one.file?.name ?? '',
        one.used,
      ]),
    ],
    /** What the file would do; changes nothing. */
    preview: async (writer: Writer, text: string): Promise<RepliesPreview> =>
      (await plan(db.knex, writer, text)).preview,
    /** Does it in one transaction, judged again; rows that are refused are left out. A file keeps what it was given. */
    take: (writer: Writer, text: string): Promise<RepliesPreview> =>
      db.tx(async (trx) => {
        const { steps, preview } = await plan(trx, writer, text);
        const at = clock.now();
        const ids: number[] = [];
        for (const step of steps) {
          const { ownerId, shortcutKey } = step;
          const { shortcut } = step.reply;
          const columns = { shortcut, text: withoutNul(step.reply.text), changedAt: at };
          if (step.do === 'add') {
            const made = { ...columns, ownerId, shortcutKey, fileId: null, used: 0 };
            ids.push(await insertReply(trx, { ...made, addedAt: at, sample: false }));
          } else if (step.do === 'change' && 'before' in step) {
            await updateReply(trx, step.before.id, columns);
            ids.push(step.before.id);
          }
        }
        await realtimeService(strapi).append(
          trx,
          ids.map((id) => ({ type: 'quick-reply' as const, id }))
        );
        return preview;
      }),
    /** Those that are not there (any more) or that this person may not delete are left. */
    removeMany: (writer: Writer, ids: readonly number[]): Promise<RemoveRepliesResult> =>
      db.tx(async (trx) => {
        const wanted = [...new Set(ids)];
        const removed: number[] = [];
        for (const id of wanted) {
          const row = await findReply(trx, id);
          const isTheirs =
            row?.ownerId === SHARED ? writer.mayShare : row?.ownerId === writer.userId;
          if (!isTheirs) continue;
          await deleteReply(trx, id);
          removed.push(id);
        }
        await realtimeService(strapi).append(
          trx,
          removed.map((id) => ({ type: 'quick-reply' as const, id }))
        );
        return { removed: removed.length, left: wanted.length - removed.length };
      }),
  };
};
export type Transfer = ReturnType<typeof createTransfer>;
