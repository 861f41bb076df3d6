import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botsService } from '../bots/public';
import type {
  AutomationActiveBody,
  AutomationView,
  FloodAnswer,
} from '../contracts/automation-desk';
import type {
  AutomationBody,
  CheckAutomationBody,
  CopyAutomationBody,
  UpdateAutomationBody,
} from '../contracts/automations';
import { freeName } from '../contracts/free-name';
import type { LogEvent } from '../contracts/log-events';
import { flowsService, runTable } from '../flows/public';
import { DomainError, notFound } from '../kernel/errors';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { checkedOf, refuse, unreadTrigger, type Check } from './check';
import { chainOf } from './domain/flow-key';
import { looksAhead } from './domain/existing';
import { sameTrigger } from './domain/watch';
import { dropDuesOf } from './due-store';
import { answerFlood, asksOf } from './flood-answers';
import { createFlowChoice, type Said } from './flow-choice';
import { createHeldChanges } from './held-changes';
import { columnsOf, newAutomation } from './new-row';
import type { AutomationsService, Maker } from './public';
import type { Ready } from './ready';
import type { Scan } from './scan';
import { dropAllHeld, summaryOf } from './start-store';
import {
  deleteAutomation,
  findAutomation,
  insertAutomation,
  listAutomations,
  lockAutomation,
  replaceAutomation,
  updateAutomation,
} from './store';
import type { AutomationRow } from './tables';
import { typesOf } from './type-views';
import { bodyOf, viewOf } from './views';

interface Wanted extends Said {
  body: AutomationBody;
}

interface DeskDeps {
  check: Check;
  ready: Ready;
  scan: Scan;
  /** After a commit: what is watched may be another, and there may be work. */
  changed: () => Promise<void>;
}

/** It starts for no changes made in bulk: from now on others are counted. */
const noHeldChanges = { bulkCursor: null, bulkUpTo: null };

/** Runs ended at once; the others end when they would go on. */
const PIECE = 500;

const changedMeanwhile = (): DomainError =>
  new DomainError('changed-meanwhile', 'Someone else just saved this automation.', {
    status: 409,
    remedy: 'Open the automation again and repeat your change.',
  });

const countChanged = (field: string, matching: number): DomainError =>
  new DomainError('count-changed', 'The number has changed since you confirmed it.', {
    status: 409,
    field,
    remedy: 'Check the new number, then confirm again.',
    matching,
  });

type DeskEvent = Extract<
  LogEvent<'automation'>,
  `automation-${'made' | 'changed' | 'removed' | 'on' | 'off' | 'existing' | 'answered'}`
>;

