import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService } from '../accounts/public';
import { unknownInAnswer } from './domain/answer-text';
import type { DeskView, TeamSettings, TeamView } from '../contracts/team';
import { listAgents } from '../conversations/public';
import { DomainError, notFound } from '../kernel/errors';
import { DAY_MS } from '../kernel/time';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { createAnswers } from './answers';
import { createAssigning } from './assign';
import { closedAt } from './domain/hours';
import { createPresence } from './presence';
import type { TeamService } from './public';
import type { DeskRow, TeamRow } from './tables';
import {
  allDesks,
  allTeams,
  colleaguesNow,
  deleteTeam,
  insertTeam,
  saveDesk,
  seeColleagues,
  setDuty,
  updateTeam,
  waitsByTeam,
} from './teams-store';
import { createTakingBack } from './take-back';
import { createTransfers } from './transfer';

/** Answers by themselves are kept as long as a closed time may last: by them it is known to have been answered. */
const ANSWERS_MS = 400 * DAY_MS;
/** A request that comes again is known for this long. */
const TRANSFERS_MS = 7 * DAY_MS;

type Agents = Awaited<ReturnType<typeof listAgents>>;

const teamView = (team: TeamRow, agents: Agents, waiting: number): TeamView => ({
  id: team.id,
  name: team.name,
  members: (team.memberIds ?? []).flatMap((id) => agents.find((agent) => agent.id === id) ?? []),
  method: team.method,
  who: team.who,
  maxLoad: team.maxLoad,
  fallback: agents.find(({ id }) => id === team.fallbackId) ?? null,
  waiting,
});

const deskView = (
  account: { id: number; name: string },
  desk: DeskRow | undefined,
  now: number
): DeskView => ({
  accountId: account.id,
  accountName: account.name,
  teamId: desk?.teamId ?? null,
  whenReopened: desk?.whenReopened ?? 'keep',
  hours: desk?.hours ?? null,
  away: desk?.away ?? null,
  greeting: desk?.greeting ?? null,
  isOpen: desk?.hours ? closedAt(desk.hours, now) === null : null,
});

const refuse = (field: string, message: string, remedy: string): never => {
  throw new DomainError('invalid', `${field}: ${message}`, { field, remedy });
};

