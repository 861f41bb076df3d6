import type { Page } from 'playwright-core';
import type { ConversationView } from '../../server/src/contracts/conversations';
import type { TeamBody, TeamSettings } from '../../server/src/contracts/team';
import type { Demo } from '../support/demo';
import { callerWith, hire, type Caller, type Colleague } from '../support/demo-team';
import { eventually } from '../support/world';

const CHAT = ['chat.read', 'chat.read-unassigned', 'chat.read-all', 'chat.reply'] as const;
const DESK = { whenReopened: 'keep', hours: null, away: null, greeting: null };
const RULE = { method: 'round-robin', who: 'on-duty', maxLoad: 20 } as const;

/** The token of who is signed in on the page: signing in once more would be refused after five times. */
const tokenOf = async (page: Page): Promise<string> => {
  const cookies = await page.context().cookies();
  const kept = cookies.find(({ name }) => name === 'jwtToken')?.value;
  return (
    kept ?? page.evaluate(() => JSON.parse(localStorage.getItem('jwtToken') ?? '""') as string)
  );
};

const saveTeam = async (
  { ask }: Caller,
  name: string,
  team: Partial<TeamBody> & Pick<TeamBody, 'memberIds'>
): Promise<number> => {
  const body = { name, ...RULE, fallbackId: null, ...team };
  const { teams } = await ask<TeamSettings>('POST', '/whatsapp/team/teams', body);
  return teams.find((one) => one.name === name)?.id ?? 0;
};

/** Shares the first open conversations out: this many to each. */
const share = async ({ ask }: Caller, load: readonly (readonly [Colleague, number])[]) => {
  const path = '/whatsapp/conversations?status=open&scope=unassigned&limit=50';
  const { conversations } = await ask<{ conversations: ConversationView[] }>('GET', path);
  const owners = load.flatMap(([{ id }, count]) => Array.from({ length: count }, () => id));
  for (const [index, assigneeId] of owners.entries()) {
    const id = conversations[index]?.id;
    if (id !== undefined) await ask('PUT', `/whatsapp/conversations/${id}`, { assigneeId });
  }
};

/** Three more colleagues, two of them at their pages, in two teams with work; the shop's own have no password. */
export const bringTeam = async (demo: Demo, page: Page): Promise<void> => {
  await page.goto(demo.adminUrl);
  await page.locator('main').first().waitFor();
  const owner = callerWith(demo, await tokenOf(page));
  const deniz = await hire(owner, ['Deniz', 'Aksoy'], CHAT);
  const mert = await hire(owner, ['Mert', 'Yıldız'], CHAT);
  const selin = await hire(owner, ['Selin', 'Koç'], CHAT);
  const service = await saveTeam(owner, 'Müşteri hizmetleri', {
    memberIds: [deniz.id, selin.id, mert.id],
  });
  await saveTeam(owner, 'Toptan satış', {
    memberIds: [mert.id, deniz.id],
    method: 'least-busy',
    maxLoad: 5,
    fallbackId: selin.id,
  });
  const { desks } = await owner.ask<TeamSettings>('GET', '/whatsapp/team/settings');
  for (const { accountId } of desks)
    await owner.ask('PUT', `/whatsapp/team/desks/${accountId}`, { ...DESK, teamId: service });
  await share(owner, [
    [deniz, 6],
    [selin, 4],
    [mert, 1],
  ]);
  await owner.ask('PUT', `/whatsapp/team/people/${mert.id}/duty`, { onDuty: false });
  for (const colleague of [deniz, selin]) {
    const inbox = await demo.admin({}, colleague);
    await inbox.goto(`${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp/inbox`);
    await inbox.getByTestId('conversation-row').first().waitFor();
  }
  await eventually('both are seen', async () => {
    const { people } = await owner.ask<TeamSettings>('GET', '/whatsapp/team/settings');
    const online = people.flatMap(({ id, isOnline }) => (isOnline ? [id] : []));
    return [deniz, selin].every(({ id }) => online.includes(id));
  });
};
