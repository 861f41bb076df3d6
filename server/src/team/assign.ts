import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  assignConversation,
  listAgents,
  lockConversation,
  type ConversationRow,
  type NewEvent,
} from '../conversations/public';
import { realtimeService, type FeedEntry } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { pickMember } from './domain/pick';
import type { DeskRow, TeamRow } from './tables';
import {
  allDesks,
  colleaguesNow,
  endWait,
  lockTeams,
  updateTeam,
  waitForSomebody,
  waits,
} from './teams-store';

/** Another process's change is seen after this. */
const CACHE_MS = 5_000;
/** Waiting conversations that a round looks at. */
const ROUND = 200;

/** What is read outside of transactions: within one nothing but the database may be asked. */
export interface Known {
  desks: Map<number, DeskRow>;
  /** Active administrators who may chat. */
  agents: Set<number>;
}

interface Ask {
  conversation: ConversationRow;
  teamId: number;
  at: number;
  /** Who asked for it: a colleague who hands it to the team. */
  agentId?: number | null;
}

/** Giving conversations by the rules of teams. */
export const createAssigning = (strapi: Core.Strapi) => {
  const { db, clock, log } = contextOf(strapi);
  let known: { value: Known; until: number } | null = null;
  let saves = 0;
  const forget = (): void => {
    saves += 1;
    if (known) known.until = 0;
  };
  runtimeService(strapi).forgetting.push(forget);

  const load = async (): Promise<Known> => {
    if (known && known.until > clock.monotonic()) return known.value;
    const before = saves;
    const desks = await allDesks(db.knex);
    const agents = await listAgents(strapi);
    // What was saved while this was read is not in it.
    if (saves !== before) return load();
    const value = {
      desks: new Map(desks.map((desk) => [desk.accountId, desk])),
      agents: new Set(agents.map(({ id }) => id)),
    };
    known = { value, until: clock.monotonic() + CACHE_MS };
    return value;
  };

  const choose = async (trx: Knex.Transaction, team: TeamRow): Promise<number | null> => {
    const agents = known?.value.agents ?? new Set<number>();
    const members = (team.memberIds ?? []).filter((id) => agents.has(id));
    const picked = pickMember(team, await colleaguesNow(trx, members, clock.now()));
    if (picked !== null) {
      await updateTeam(trx, team.id, { lastGivenId: picked });
      return picked;
    }
    const { fallbackId } = team;
    return fallbackId !== null && agents.has(fallbackId) ? fallbackId : null;
  };

  /**
   * Gives the conversation, whose row the caller holds, to whom the team's rule finds; nobody = it waits. Teams are locked
   * meanwhile: two processes that receive at once see what the other one gave. Answers the hints and whether it was given.
   */
  const byRule = async (
    trx: Knex.Transaction,
    { conversation, teamId, at, agentId = null }: Ask
  ): Promise<{ given: boolean; hints: FeedEntry[] }> => {
    const team = (await lockTeams(trx)).find(({ id }) => id === teamId);
    if (!team || team.method === 'none') return { given: false, hints: [] };
    const assigneeId = await choose(trx, team);
    if (assigneeId === null) {
      await waitForSomebody(db, trx, { conversationId: conversation.id, teamId, since: at });
      return { given: false, hints: [] };
    }
    await endWait(trx, conversation.id);
    const told = { at, agentId, subject: team.name };
    const hints = await assignConversation(strapi, trx, { conversation, assigneeId, ...told });
    return { given: true, hints };
  };

  /** A customer wrote: who had it is kept or not, and what is unassigned is assigned. */
  const onInbound = async (
    trx: Knex.Transaction,
    { conversation, isSilent, at }: { conversation: ConversationRow; isSilent: boolean; at: number }
  ): Promise<FeedEntry[]> => {
    const desk = known?.value.desks.get(conversation.accountId);
    if (!desk || isSilent) return [];
    const hints: FeedEntry[] = [];
    let now = conversation;
    const give = async (assigneeId: null) => {
      hints.push(...(await assignConversation(strapi, trx, { conversation: now, assigneeId, at })));
      now = { ...now, assigneeId };
    };
    const isGone = now.assigneeId !== null && !known?.value.agents.has(now.assigneeId);
    if (isGone || (now.status === 'closed' && desk.whenReopened === 'clear')) await give(null);
    if (now.assigneeId === null && desk.teamId !== null) {
      const given = await byRule(trx, { conversation: now, teamId: desk.teamId, at });
      hints.push(...given.hints);
    }
    return hints;
  };

  /**
   * A bot gives it to this team: to whom its rule finds, even where somebody else had it, else to nobody until there is
   * somebody. A team that is gone, or has no rule, leaves it to the rule of the number.
   */
  const toTeam = async (
    trx: Knex.Transaction,
    { conversation, teamId, at, ...by }: Ask & Pick<NewEvent, 'botId' | 'subject'>
  ): Promise<{ team: string | null; hints: FeedEntry[] }> => {
    const team = (await lockTeams(trx)).find(({ id }) => id === teamId);
    if (!team || team.method === 'none')
      return { team: null, hints: await onInbound(trx, { conversation, isSilent: false, at }) };
    // It may wait for another team.
    await endWait(trx, conversation.id);
    const { given, hints } = await byRule(trx, { conversation, teamId, at });
    if (given) return { team: team.name, hints };
    const nobody = { conversation, assigneeId: null, at, ...by };
    return {
      team: team.name,
      hints: [...hints, ...(await assignConversation(strapi, trx, nobody))],
    };
  };

  const giveWaiting = (conversationId: number, teamId: number): Promise<boolean> =>
    db.tx(async (trx) => {
      const conversation = await lockConversation(trx, conversationId);
      const isOver =
        !conversation || conversation.assigneeId !== null || conversation.status === 'closed';
      if (isOver) {
        await endWait(trx, conversationId);
        return true;
      }
      const { given, hints } = await byRule(trx, { conversation, teamId, at: clock.now() });
      await realtimeService(strapi).append(trx, hints);
      return given;
    });

  /** Gives what waits, the longest first, until a team has nobody left. By the timer of one process. */
  const sweep = async (): Promise<void> => {
    const waiting = await waits(db.knex, ROUND);
    if (waiting.length === 0) return;
    if (known) known.until = 0;
    await load();
    const full = new Set<number>();
    for (const { conversationId, teamId } of waiting) {
      if (full.has(teamId)) continue;
      const given = await giveWaiting(conversationId, teamId).catch((error: unknown) => {
        log('team').warn('a conversation could not be given', { error: String(error) });
        return true;
      });
      if (!given) full.add(teamId);
    }
  };

  return {
    load,
    /** What was saved here holds at once. */
    forget,
    desk: (accountId: number): DeskRow | undefined => known?.value.desks.get(accountId),
    byRule,
    toTeam,
    onInbound,
    sweep,
  };
};
export type Assigning = ReturnType<typeof createAssigning>;
