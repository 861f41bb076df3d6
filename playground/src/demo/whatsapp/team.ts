import type { Core } from '@strapi/strapi';
import { both, demoLanguage, said } from '../language';
import { colleagues, shop } from '../shop';
import { campaignNames, groups, quickReplies, tasks, type GroupKey } from './desk';
import type { DemoPerson } from './people';
import { dayMs, findRows, isThere, service } from './rows';
import { templateNames } from './templates';

interface Roles {
  findOne(where: object): Promise<{ id: number } | null>;
}
interface Users {
  create(user: Record<string, unknown>): Promise<{ id: number }>;
}
interface Groups {
  create(body: { name: string; description: string }): Promise<{ id: number }>;
  addMembers(id: number, contactIds: number[]): Promise<number>;
}
interface QuickReplies {
  create(writer: object, body: object): Promise<unknown>;
}
interface Tasks {
  create(viewer: object, body: object): Promise<{ id: number }>;
  setState(viewer: object, id: number, state: 'done'): Promise<unknown>;
}
interface Setup {
  createRoles(how: { language: string; agentReads: string }): Promise<unknown>;
}
interface Campaigns {
  create(draft: object): Promise<{ id: number }>;
  preflight(id: number): Promise<{ willReceive: number }>;
  launch(id: number, body: object, userId: number): Promise<unknown>;
}

/**
 * The ready roles and three colleagues, who have no password and so cannot sign in. Answers the ids of those
 * who may be given conversations and tasks.
 */
export const createTeam = async (strapi: Core.Strapi): Promise<number[]> => {
  await service<Setup>(strapi, 'setup')?.createRoles({
    language: demoLanguage(),
    agentReads: 'unassigned',
  });
  const roles = strapi.service('admin::role') as unknown as Roles;
  const users = strapi.service('admin::user') as unknown as Users;
  const ids: number[] = [];
  for (const [firstname, lastname, code] of said(colleagues)) {
    const role = await roles.findOne({ code });
    if (!role) continue;
    const email = `${firstname.toLowerCase()}@${said(shop).site}`;
    const known = (await strapi.db.query('admin::user').findOne({ where: { email } })) as {
      id: number;
    } | null;
    const user = { firstname, lastname, email, roles: [role.id], isActive: true };
    const { id } = known ?? (await users.create(user));
    if (code === 'whatsapp-agent') ids.push(id);
  }
  return ids;
};

/** Who is in which group. */
const belongs: Record<GroupKey, (person: DemoPerson, index: number) => boolean> = {
  loyal: (_person, index) => index % 5 === 0,
  wholesale: (_person, index) => index % 17 === 3,
  workshop: (_person, index) => index % 9 === 2,
  abroad: ({ language }) => language !== said(shop).language,
};

export const createGroups = async (
  strapi: Core.Strapi,
  people: readonly DemoPerson[]
): Promise<number[]> => {
  const made: number[] = [];
  const room = service<Groups>(strapi, 'groups');
  for (const { key, name, description } of said(groups)) {
    const [known] = await findRows(strapi, 'group', { name });
    const group = known ?? (await room?.create({ name, description }));
    if (!group) continue;
    await room?.addMembers(
      group.id,
      people.filter(belongs[key]).map(({ id }) => id)
    );
    made.push(group.id);
  }
  return made;
};

export const createDesk = async (
  strapi: Core.Strapi,
  people: readonly DemoPerson[],
  { now, userId, agents }: { now: number; userId: number; agents: readonly number[] }
): Promise<void> => {
  const replies = service<QuickReplies>(strapi, 'quick-replies');
  for (const [shortcut, text] of said(quickReplies))
    if (!(await isThere(strapi, 'quick-reply', { shortcut, ownerId: 0 })))
      await replies?.create(
        { userId, mayShare: true },
        { shortcut, text, fileId: null, shared: true }
      );
  const viewer = { userId, all: true, name: 'Defne Demo' };
  const room = service<Tasks>(strapi, 'tasks');
  for (const [index, [title, days, isDone]] of said(tasks).entries()) {
    const contactId = people[index]?.id ?? null;
    const assigneeId =
      index % 2 === 0 ? userId : (agents[Math.floor(index / 2) % agents.length] ?? userId);
    const dueAt = now + days * dayMs + 3_600_000;
    const [known] = await findRows(strapi, 'task', { title, origin: 'agent' });
    const task = known ?? (await room?.create(viewer, { title, contactId, assigneeId, dueAt }));
    if (task && isDone) await room?.setState(viewer, task.id, 'done');
  }
};

export const bindings = {
  'body.1': {
    source: { kind: 'contact', field: 'firstName' },
    fallback: both('dear customer', 'değerli müşterimiz'),
  },
  'body.2': { source: { kind: 'text', text: both('Saturday', 'cumartesi') }, fallback: null },
  'body.3': { source: { kind: 'text', text: both('2 pm', '14.00') }, fallback: null },
};

/** One campaign that waits for tomorrow morning and one that somebody is still writing. */
export const createPlannedCampaigns = async (
  strapi: Core.Strapi,
  {
    accountId,
    now,
    groupIds,
    userId,
  }: { accountId: number; now: number; groupIds: readonly number[]; userId: number }
): Promise<void> => {
  const campaigns = service<Campaigns>(strapi, 'campaigns');
  const templateOf = async (name: string) =>
    (await findRows<{ id: number }>(strapi, 'template', { name }))[0]?.id;
  const reminder = await templateOf(said(templateNames.appointment));
  const invitation = await templateOf(said(templateNames.invitation));
  if (!campaigns || !reminder || !invitation) return;
  const tomorrow = new Date(now + dayMs);
  tomorrow.setUTCHours(said(shop).morning, 0, 0, 0);
  const values = said(bindings);
  const to = (groupId: number | undefined) => ({
    kind: 'all',
    filter: { groups: { include: [groupId] } },
  });
  const make = async (draft: { name: string; audience: object; [field: string]: unknown }) => {
    const { name } = draft;
    const [known] = await findRows<{ id: number; state: string }>(strapi, 'campaign', { name });
    return known ?? { ...(await campaigns.create({ accountId, ...draft })), state: 'draft' };
  };
  const planned = await make({
    name: said(campaignNames.planned),
    templateId: reminder,
    bindings: values,
    audience: to(groupIds[2]),
    when: 'at',
    scheduledAt: tomorrow.getTime(),
    timezone: said(shop).timezone,
  });
  if (planned.state === 'draft') {
    const { willReceive } = await campaigns.preflight(planned.id);
    await campaigns.launch(planned.id, { expected: willReceive, typed: willReceive }, userId);
  }
  await make({
    name: said(campaignNames.draft),
    templateId: invitation,
    bindings: { 'body.1': values['body.1'] },
    audience: to(groupIds[0]),
  });
};
