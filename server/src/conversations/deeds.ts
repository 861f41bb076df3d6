import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { UpdateConversationBody } from '../contracts/conversations';
import { contactsService, tagsOf } from '../contacts/public';
import { orderIn } from '../kernel/collation';
import { notFound } from '../kernel/errors';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { meantNames } from '../strapi/name-keys';
import { readRow } from '../strapi/table';
import { agentsByIds } from './agents';
import {
  checkStanding,
  standingAfter,
  type Standing,
  type StandingFields,
} from './domain/standing';
import { mayView, type Viewer } from './domain/visibility';
import { afterClosing, afterReopening } from './domain/waiting';
import { givenOf, tellAssigned } from './assigned';
import { pauseBots, recordEvents, resumeBots, type NewEvent } from './events';
import type { Conversations } from './service';
import { updateConversation } from './store';
import { conversationTable, type ConversationRow } from './tables';

const EVENTS: Record<Standing, NewEvent['kind']> = {
  open: 'reopened',
  snoozed: 'snoozed',
  closed: 'closed',
};

/** What the thread tells: why it was closed, or until when it sleeps (epoch milliseconds, each reader in their own zone). */
const subjectOf = ({ closeReason, snoozedUntil }: StandingFields): string | null =>
  snoozedUntil === null ? closeReason : String(snoozedUntil);

/** What changes on the row, and what the thread tells about it; nothing where nothing changes. */
export const changeOf = (
  before: ConversationRow,
  body: UpdateConversationBody,
  { by, at }: { by: number | null; at: number }
): { change: Partial<ConversationRow>; events: NewEvent[] } => {
  const { assigneeId } = body;
  const change: Partial<ConversationRow> = {};
  const events: NewEvent[] = [];
  const tell = (event: Pick<NewEvent, 'kind' | 'targetId' | 'subject'>) =>
    events.push({ conversationId: before.id, at, agentId: by, ...event });
  if (assigneeId !== undefined && assigneeId !== before.assigneeId) {
    change.assigneeId = assigneeId;
    tell(
      assigneeId === null
        ? { kind: 'unassigned', targetId: before.assigneeId }
        : { kind: 'assigned', targetId: assigneeId }
    );
  }
  // For the team only: nobody looked, so the customer is told of nothing.
  if (body.read && before.unread > 0) change.unread = 0;
  const standing = standingAfter(before, body, { by, at });
  if (standing) {
    Object.assign(change, standing);
    if (standing.status === 'closed') Object.assign(change, afterClosing(before));
    else if (before.status === 'closed') Object.assign(change, afterReopening(before));
    tell({ kind: EVENTS[standing.status], subject: subjectOf(standing) });
  }
  return { change, events };
};

/** Through the service and not the public file, which shows this file too. */
const effectsOf = (strapi: Core.Strapi): Conversations['closedEffects'] =>
  (strapi.plugin('whatsapp').service('conversations') as Conversations).closedEffects;

const hintOf = (before: ConversationRow, after: Partial<ConversationRow>): FeedEntry => ({
  type: 'conversation',
  id: before.id,
  scope: {
    assignees: [
      before.assigneeId,
      after.assigneeId === undefined ? before.assigneeId : after.assigneeId,
    ],
  },
});

const sorted = (names: string[]) => [...names].sort(orderIn(null));

type TagChange = NonNullable<UpdateConversationBody['tags']>;

