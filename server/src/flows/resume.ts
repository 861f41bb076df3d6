import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import { isReply } from '../contracts/bots';
import type { FlowNode } from '../contracts/flow-graph';
import { conversationById, isWindowOpen } from '../conversations/public';
import { DomainError, notFound } from '../kernel/errors';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { writeRow } from '../strapi/table';
import { isResumable, RESUMED, resumableFrom } from './domain/resumable';
import { nodeOf } from './domain/walk';
import { NOT_WAITING } from './moves';
import type { RunKeeper, RunReader } from './public';
import { insertStep, stepRows } from './run-store';
import { OPEN, runTable, type RunRow } from './tables';
import type { Versions } from './versions';

/** What a run is in no state for. */
export const refused = (kind: string, message: string, remedy: string): DomainError =>
  new DomainError(kind, message, { status: 409, remedy });

const underWay = () =>
  refused('run-open', 'the run is still running', 'Reload the page to see where it is.');
/** Nobody can mend it. */
const NOTHING_SENT = 'Nothing more was sent.';

/** Its first words would be free text: only a template may go outside of the reply window. */
const needsWindow = ({ step }: FlowNode): boolean => isReply(step) && step.kind !== 'template';

/** Lets a run go on that failed or was set aside. */
export const createResume = (
  strapi: Core.Strapi,
  { keeper, versions }: { keeper: () => RunKeeper; versions: Versions }
) => {
  const { db, clock } = contextOf(strapi);

  /** Throws when the run is under way, is finished, or was ended on purpose. */
  const refuseEnded = (run: RunRow): void => {
    if (OPEN.includes(run.state)) throw underWay();
    if (!isResumable(run))
      throw refused(
        'run-finished',
        'only runs that failed or were set aside can be resumed',
        'Choose another run.'
      );
  };

  /** The node from which it goes on. Throws `no-such-step`. */
  const startOf = async (run: RunRow, wanted: string | undefined): Promise<FlowNode> => {
    const graph = await versions.graphOf(run);
    const [first] = resumableFrom(run, { graph, steps: await stepRows(db.knex, run) });
    const isList = run.versionId === null;
    const node = wanted ?? first ?? null;
    const found = isList && node !== first ? null : nodeOf(graph, node);
    if (!found)
      throw new DomainError('no-such-step', 'the run cannot resume from this step', {
        status: 409,
        field: 'node',
        remedy: isList
          ? 'A list of steps resumes from the step that failed.'
          : 'Choose another step.',
      });
    return found;
  };

  /** Throws when the bot, the person, a colleague, the campaign or the window does not allow it now. */
  const refuseHindered = async (run: RunRow, node: FlowNode): Promise<void> => {
    if (!(await keeper().isActive(db.knex, run.botId)))
      throw refused('bot-not-active', 'the bot is not active', 'Activate the bot first.');
    const conversation = await conversationById(db.knex, run.conversationId);
    const people = await contactsService(strapi).byIds(db.knex, [run.contactId]);
    if (conversation?.contactId !== run.contactId || !people.has(run.contactId))
      throw refused(
        'run-person-gone',
        'the contact or the conversation no longer exists',
        NOTHING_SENT
      );
    if (conversation.botPausedAt !== null)
      throw refused(
        'conversation-taken',
        'an agent has the conversation',
        'Hand the conversation back to the bots first.'
      );
    const { chain } = run;
    if (chain && (await sendingService(strapi).chainHolds(db.knex, [chain])).get(chain) === 'end')
      throw refused(
        'run-campaign-over',
        'the campaign that started the run was cancelled',
        NOTHING_SENT
      );
    if (needsWindow(node) && !isWindowOpen(conversation.windowExpiresAt, clock.now()))
      throw refused(
        'window-closed',
        'the reply window is closed',
        'Wait until the contact writes, or resume from a step that sends a template.'
      );
  };

  /** The run is due at the node, with the next visit but one: the visit between tells who did it. */
  const move = async (
    trx: Knex.Transaction,
    run: RunRow,
    { node, by }: { node: FlowNode; by: RunReader['by'] }
  ): Promise<void> => {
    const now = clock.now();
    const moved = await trx(runTable.table)
      .where({ id: run.id, state: run.state, step: run.step })
      .update(
        writeRow(runTable, {
          ...{ state: 'due', reason: null, endedAt: null, node: node.id, step: run.step + 1 },
          ...{ why: null, unseen: false },
          ...{ sinceWait: 1, lane: 0, nextAt: now, tries: 0, lastError: null, troubled: false },
          // People have been called to the message; whatever it says from here on answers nobody.
          ...{ ...NOT_WAITING, owes: false, unasked: true, owner: null, ownedUntil: 0 },
        })
      );
    if (moved === 0) throw underWay();
    await insertStep(trx, {
      ...{ runId: run.id, visit: run.step + 1, node: node.id, kind: RESUMED, at: now },
      ...{ ok: true, exit: null, messageId: null, reason: null, stopped: false },
      ...{ subject: by.name, variant: null },
    });
    await logsService(strapi).writeIn(trx, {
      area: 'bot',
      level: 'info',
      event: 'bot-resumed',
      text: `${by.name} let bot "${run.botName}" go on from a step (${node.step.kind})`,
      accountId: run.accountId,
      contactId: run.contactId,
      botId: run.botId,
      details: { run: run.id, bot: run.botName, by: by.name, node: node.id, kind: node.step.kind },
    });
    await realtimeService(strapi).append(trx, [{ type: 'bot', id: run.botId }]);
  };

  return async (
    run: RunRow,
    { node: wanted, reader }: { node: string | undefined; reader: RunReader }
  ): Promise<void> => {
    if (!(await reader.reads(run.conversationId))) throw notFound('the conversation');
    refuseEnded(run);
    const node = await startOf(run, wanted);
    await refuseHindered(run, node);
    await db.tx((trx) => move(trx, run, { node, by: reader.by }));
  };
};
export type Resume = ReturnType<typeof createResume>;
