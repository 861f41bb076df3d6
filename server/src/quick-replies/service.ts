import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { LibraryFile, QuickReplyDraft, QuickReplyView } from '../contracts/quick-replies';
import { TEXT_VARIABLES, unknownVariables } from '../contracts/text-variables';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { nameKeyOf } from '../strapi/name-keys';
import { libraryFiles } from '../strapi/library';
import { isUniqueViolation } from '../strapi/db';
import type { QuickRepliesService, Writer } from './public';
import {
  countReplies,
  countUse,
  deleteReply,
  findReply,
  findShortcut,
  insertReply,
  listFor,
  updateReply,
} from './store';
import { MOST, SHARED, type QuickReplyRow } from './tables';

const taken = (shortcut: string, shared: boolean): DomainError =>
  new DomainError(
    shared ? 'shortcut-shared' : 'shortcut-taken',
    `shortcut: ${shortcut} is already used by ${shared ? 'a shared quick reply' : 'one of yours'}`,
    { field: 'shortcut', remedy: 'Choose another shortcut, or edit that quick reply.', status: 409 }
  );

const viewOf = (row: QuickReplyRow, files: Map<number, LibraryFile>): QuickReplyView => ({
  id: row.id,
  shortcut: row.shortcut,
  text: row.text,
  file: row.fileId === null ? null : (files.get(row.fileId) ?? null),
  shared: row.ownerId === SHARED,
  used: row.used,
  changedAt: row.changedAt,
});

const checkVariables = (text: string): void => {
  const [unknown] = unknownVariables(text);
  if (unknown)
    throw new DomainError('unknown-variable', `text: {{${unknown}}} is unknown`, {
      field: 'text',
      remedy: `Use one of ${TEXT_VARIABLES.map((name) => `{{${name}}}`).join(', ')}.`,
    });
};

/** Runs the change and tells the open pages; a shortcut given twice becomes a refusal. */
const changing = async <T>(
  strapi: Core.Strapi,
  { shortcut, shared }: { shortcut: string; shared: boolean },
  work: (trx: Knex.Transaction) => Promise<{ id: number; value: T }>
): Promise<T> => {
  try {
    return await contextOf(strapi).db.tx(async (trx) => {
      const { id, value } = await work(trx);
      await realtimeService(strapi).append(trx, [{ type: 'quick-reply', id }]);
      return value;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? taken(shortcut, shared) : error;
  }
};

export const createQuickRepliesService = ({
  strapi,
}: {
  strapi: Core.Strapi;
}): QuickRepliesService => {
  const { db, clock } = contextOf(strapi);

  /** The row, when this person may change it. Others' own ones are not there for them. */
  const editable = async (writer: Writer, id: number): Promise<QuickReplyRow> => {
    const row = await findReply(db.knex, id);
    if (!row || (row.ownerId !== SHARED && row.ownerId !== writer.userId))
      throw notFound('the quick reply');
    if (row.ownerId === SHARED && !writer.mayShare) throw forbidden();
    return row;
  };

  const checked = async (
    writer: Writer,
    { shortcut, text, fileId, shared }: QuickReplyDraft,
    before: QuickReplyRow | null
  ) => {
    if (shared && !writer.mayShare) throw forbidden();
    checkVariables(text);
    if (fileId !== null && !(await libraryFiles(strapi, [fileId])).has(fileId))
      throw new DomainError('no-such-file', 'fileId: this file is not in the media library', {
        field: 'fileId',
        remedy: 'Choose a file from the media library.',
      });
    const ownerId = shared ? SHARED : writer.userId;
    const shortcutKey =
      before?.shortcut === shortcut && before.ownerId === ownerId
        ? before.shortcutKey
        : nameKeyOf(shortcut);
    // One's own must not hide a shared one that colleagues speak of; the other way round nobody can know.
    const twin = shared ? null : await findShortcut(db.knex, SHARED, shortcutKey);
    if (twin && twin.id !== before?.id) throw taken(shortcut, true);
    if (
      before?.ownerId !== ownerId &&
      (await countReplies(db.knex, ownerId)) >= MOST[shared ? 'shared' : 'own']
    )
      throw new DomainError('too-many', `there are ${MOST[shared ? 'shared' : 'own']} already`, {
        status: 409,
        remedy: 'Delete some you no longer need.',
      });
    return { shortcut, shortcutKey, text: withoutNul(text), fileId, ownerId };
  };

  const view = async (id: number): Promise<QuickReplyView> => {
    const row = await findReply(db.knex, id);
    if (!row) throw notFound('the quick reply');
    return viewOf(row, await libraryFiles(strapi, row.fileId === null ? [] : [row.fileId]));
  };

  return {
    list: async (userId) => {
      const rows = await listFor(db.knex, userId);
      const files = await libraryFiles(
        strapi,
        rows.flatMap((row) => (row.fileId === null ? [] : [row.fileId]))
      );
      return rows.map((row) => viewOf(row, files));
    },
    create: async (writer, body) => {
      const columns = await checked(writer, body, null);
      const at = clock.now();
      const id = await changing(
        strapi,
        { shortcut: columns.shortcut, shared: columns.ownerId === SHARED },
        async (trx) => {
          const row = { ...columns, used: 0, addedAt: at, changedAt: at, sample: false };
          const made = await insertReply(trx, row);
          return { id: made, value: made };
        }
      );
      return view(id);
    },
    update: async (writer, id, body) => {
      const before = await editable(writer, id);
      const columns = await checked(writer, body, before);
      await changing(
        strapi,
        { shortcut: columns.shortcut, shared: columns.ownerId === SHARED },
        async (trx) => ({
          id,
          value: await updateReply(trx, id, { ...columns, changedAt: clock.now() }),
        })
      );
      return view(id);
    },
    remove: async (writer, id) => {
      const { shortcut } = await editable(writer, id);
      await changing(strapi, { shortcut, shared: true }, async (trx) => ({
        id,
        value: await deleteReply(trx, id),
      }));
    },
    used: async (userId, id) => {
      const row = await findReply(db.knex, id);
      if (!row || (row.ownerId !== SHARED && row.ownerId !== userId))
        throw notFound('the quick reply');
      await countUse(db.knex, id);
    },
  };
};

const forbidden = (): DomainError =>
  new DomainError('forbidden', 'you may not change shared quick replies', {
    status: 403,
    remedy: 'Keep it for yourself, or ask for the permission "Change shared quick replies".',
  });
