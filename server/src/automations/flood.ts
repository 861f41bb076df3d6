import type { Core } from '@strapi/strapi';
import { CHANGE_DAYS, type SkipReason } from '../contracts/automations';
import { backoffMs } from '../kernel/backoff';
import { logsService } from '../logs/public';
import { DAY_MS, HOUR_MS } from '../kernel/time';
import { realtimeService } from '../realtime/public';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { floodLimit, isFlood, usualHour } from './domain/bounds';
import { PAST_MS } from './domain/silence';
import type { Plan } from './plans';
import { changeById } from './change-store';
import { happeningOfDue, happeningOfHeld } from './happenings';
import {
  dropHeld,
  heldOf,
  heldStarts,
  hoursOf,
  postponeHeld,
  startedSince,
  takeHeld,
} from './start-store';
import type { Happening, Starting, Take } from './starting';
import { endAnswer, holdAutomation } from './store';
import type { StartRow } from './tables';
import type { Troubles } from './troubles';

/** Starts that waited and begin at once. */
const PIECE = 100;
const TRIES = 8;
const AGAIN = { baseMs: 1_000, maxMs: HOUR_MS };
/** What is usual changes by the hour. */
const KNOWN_MS = HOUR_MS / 4;

/**
 * Keeps an automation from starting far more than it usually does: it asks first, and what sets it off waits. A stock sync is
 * 50,000 single saves.
 */
export const createFlood = (strapi: Core.Strapi, starting: Starting) => {
  const { db, clock } = contextOf(strapi);
  const known = new Map<number, { usual: number; at: number }>();

  const usualOf = async ({ id: automationId, trigger }: Plan): Promise<number> => {
    const now = clock.now();
    const before = known.get(automationId);
    if (before && now - before.at < KNOWN_MS) return before.usual;
    // All people of a time of the clock begin together, perhaps once a month: what was allowed once is what comes again.
    const isClock = trigger.kind === 'clock';
    const since = now - (isClock ? CHANGE_DAYS * DAY_MS : PAST_MS);
    const ask = { automationId, since, withAsked: isClock };
    // The hour that is going on says nothing of what is usual.
    const past = (await hoursOf(db.knex, ask)).filter(({ hour }) => hour < now - HOUR_MS);
    const counts = past.map(({ started }) => started);
    const usual = isClock ? Math.max(0, ...counts) : usualHour(counts);
    known.set(automationId, { usual, at: now });
    return usual;
  };

  /** How many began by themselves within the last hour. */
  const startedOf = ({ id: automationId }: Plan): Promise<number> =>
    startedSince(db.knex, { automationId, since: clock.now() - HOUR_MS });

  /** No more people than this are meant: one each, and where all of an entry are meant, those whom its relations name. */
  const mostOf = async ({ row }: Plan, happenings: readonly Happening[]): Promise<number> => {
    const { uid, who } = row;
    if (uid === null || who?.people !== 'all') return happenings.length;
    const documents = happenings.flatMap(({ entry, contactIds }) =>
      entry && contactIds === null ? [entry.documentId] : []
    );
    const ask = { uid, documentIds: [...new Set(documents)] };
    const named = await recordsService(strapi).namedBy(db.knex, ask);
    return documents.reduce((sum, id) => sum + (named.get(id) ?? 0), happenings.length);
  };

  const hold = async ({ id, row }: Plan, wanted: number): Promise<void> => {
    await db.tx(async (trx) => {
      if ((await holdAutomation(trx, id)) === 0) return;
      await logsService(strapi).writeIn(trx, {
        area: 'automation',
        level: 'warn',
        event: 'automation-held',
        text: `automation "${row.name}" holds: ${wanted} starts at once are far more than usual`,
        botId: row.botId,
        details: { automation: row.name, automationId: id, wanted },
      });
      await realtimeService(strapi).append(trx, [{ type: 'automation', id }]);
    });
    row.heldReason = 'flood';
  };

  /** Of what cannot be looked at now, all are counted: it begins as soon as it can. */
  const wantedBy = async (plan: Plan, happening: Happening, most: number): Promise<number> => {
    try {
      return await starting.wanted(plan, happening, most);
    } catch {
      return mostOf(plan, [happening]);
    }
  };

  /** People for whom it would begin; no more are looked for than `most`. */
  const wantedOf = async (
    plan: Plan,
    happenings: readonly Happening[],
    most: number
  ): Promise<number> => {
    let wanted = 0;
    for (const happening of happenings) {
      if (wanted >= most) break;
      wanted += await wantedBy(plan, happening, most - wanted);
    }
    return wanted;
  };

  return {
    /** From now on it asks first, if it does not already. */
    hold,
    /** Is this number of people far more than usual? `known`: as many as somebody knew of beforehand. */
    isMuch: async (
      plan: Plan,
      { wanted, known: expected }: { wanted: number; known: number }
    ): Promise<boolean> => {
      const usual = Math.max(expected, await usualOf(plan));
      return isFlood({ started: await startedOf(plan), wanted, usual });
    },
    /** Looks at all that is about to set it off, before anything of it begins; holds the plan where that is too much. */
    watch: async (plan: Plan, happenings: readonly Happening[]): Promise<void> => {
      if (plan.row.heldReason !== null || happenings.length === 0) return;
      const [usual, started] = [await usualOf(plan), await startedOf(plan)];
      // Few at a time never are a flood, and need no closer look.
      const atMost = await mostOf(plan, happenings);
      if (!isFlood({ started, wanted: atMost, usual })) return;
      // One more than the limit is as much as very many more.
      const most = Math.max(1, floodLimit(usual) - started + 1);
      const wanted = await wantedOf(plan, happenings, most);
      if (isFlood({ started, wanted, usual })) await hold(plan, wanted);
    },
    /** Begins it, or lets it wait where the automation asks first. */
    pass: (plan: Plan, happening: Happening, take?: Take): Promise<unknown> =>
      plan.row.heldReason === 'flood'
        ? starting.hold(plan, happening, take)
        : starting.begin(plan, happening, { take }),
  };
};
export type Flood = ReturnType<typeof createFlood>;