/** Assigning, closing, reopening, tagging and handing back, of one or many. */
export const createDeeds = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);

  const checkAssignee = async (assigneeId: number | null | undefined) => {
    if (!assigneeId) return;
    const known = await agentsByIds(strapi, [assigneeId]);
    if (!known.has(assigneeId)) throw notFound('the person to assign');
  };

  /** What follows a talk that is over. Bots may answer the next message, unless this change pauses them. */
  const close = async (
    trx: Knex.Transaction,
    thread: ConversationRow,
    { body, by, at }: { body: UpdateConversationBody; by: number; at: number }
  ): Promise<void> => {
    const { botPausedAt: takenAt, closeReason: reason } = thread;
    const isPaused = body.bots === 'paused';
    if (!isPaused) await resumeBots(trx, thread.id, { by, at, byClosing: true });
    const closed = isPaused ? thread : { ...thread, botPausedAt: null };
    for (const effect of effectsOf(strapi))
      await effect(trx, { thread: closed, takenAt, reason: reason ?? null, at });
  };

  const apply = async (
    trx: Knex.Transaction,
    before: ConversationRow,
    { body, by }: { body: UpdateConversationBody; by: number }
  ): Promise<FeedEntry[]> => {
    const at = clock.now();
    const { change, events } = changeOf(before, body, { by, at });
    if (change.assigneeId !== undefined) change.given = givenOf(before, { by, at });
    if (Object.keys(change).length > 0) await updateConversation(trx, before.id, change);
    await recordEvents(trx, events);
    if (change.assigneeId !== undefined)
      await tellAssigned(strapi, trx, { ...before, assigneeId: change.assigneeId });
    // Anyone who is given a conversation has taken it over, also before they answer (B-18).
    const isTaken = change.assigneeId !== undefined && change.assigneeId !== null;
    if (isTaken || body.bots === 'paused') await pauseBots(trx, before.id, { by, at });
    if (body.bots === 'active') await resumeBots(trx, before.id, { by, at });
    if (change.status === 'closed') await close(trx, { ...before, ...change }, { body, by, at });
    return [hintOf(before, change)];
  };

  /** Tags belong to the person; the thread tells what is really new or gone. */
  const applyTags = async (
    trx: Knex.Transaction,
    rows: ConversationRow[],
    { tags, by }: { tags: TagChange; by: number }
  ): Promise<FeedEntry[]> => {
    const { add = [], remove = [] } = tags;
    const ids = [...new Set(rows.map(({ contactId }) => contactId))];
    const before = remove.length > 0 ? await tagsOf(trx, ids) : new Map<number, string[]>();
    const { added, changed } = await contactsService(strapi).tagContacts(trx, ids, { add, remove });
    const at = clock.now();
    const events = rows.flatMap(({ id, contactId }): NewEvent[] => {
      const fresh = added.filter((one) => one.contactId === contactId).map(({ tag }) => tag);
      const lost = [...meantNames(remove, before.get(contactId) ?? [])];
      const tell = (kind: 'tagged' | 'untagged', names: string[]): NewEvent[] =>
        names.length === 0
          ? []
          : [{ conversationId: id, kind, at, agentId: by, subject: sorted(names).join(', ') }];
      return [...tell('tagged', fresh), ...tell('untagged', lost)];
    });
    await recordEvents(trx, events);
    return changed.map((id): FeedEntry => ({ type: 'contact', id }));
  };

  const holdPeople = async (trx: Knex.Transaction, conversationIds: number[]): Promise<void> => {
    const rows = await trx(conversationTable.table)
      .whereIn('id', conversationIds)
      .select<{ contact_id: unknown }[]>('contact_id');
    await contactsService(strapi).hold(
      trx,
      rows.map(({ contact_id }) => Number(contact_id))
    );
  };

  /**
   * Changes those of the conversations that the viewer may see, in one transaction, and tells it in their threads.
   * Answers their ids; the rest is left out as if it were not there.
   */
  const update = async (
    viewer: Viewer,
    ids: number[],
    body: UpdateConversationBody
  ): Promise<number[]> => {
    checkStanding(body, clock.now());
    await checkAssignee(body.assigneeId);
    return db.tx(async (trx) => {
      // Tags are written to people, who are taken before their threads (engine 9).
      if (body.tags) await holdPeople(trx, ids);
      const raw = await trx(conversationTable.table)
        .whereIn('id', ids)
        .orderBy('id')
        .forUpdate()
        .select<Record<string, unknown>[]>();
      const rows = raw
        .map((row) => readRow(conversationTable, row))
        .filter((row) => mayView(viewer, row.assigneeId));
      const hints: FeedEntry[] = [];
      for (const row of rows) hints.push(...(await apply(trx, row, { body, by: viewer.userId })));
      if (body.tags)
        hints.push(...(await applyTags(trx, rows, { tags: body.tags, by: viewer.userId })));
      await realtimeService(strapi).append(trx, hints);
      return rows.map(({ id }) => id);
    });
  };
  return { update };
};
