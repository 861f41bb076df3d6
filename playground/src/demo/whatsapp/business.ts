import type { Core } from '@strapi/strapi';
import { createBots, linkRecords } from './automation';
import { createAutomations } from './automations';
import { createFlows } from './flows';
import { createConversations, createFinishedCampaigns } from './history';
import { createKeys } from './keys';
import { nameFields } from './labels';
import { createPicture } from './library';
import { playLiveScene } from './live';
import { createOptInForms } from './opt-in';
import { moveOrders } from './orders';
import { createOutbound } from './outbound';
import { createPeople } from './people';
import { findRows, service } from './rows';
import { createPrices } from './prices';
import { createSegments } from './segments';
import { createSimulatorControl, type SimulatorControl } from './simulator';
import { createDesk, createGroups, createPlannedCampaigns, createTeam } from './team';
import { seedTemplates } from './templates';
import { createTesters } from './testers';
import { createWishes } from './wishes';

const people = 260;
const conversations = 28;

interface Templates {
  sync(accountId: number): Promise<unknown>;
}

const administratorId = async (strapi: Core.Strapi): Promise<number> => {
  const email = process.env['DEMO_ADMIN_EMAIL'];
  const user = (await strapi.db
    .query('admin::user')
    .findOne({ where: email ? { email } : {} })) as {
    id: number;
  } | null;
  return user?.id ?? 1;
};

/**
 * A year of a shop with WhatsApp: people with consents, tags and profile fields, a team with roles, groups and segments,
 * templates in every state, conversations, campaigns, quick replies and tasks. What is there already stays as it is, so that
 * a start that was cut off can be followed by another one.
 */
export const createDemoBusiness = async (strapi: Core.Strapi): Promise<void> => {
  const [account] = await findRows<{ id: number; baseUrl: string }>(strapi, 'account', {});
  if (!account) return;
  const now = Date.now();
  const accountId = account.id;
  const simulator = createSimulatorControl(account.baseUrl);
  await seedTemplates(simulator);
  await service<Templates>(strapi, 'templates')?.sync(accountId);
  await createPicture(strapi, 'Defne Demo');
  const userId = await administratorId(strapi);
  const agents = await createTeam(strapi);
  const everybody = await createPeople(strapi, { count: people, now });
  const groupIds = await createGroups(strapi, everybody);
  await createConversations(strapi, everybody, { accountId, now, count: conversations, agents });
  await createFinishedCampaigns(strapi, everybody, { accountId, now });
  await createDesk(strapi, everybody, { now, userId, agents });
  await createPlannedCampaigns(strapi, { accountId, now, groupIds, userId });
  await createSegments(strapi, groupIds);
  await createOptInForms(strapi);
  await createPrices(strapi);
  await createWishes(strapi, everybody);
  await createTesters(strapi, { accountId, now, id: userId, name: 'Defne Demo' });
  await createBots(strapi);
  await nameFields(strapi);
  await linkRecords(strapi, { id: userId, name: 'Defne Demo' });
  await createFlows(strapi);
  await createOutbound(strapi, { id: userId, name: 'Defne Demo' });
  await createKeys(strapi, { id: userId, name: 'Defne Demo' });
  await createAutomations(strapi, { id: userId, name: 'Defne Demo' });
};

/** What happens on the shop's first day, beside the start. It is not repeated: `begins` is called before it. */
export const playFirstDay = (
  strapi: Core.Strapi,
  simulator: SimulatorControl,
  begins: () => Promise<unknown>
): void =>
  void playLiveScene(simulator, begins)
    .then(() => moveOrders(strapi))
    .catch((error: unknown) =>
      strapi.log.warn(`The first day of the demo was cut short: ${String(error)}`)
    );
