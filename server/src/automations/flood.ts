import type { Core } from '@strapi/strapi';
import type { SkipReason } from '../contracts/automations';
import { logsService } from '../logs/public';
import { HOUR_MS } from '../kernel/time';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { floodLimit, isFlood, usualHour } from './domain/bounds';
import { PAST_MS } from './domain/silence';
import type { Plan } from './plans';
import { changeById } from './change-store';
import { happeningOfDue, happeningOfHeld } from './happenings';
import { hoursOf, heldStarts, startedSince, dropHeld, takeHeld } from './start-store';
import type { Happening, Starting, Take } from './starting';
import { endAnswer, holdAutomation } from './store';
import type { StartRow } from './tables';

/** Starts that waited and are begun or dropped at once. */
const PIECE = 100;
/** What is usual changes by the hour. */
const KNOWN_MS = HOUR_MS / 4;

/**
 * Keeps an automation from starting far more than it usually does: it asks first, and what sets it off waits. A stock sync is
 * 50,000 single saves.
 */
export const createFlood = (strapi: Core.Strapi, starting: Starting) => {
  const { db, clock } = contextOf(strapi);
  const known = new Map<number, { usual: number; at: number }>();

  const usualOf = async (automationId: number): Promise<number> => {
    const now = clock.now();
    const before = known.get(automationId);
    if (before && now - before.at < KNOWN_MS) return before.usual;
    const hours = await hoursOf(db.knex, { automationId, since: now - PAST_MS });
    // The hour that is going on says nothing of what is usual.
    const past = hours.filter(({ hour }) => hour < now - HOUR_MS);
    const usual = usualHour(past.map(({ started }) => started));
    known.set(automationId, { usual, at: now });
    return usual;
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

  /** Those that would begin for somebody, counted no further than `most`. */
  const wantedOf = async (
    plan: Plan,
    happenings: readonly Happening[],
    most: number
  ): Promise<number> => {
    let wanted = 0;
    for (const happening of happenings) {
      if (wanted > most) break;
      if (await starting.wouldBegin(plan, happening)) wanted += 1;
    }
    return wanted;
  };

  return {
    /** Looks at all that is about to set it off, before anything of it begins; holds the plan where that is too much. */
    watch: async (plan: Plan, happenings: readonly Happening[]): Promise<void> => {
      if (plan.row.heldReason !== null || happenings.length === 0) return;
      const usual = await usualOf(plan.id);
      // Few at a time never are a flood, and need no count.
      const since = clock.now() - HOUR_MS;
      const started = await startedSince(db.knex, { automationId: plan.id, since });
      if (!isFlood({ started, wanted: happenings.length, usual })) return;
      const wanted = await wantedOf(plan, happenings, floodLimit(usual) - started);
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

/** Begins or drops, by pieces, what waited for an answer. */
export const createReleases = (
  strapi: Core.Strapi,
  {
    starting,
    lapsed,
  }: {
    starting: Starting;
    /** Why a start that waited no longer begins; null: it is meant as before. */
    lapsed: (plan: Plan, row: StartRow) => Promise<SkipReason | null>;
  }
) => {
  const { db } = contextOf(strapi);

  const beginHeld = async (plan: Plan, row: StartRow): Promise<void> => {
    const happening = await happeningOf(strapi, row);
    const take: Take = async (trx) => (await takeHeld(trx, row.id)) > 0;
    const reason = happening ? await lapsed(plan, row) : 'stale';
    if (happening && reason === null) await starting.begin(plan, happening, { asked: true, take });
    else await dropHeld(db.knex, [row.id], reason ?? 'stale');
  };

  /** One piece of this automation; true: there may be more. */
  return async (plan: Plan): Promise<boolean> => {
    const { id: automationId, row } = plan;
    if (row.floodAnswer === null) return false;
    const ask = { automationId, upTo: row.floodUpTo ?? 0, most: PIECE };
    const rows = await heldStarts(db.knex, ask);
    if (row.floodAnswer === 'drop')
      await dropHeld(
        db.knex,
        rows.map(({ id }) => id),
        'flood'
      );
    else for (const one of rows) await beginHeld(plan, one);
    if (rows.length === PIECE) return true;
    await endAnswer(db.knex, row);
    return false;
  };
};
