import type { Core } from '@strapi/strapi';
import { botsService } from '../bots/public';
import type { HeldReason, SkipReason } from '../contracts/automations';
import { actionId, actions } from '../contracts/permissions';
import { HOUR_MS } from '../kernel/time';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { recordsService } from '../records/public';
import { segmentsService } from '../segments/public';
import { abilityOf } from '../strapi/ability';
import { contextOf } from '../strapi/context';
import { dropDuesOf } from './due-store';
import { fieldsNeeded } from './domain/conditions';
import { fieldsOf, linkedTypesOf } from './domain/watch';
import { PAST_MS, tooSilent } from './domain/silence';
import { dropAllHeld, hoursOf } from './start-store';
import { activeAutomations, stopAutomation, updateAutomation } from './store';
import type { AutomationRow } from './tables';

/** Skipped for these, it heard of something and could say nothing. */
const BROKEN: readonly SkipReason[] = ['flow-off', 'failed'];

/** Looks at automations that are on: what they need may be gone, and one that says nothing may be broken. */
export const createWatchdog = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);

  const ofOwner = async ({ ownerId }: AutomationRow): Promise<HeldReason | null> => {
    const ability = await abilityOf(strapi, ownerId);
    if (!ability) return 'owner-gone';
    return ability.can(actionId(actions.automationBuild)) ? null : 'owner-no-right';
  };

  /** Steps that write entries do so by the rights of who published the flow. */
  const ofPublisher = async ({ botId }: AutomationRow): Promise<HeldReason | null> =>
    (await botsService(strapi).automated.mayStillWrite(botId)) ? null : 'publisher-no-right';

  const ofType = async (row: AutomationRow): Promise<HeldReason | null> => {
    const { trigger, uid } = row;
    if (!trigger || uid === null) return null;
    const type = recordsService(strapi).watchable(uid);
    if (!type) return 'type-gone';
    const known = new Set(type.fields.map(({ path }) => path));
    const needed = [...fieldsOf(trigger), ...fieldsNeeded(row)];
    if (!needed.every((field) => known.has(field))) return 'field-gone';
    const linked = new Set((await recordsService(strapi).mapped()).types.map((one) => one.uid));
    // Of another type that is not linked, nobody knows whether an entry of it came.
    const isLinked = linkedTypesOf(trigger).every((one) => linked.has(one.uid));
    return isLinked ? null : 'no-person-path';
  };

  const ofSegment = async ({ trigger }: AutomationRow): Promise<HeldReason | null> => {
    if (!trigger || !('segmentId' in trigger)) return null;
    const { segmentId } = trigger;
    const names = await segmentsService(strapi).names([segmentId]);
    return names.has(segmentId) ? null : 'segment-gone';
  };

  const reasonOf = async (row: AutomationRow, flows: ReadonlySet<number>) => {
    if (!flows.has(row.botId)) return 'flow-gone' as const;
    return (
      (await ofType(row)) ?? (await ofSegment(row)) ?? (await ofOwner(row)) ?? ofPublisher(row)
    );
  };

  /** It goes off, and what it began goes on to its end: nothing is wrong with that. */
  const stop = (row: AutomationRow, heldReason: HeldReason): Promise<void> =>
    db.tx(async (trx) => {
      const { id, name, botId } = row;
      const off = { active: false, finishing: true, heldReason, scanCursor: null };
      const change = { ...off, floodAnswer: null, floodUpTo: null };
      if ((await stopAutomation(trx, id, change)) === 0) return;
      await dropDuesOf(trx, id);
      await dropAllHeld(trx, id);
      await logsService(strapi).writeIn(trx, {
        area: 'automation',
        level: 'error',
        event: 'automation-stopped',
        text: `automation "${name}" was switched off: ${heldReason}`,
        botId,
        details: { automation: name, automationId: id, reason: heldReason },
      });
      await realtimeService(strapi).append(trx, [{ type: 'automation', id }]);
    });

  const sayIfSilent = async (row: AutomationRow): Promise<void> => {
    const { id, name, botId, silentSince, activeSince } = row;
    const now = clock.now();
    const ask = { automationId: id, since: now - PAST_MS, without: BROKEN };
    const hours = await hoursOf(db.knex, ask);
    const past = hours.map(({ hour }) => hour);
    const since = tooSilent(past, { activeSince: activeSince ?? 0, now });
    if ((since === null) === (silentSince === null)) return;
    const silent = Math.floor((now - (since ?? now)) / HOUR_MS);
    await db.tx(async (trx) => {
      await updateAutomation(trx, id, { silentSince: since });
      if (since !== null)
        await logsService(strapi).writeIn(trx, {
          area: 'automation',
          level: 'warn',
          event: 'automation-silent',
          text: `automation "${name}" has not started for ${silent} hours, longer than ever before`,
          botId,
          details: { automation: name, automationId: id, hours: silent },
        });
      await realtimeService(strapi).append(trx, [{ type: 'automation', id }]);
    });
  };

  return {
    /** Switches off what may not or cannot go on. */
    inspect: async (): Promise<void> => {
      const rows = await activeAutomations(db.knex);
      if (rows.length === 0) return;
      const flows = await botsService(strapi).automated.flows(rows.map(({ botId }) => botId));
      const known = new Set(flows.keys());
      for (const row of rows) {
        const reason = await reasonOf(row, known);
        if (reason) await stop(row, reason);
      }
    },
    /** Says which automations should have run by their own past and did not. */
    listen: async (): Promise<void> => {
      for (const row of await activeAutomations(db.knex)) await sayIfSilent(row);
    },
  };
};