/** Making, changing and switching automations. */
export const createDesk = (strapi: Core.Strapi, { check, ready, scan, changed }: DeskDeps) => {
  const { db, clock } = contextOf(strapi);
  const flows = () => botsService(strapi).automated;
  const heldChanges = createHeldChanges(strapi);
  const { botFor, refuseForeign } = createFlowChoice(strapi);

  const known = async (id: number): Promise<AutomationRow> => {
    const row = await findAutomation(db.knex, id);
    if (!row) throw notFound('the automation');
    return row;
  };

  const viewsOf = async (rows: readonly AutomationRow[]): Promise<AutomationView[]> => {
    const known = await flows().flows(rows.map(({ botId }) => botId));
    const summary = await summaryOf(
      db.knex,
      rows.map(({ id }) => id)
    );
    const views: AutomationView[] = [];
    for (const row of rows) {
      const { lastAt = null, waiting = 0 } = summary.get(row.id) ?? {};
      const asks = await asksOf(db.knex, row);
      views.push(viewOf(row, { flow: known.get(row.botId), lastStartAt: lastAt, waiting, asks }));
    }
    return views;
  };
  const get = async (id: number): Promise<AutomationView> => {
    const [view] = await viewsOf([await known(id)]);
    if (!view) throw notFound('the automation');
    return view;
  };

  /** The line of the log, and the hint for open pages: last in the transaction. */
  const say = async (
    trx: Knex.Transaction,
    { id, name, botId }: Pick<AutomationRow, 'id' | 'name' | 'botId'>,
    {
      event,
      by,
      ...more
    }: {
      event: DeskEvent;
      by: Maker;
      count?: number;
      of?: 'entries' | 'people' | 'changes';
      answer?: FloodAnswer;
    }
  ): Promise<void> => {
    await logsService(strapi).writeIn(trx, {
      area: 'automation',
      level: 'info',
      event,
      text: `${by.name}: ${event} "${name}"`,
      botId,
      details: { automation: name, automationId: id, by: by.name, ...more },
    });
    await realtimeService(strapi).append(trx, [
      { type: 'automation', id },
      { type: 'bot', id: botId },
    ]);
  };

  const insert = async (
    trx: Knex.Transaction,
    { body, ...said }: Wanted,
    { by, at }: { by: Maker; at: number }
  ): Promise<number> => {
    const bot = await botFor(trx, { ...body, ...said }, null);
    const row = newAutomation(body, { ...bot, changedBy: by.name, at });
    const made = await insertAutomation(trx, row);
    await say(trx, { ...row, id: made }, { event: 'automation-made', by });
    return made;
  };

  /** All of them, or none. */
  const createAll = async (wanted: readonly Wanted[], by: Maker): Promise<AutomationView[]> => {
    for (const { body } of wanted) {
      refuse(await check.ofTrigger(body.trigger));
      await refuseForeign(body.botId, null);
    }
    const at = clock.now();
    const ids = await db.tx(async (trx) => {
      const made: number[] = [];
      for (const one of wanted) made.push(await insert(trx, one, { by, at }));
      return made;
    });
    await changed();
    return Promise.all(ids.map(get));
  };

  /** A ready one taken again gets a name of its own, as does a copy. */
  const newlyNamed = async (wanted: readonly Wanted[]): Promise<Wanted[]> => {
    const taken = (await listAutomations(db.knex)).map(({ name }) => name);
    return wanted.map((one) => {
      const name = freeName(one.body.name, taken);
      return { ...one, body: { ...one.body, name } };
    });
  };

  const createOne = async (wanted: readonly Wanted[], by: Maker): Promise<AutomationView> => {
    const [made] = await createAll(wanted, by);
    if (!made) throw notFound('the automation');
    return made;
  };

  const create = (body: AutomationBody, by: Maker): Promise<AutomationView> =>
    createOne([{ body }], by);

  const copy = async (id: number, { name }: CopyAutomationBody, by: Maker) => {
    const row = await known(id);
    const body = bodyOf(row);
    if (!body) throw unreadTrigger();
    const botId = row.ownsBot ? null : row.botId;
    const wanted = { body: { ...body, name, botId }, as: row.botId };
    return createOne(await newlyNamed([wanted]), by);
  };

  /** What lay ahead by the trigger of before is dropped, and looked for again. */
  const lookAgain = async (
    trx: Knex.Transaction,
    row: AutomationRow,
    body: AutomationBody
  ): Promise<Partial<AutomationRow>> => {
    if (!row.active || sameTrigger(row.trigger, body.trigger)) return {};
    await dropDuesOf(trx, row.id);
    return { scanCursor: looksAhead(body.trigger) ? '' : null, activeSince: clock.now() };
  };

  /** What is on must be able to go on; of what is off the trigger alone is judged. */
  const refuseUnfit = async (row: AutomationRow, body: AutomationBody): Promise<void> => {
    if (!row.active) return refuse(await check.ofTrigger(body.trigger));
    const checked = checkedOf(body, row);
    // A flow that is made now has nothing to say.
    if (checked.botId === null) refuse(check.withoutFlow());
    refuse(await check.problems(checked));
  };

  const update = async (
    id: number,
    { version, ...body }: UpdateAutomationBody,
    by: Maker
  ): Promise<AutomationView> => {
    const row = await known(id);
    if (version !== undefined && version !== row.version) throw changedMeanwhile();
    await refuseForeign(body.botId, row);
    await refuseUnfit(row, body);
    await db.tx(async (trx) => {
      const bot = await botFor(trx, body, row);
      const again = await lookAgain(trx, row, body);
      const change = { ...columnsOf(body), ...bot, ...again, lastError: null };
      const at = clock.now();
      const saved = { ...change, changedBy: by.name, version: row.version + 1, changedAt: at };
      if ((await replaceAutomation(trx, row, saved)) === 0) throw changedMeanwhile();
      const now = { id, name: body.name, botId: bot.botId };
      await say(trx, now, { event: 'automation-changed', by });
    });
    await changed();
    return get(id);
  };

  /** Entries or people that are there, as somebody confirmed their number; null: for none of them. */
  const refuseCount = async (body: AutomationBody, confirmed: number | null): Promise<void> => {
    if (confirmed === null) return;
    const { matching, isMore, mayStart } = await scan.existing(body.trigger);
    if (mayStart && !isMore && matching === confirmed) return;
    throw countChanged('existing', matching);
  };

  const switchOn = async (
    row: AutomationRow,
    { existing }: AutomationActiveBody,
    by: Maker
  ): Promise<void> => {
    const body = bodyOf(row);
    if (!body) throw unreadTrigger();
    refuse(await check.problems(checkedOf(body, row)));
    await refuseCount(body, existing);
    if (row.ownsBot) await flows().switchTo(row.botId, { active: true, waiting: 'finish' });
    // Dates and the clock look for what lies ahead; others for what is there, where they are asked to.
    const scanCursor = existing !== null || looksAhead(body.trigger) ? '' : null;
    // One that is on and asks goes on asking: what waits would wait for ever.
    const heldReason = row.active ? row.heldReason : null;
    await db.tx(async (trx) => {
      const now = clock.now();
      const change = {
        ...{ active: true, finishing: false, heldReason, scanCursor, activeSince: now },
        ...{ ownerId: by.id, ownerName: by.name, silentSince: null, lastError: null },
        // What was read before was checked as one that is off.
        ...{ version: row.version + 1, ...noHeldChanges },
      };
      // Switched on twice at once it is on since the first time.
      if ((await replaceAutomation(trx, row, change)) === 0) throw changedMeanwhile();
      await say(trx, row, { event: 'automation-on', by });
      const of = 'segmentId' in body.trigger ? 'people' : 'entries';
      if (existing !== null)
        await say(trx, row, { event: 'automation-existing', by, count: existing, of });
    });
  };

  /** What it began ends, some at once and the others when they would go on. */
  const endRuns = async (trx: Knex.Transaction, id: number): Promise<void> => {
    const ids = await trx(runTable.table)
      .where({ chain: chainOf(id) })
      .whereIn('state', ['due', 'waiting', 'held'])
      .orderBy('id', 'desc')
      .limit(PIECE)
      .pluck<unknown[]>('id');
    await flowsService(strapi).endRuns(trx, ids.map(Number), 'automation-off');
  };

  const switchOff = async (
    row: AutomationRow,
    { waiting }: AutomationActiveBody,
    by: Maker
  ): Promise<void> => {
    const { id, botId, ownsBot } = row;
    const finishing = waiting === 'finish';
    await db.tx(async (trx) => {
      const now = (await lockAutomation(trx, id)) ?? row;
      const off = { active: false, finishing, heldReason: null, scanCursor: null };
      const answers = { floodAnswer: null, floodUpTo: null, ...noHeldChanges };
      await updateAutomation(trx, id, { ...off, ...answers, version: now.version + 1 });
      await dropDuesOf(trx, id);
      await dropAllHeld(trx, id);
      if (!finishing) await endRuns(trx, id);
      await say(trx, row, { event: 'automation-off', by });
    });
    if (ownsBot) await flows().switchTo(botId, { active: false, waiting });
  };

  return {
    list: async () => viewsOf(await listAutomations(db.knex)),
    get,
    create,
    copy,
    makeReady: async (body, by) => createAll(await newlyNamed(await ready.made(body)), by),
    readyOffers: ready.offers,
    update,
    check: async ({ id, ...body }: CheckAutomationBody) => {
      const row = id === null ? null : await findAutomation(db.knex, id);
      const others = await check.ofOthers(body.trigger, id);
      return [...(await check.problems(checkedOf(body, row))), ...others];
    },
    existing: async (id: number) => {
      const body = bodyOf(await known(id));
      if (!body) throw unreadTrigger();
      const beside = await check.beside(body.trigger, id);
      return { ...(await scan.existing(body.trigger)), beside };
    },
    setActive: async (id, order, by) => {
      const row = await known(id);
      await (order.active ? switchOn(row, order, by) : switchOff(row, order, by));
      await changed();
      await flows().settle();
      return get(id);
    },
    held: async (id) => heldChanges.count(await known(id)),
    startHeld: async (id, { upTo, changes }, by) => {
      const row = await known(id);
      const { start, changes: found } = await heldChanges.upTo(row, upTo);
      if (found !== changes) throw countChanged('changes', found);
      await db.tx(async (trx) => {
        if ((await replaceAutomation(trx, row, start)) === 0) throw changedMeanwhile();
        await say(trx, row, { event: 'automation-existing', by, count: changes, of: 'changes' });
      });
      await changed();
      return get(id);
    },
    answer: async (id, body, by) => {
      await db.tx(async (trx) => {
        const { row, ...answered } = await answerFlood(trx, id, body);
        await say(trx, row, { event: 'automation-answered', by, ...answered });
      });
      await changed();
      return get(id);
    },
    remove: async (id, by) => {
      const row = await known(id);
      await db.tx(async (trx) => {
        await endRuns(trx, id);
        await dropDuesOf(trx, id);
        await deleteAutomation(trx, id);
        if (row.ownsBot) await flows().remove(trx, row.botId);
        await say(trx, row, { event: 'automation-removed', by });
      });
      await changed();
      await flows().settle();
    },
    types: () => typesOf(strapi),
  } satisfies Partial<AutomationsService>;
};