/** What set a start off that waited; null: nobody knows any more. */
const happeningOf = async (strapi: Core.Strapi, row: StartRow): Promise<Happening | null> => {
  if (row.changeId === null) return happeningOfDue(row);
  return happeningOfHeld(row, await changeById(contextOf(strapi).db.knex, row.changeId));
};

/** Begins, by pieces, what waited for an answer and was allowed. */
export const createReleases = (
  strapi: Core.Strapi,
  {
    starting,
    troubles,
    lapsed,
  }: {
    starting: Starting;
    troubles: Troubles;
    /** Why a start that waited no longer begins; null: it is meant as before. */
    lapsed: (plan: Plan, row: StartRow) => Promise<SkipReason | null>;
  }
) => {
  const { db, clock, random } = contextOf(strapi);

  /** Why it no longer begins; null: it does. What is too late is not looked at any closer. */
  const lostBy = async (
    plan: Plan,
    row: StartRow,
    happening: Happening
  ): Promise<SkipReason | null> => {
    const { contactId } = row;
    const known = starting.hindered(plan, happening) ?? (await lapsed(plan, row));
    if (known || contactId === null) return known;
    return starting.whyNotMeant(plan, happening, contactId);
  };

  const beginHeld = async (plan: Plan, row: StartRow): Promise<void> => {
    const { id } = row;
    const happening = await happeningOf(strapi, row);
    const take: Take = async (trx) => (await takeHeld(trx, id)) > 0;
    const reason = happening ? await lostBy(plan, row, happening) : 'stale';
    if (happening && reason === null) await starting.begin(plan, happening, { asked: true, take });
    else await dropHeld(db.knex, id, reason ?? 'stale');
  };

  /** One that fails holds up none behind it: it is tried again later and later, and at last written down as failed. */
  const tryHeld = async (plan: Plan, row: StartRow): Promise<void> => {
    try {
      await beginHeld(plan, row);
    } catch (error) {
      await troubles.note(plan, error);
      const tries = row.tries + 1;
      if (tries >= TRIES) return void (await dropHeld(db.knex, row.id, 'failed'));
      const nextAt = clock.now() + backoffMs(tries, AGAIN, random);
      await postponeHeld(db.knex, row.id, { tries, nextAt });
    }
  };

  /** One piece of this automation; true: there may be more. */
  return async (plan: Plan): Promise<boolean> => {
    const { id: automationId, row } = plan;
    if (row.floodAnswer === null) return false;
    const allowed = { automationId, upTo: row.floodUpTo ?? 0 };
    const rows = await heldStarts(db.knex, { ...allowed, now: clock.now(), most: PIECE });
    for (const one of rows) await tryHeld(plan, one);
    if (rows.length === PIECE) return true;
    const { count } = await heldOf(db.knex, { ...allowed, after: 0 });
    if (count === 0) await endAnswer(db.knex, row);
    return false;
  };
};