/** Teams, numbers' desks, who is there; what happens by itself when customers write. */
export const createTeam = ({ strapi }: { strapi: Core.Strapi }): TeamService => {
  const { db, clock } = contextOf(strapi);
  const assigning = createAssigning(strapi);
  const answers = createAnswers(strapi, assigning);
  const presence = createPresence(strapi);

  const settings = async (): Promise<TeamSettings> => {
    const agents = await listAgents(strapi);
    const [teams, desks, accounts, waiting] = await Promise.all([
      allTeams(db.knex),
      allDesks(db.knex),
      accountsService(strapi).list(),
      waitsByTeam(db.knex),
    ]);
    const ids = agents.map(({ id }) => id);
    const now = clock.now();
    const people = new Map((await colleaguesNow(db.knex, ids, now)).map((one) => [one.id, one]));
    return {
      teams: teams.map((team) => teamView(team, agents, waiting.get(team.id) ?? 0)),
      desks: accounts.map((account) =>
        deskView(
          account,
          desks.find(({ accountId }) => accountId === account.id),
          now
        )
      ),
      people: agents.map(({ id, name }) => ({
        id,
        name,
        onDuty: people.get(id)?.onDuty ?? true,
        isOnline: people.get(id)?.isOnline ?? false,
        load: people.get(id)?.load ?? 0,
      })),
    };
  };

  /** The change, told in the log with who made it; then it holds here at once. */
  const change = async (
    told: { event: 'team-changed' | 'desk-changed'; name: string; by: string },
    work: (trx: Knex.Transaction) => Promise<void>
  ): Promise<TeamSettings> => {
    await db.tx(work);
    assigning.forget();
    const { event, name, by } = told;
    logsService(strapi).write({
      area: 'account',
      level: 'info',
      event,
      text:
        event === 'team-changed'
          ? `the teams were changed by ${by} (${name})`
          : `team, business hours or automatic messages of the number ${name} were changed by ${by}`,
      details: { name, by },
    });
    return settings();
  };

  const checkPeople = async (ids: readonly number[], field: string): Promise<void> => {
    const agents = new Set((await listAgents(strapi)).map(({ id }) => id));
    if (!ids.every((id) => agents.has(id)))
      refuse(
        field,
        'a chosen person cannot read conversations',
        'Choose users who can read conversations.'
      );
  };

  const transfers = createTransfers(strapi, { assigning, checkPeople });
  const givingTeams: TeamService['givingTeams'] = async () =>
    (await allTeams(db.knex))
      .filter(({ method }) => method !== 'none')
      .map(({ id, name }) => ({ id, name }));

  return {
    ...presence,
    load: async () => void (await assigning.load()),
    settings,
    now: async (userId) => {
      const [me] = await colleaguesNow(db.knex, [userId], clock.now());
      return { me: { onDuty: me?.onDuty ?? true }, teams: await givingTeams() };
    },
    saveTeam: async (id, body, by) => {
      await checkPeople(body.memberIds, 'memberIds');
      await checkPeople(body.fallbackId === null ? [] : [body.fallbackId], 'fallbackId');
      const row = { ...body, changedAt: clock.now() };
      return change({ event: 'team-changed', name: body.name, by }, async (trx) => {
        if (id === null) return void (await insertTeam(trx, { ...row, lastGivenId: null }));
        if ((await updateTeam(trx, id, row)) === 0) throw notFound('the team');
      });
    },
    removeTeam: async (id, by) => {
      const team = (await allTeams(db.knex)).find((one) => one.id === id);
      if (!team) throw notFound('the team');
      return change({ event: 'team-changed', name: team.name, by }, async (trx) => {
        await deleteTeam(trx, id);
      });
    },
    saveDesk: async (accountId, body, by) => {
      const account = await accountsService(strapi).get(accountId);
      const teams = await allTeams(db.knex);
      if (body.teamId !== null && !teams.some(({ id }) => id === body.teamId))
        refuse('teamId', 'there is no such team', 'Choose a team from the list.');
      for (const [field, texts] of [
        ['away.texts', body.away?.texts],
        ['greeting', body.greeting],
      ] as const)
        for (const language of ['tr', 'en'] as const) {
          const [unknown] = unknownInAnswer(texts?.[language] ?? '');
          if (unknown)
            refuse(`${field}.${language}`, `{{${unknown}}} is not known`, 'Use a known variable.');
        }
      return change({ event: 'desk-changed', name: account.name, by }, (trx) =>
        saveDesk(db, trx, { ...body, accountId, changedAt: clock.now() })
      );
    },
    setDuty: (userId, onDuty) => db.tx((trx) => setDuty(db, trx, { userId, onDuty })),
    seen: (userIds) => seeColleagues(db, userIds, clock.now()),
    transfer: transfers.transfer,
    ...createTakingBack(strapi),
    onInbound: async (trx, heard) => {
      const { conversation, isSilent, isQuiet } = heard;
      await answers.owe(trx, heard);
      if (isQuiet) return [];
      return assigning.onInbound(trx, { conversation, isSilent, at: clock.now() });
    },
    onCall: (trx, conversation) =>
      assigning.onInbound(trx, { conversation, isSilent: false, at: clock.now() }),
    givingTeams,
    giveTo: (trx, give) => assigning.toTeam(trx, { ...give, at: clock.now() }),
    give: () => assigning.sweep(),
    answer: () => answers.deliver(),
    housekeeping: async () => {
      await answers.purge(clock.now() - ANSWERS_MS);
      await transfers.purge(clock.now() - TRANSFERS_MS);
      await presence.purge();
    },
  };
};
