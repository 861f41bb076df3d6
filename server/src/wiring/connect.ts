import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import {
  automationHolds,
  automationsService,
  groupsOfAutomations,
  ofAutomations,
  segmentsOfAutomations,
  withAutomations,
} from '../automations/public';
import { botsService, groupsOfBots, keyUses, segmentsOfBots } from '../bots/public';
import { deedOperation } from '../audience/deeds';
import { audienceService, segmentsOfViews } from '../audience/public';
import {
  campaignsOfTemplate,
  campaignsService,
  mergeRecipients,
  promotionsByCampaign,
  campaignTable,
  chainHolds,
  campaignTouches,
  createTemplateCounts,
  hasReplied,
  segmentsOfCampaigns,
  wakeRecipients,
} from '../campaigns/public';
import { consentService } from '../consent/public';
import { contactsService, markedFields } from '../contacts/public';
import {
  conversationsService,
  fileHints,
  mergeConversations,
  seenInConversation,
} from '../conversations/public';
import { conversionsService } from '../conversions/public';
import { flowsService, sparedBy } from '../flows/public';
import { groupsService } from '../groups/public';
import { lastMessagePerTemplate } from '../insights/public';
import { linksService } from '../links/public';
import { logsService } from '../logs/public';
import { mediaService } from '../media/public';
import { optInService } from '../opt-in/public';
import { operationsService } from '../operations/public';
import { realtimeService } from '../realtime/public';
import { markedRecords, recordsService } from '../records/public';
import { mergeLater, sendingService } from '../sending/public';
import { runtimeService } from '../runtime/public';
import { groupsOfSegments, segmentsService } from '../segments/public';
import { sensitiveService } from '../sensitive/public';
import { contextOf } from '../strapi/context';
import { systemKeysService } from '../system-keys/public';
import { tasksService } from '../tasks/public';
import {
  isNumberOpen,
  joinWaits,
  mergeAnswers,
  mergeNotes,
  namedConversations,
  teamService,
} from '../team/public';
import { templatesService } from '../templates/public';
import { testersService } from '../testers/public';
import { afterHold } from './asked-stop';
import { connectBotEvents } from './bot-events';
import { connectHandover } from './handover';
import { connectMergePreview } from './merge-preview';
import { connectOutbound } from './outbound';
import { connectOperations } from './operations';
import { connectPrivacy } from './privacy';
import { connectWebhook } from './webhook';

const campaignNames = async (strapi: Core.Strapi, ids: number[]): Promise<Map<number, string>> => {
  const rows = (await contextOf(strapi)
    .db.knex(campaignTable.table)
    .whereIn('id', ids)
    .select('id', 'name')) as { id: unknown; name: string }[];
  return new Map(rows.map(({ id, name }) => [Number(id), name]));
};

/** Who sends a template: for its page, its deletion and the list. */
const connectTemplateUses = (strapi: Core.Strapi): void => {
  const { db, clock } = contextOf(strapi);
  const { knex } = db;
  templatesService(strapi).uses.push(
    (id) => campaignsOfTemplate(knex, id),
    async (id) => withAutomations(knex, await botsService(strapi).usesOfTemplate(id))
  );
  templatesService(strapi).recategorised = () => campaignsService(strapi).recategorised();
  templatesService(strapi).useCounts.push(
    createTemplateCounts(knex, clock),
    () => lastMessagePerTemplate(knex),
    () => botsService(strapi).countsPerTemplate()
  );
};

/** What a saved segment means is told to the audience, and what uses it to the segment. */
const connectSegments = (strapi: Core.Strapi): void => {
  const { knex } = contextOf(strapi).db;
  const segments = segmentsService(strapi);
  audienceService(strapi).segmentSources.push(segments.trees);
  segments.uses.push(
    () => segmentsOfCampaigns(knex),
    () => segmentsOfViews(knex),
    () => segmentsOfAutomations(knex),
    async () => ofAutomations(knex, await segmentsOfBots(strapi))
  );
};

/** What keeps a group from being deleted: campaigns that have not started, and conditions of segments, automations and bots. */
const connectGroups = (strapi: Core.Strapi): void => {
  const { knex } = contextOf(strapi).db;
  const { guards, uses } = groupsService(strapi);
  guards.push((id) => campaignsService(strapi).usesGroup(id));
  uses.push(
    () => groupsOfSegments(knex),
    () => groupsOfAutomations(knex),
    async () => ofAutomations(knex, await groupsOfBots(strapi))
  );
};

/** What an opt-out stops, and whom changed quiet hours wake. */
const connectConsent = (strapi: Core.Strapi): void => {
  const campaigns = campaignsService(strapi);
  consentService(strapi).optOutEffects.push(async (trx, contactId, category) => {
    await campaigns.skipPerson(trx, contactId, category);
    const spares = sparedBy(category);
    await flowsService(strapi).stopProactive(trx, [contactId], { reason: 'opted-out', spares });
  });
  consentService(strapi).newsEffects.push(async (trx, news) => {
    const paused = news.flatMap((one) =>
      one.kind === 'pause' && one.until !== null ? [one.contactId] : []
    );
    if (paused.length > 0)
      await flowsService(strapi).stopProactive(trx, paused, { reason: 'paused' });
  });
  consentService(strapi).holdEffects.push(afterHold(strapi));
  consentService(strapi).quietEffects.push(
    () => sendingService(strapi).wake(),
    () => wakeRecipients(strapi)
  );
};

/** Through which rooms a person and a conversation are seen, and which ones tags set off. */
const connectPeople = (strapi: Core.Strapi): void => {
  const { knex } = contextOf(strapi).db;
  conversationsService(strapi).hasReplied = (campaignId, id) => hasReplied(knex, campaignId, id);
  conversationsService(strapi).namedIn = (userId, which) => namedConversations(knex, userId, which);
  contactsService(strapi).seenThrough.push(seenInConversation(strapi));
  contactsService(strapi).tagEffects.push((trx, added) => botsService(strapi).onTags(trx, added));
};

/** Linked entries: whom they are about, what they say of consent and of what people did. */
const connectRecords = (strapi: Core.Strapi): void => {
  const records = recordsService(strapi);
  contactsService(strapi).peopleEffects.push(async (trx, people) => {
    await records.linkPeople(trx, people);
  });
  for (const kind of records.operationKinds) operationsService(strapi).register(kind);
  // What an entry says of consent is recorded as everybody else's word is; it never overrules who left (O-17).
  records.consentEffects.push(async (trx, { contactId, action, uid, documentId, at }) => {
    const said = { contactId, source: 'linked record', evidence: `${uid} ${documentId}`, at };
    if (action === 'not-theirs') return consentService(strapi).disown(trx, said);
    await consentService(strapi).record(trx, {
      ...said,
      category: 'marketing',
      action,
      // A field says that somebody agreed, not when: any refusal of their own counts more.
      undated: action === 'opt-in',
    });
  });
  records.watchers.push(automationsService(strapi).watcher);
  const conversions = conversionsService(strapi);
  conversions.touches = campaignTouches;
  records.conversionEffects.push((trx, found) => conversions.recordEffect(trx, found));
  // And what people say, in whatever way, is written into their entries where a mapping says so (O-23).
  consentService(strapi).newsEffects.push((trx, news) =>
    records.consentChanged(
      trx,
      news.flatMap((one) =>
        one.kind !== 'pause' && one.categories.includes('marketing') ? [one.contactId] : []
      )
    )
  );
};

/** What follows for campaigns and teams when a bot is done or cannot go on, and which keys bots need. */
const connectBots = (strapi: Core.Strapi): void => {
  logsService(strapi).names.bot = (ids) => botsService(strapi).names(ids);
  const flows = flowsService(strapi);
  systemKeysService(strapi).uses.push(() => keyUses(strapi));
  flows.keeper = botsService(strapi).keeper;
  flows.sources = {
    isOpen: (accountId, at, sql) => isNumberOpen(sql, accountId, at),
    teams: () => teamService(strapi).givingTeams(),
    giveToTeam: (trx, gift) => teamService(strapi).giveTo(trx, gift),
    startFlow: (run, flowId) => botsService(strapi).startFrom(run, flowId),
    halts: (run, next) => automationsService(strapi).halts(run, next),
    causeOf: (run) => automationsService(strapi).causeOf(run),
  };
  flows.runEffects.push((trx, end) => campaignsService(strapi).flowEnded(trx, end));
  flows.callEffects.push({
    load: () => teamService(strapi).load(),
    called: (trx, conversation) => teamService(strapi).onCall(trx, conversation),
  });
  const { failedEffects, blockedEffects } = conversationsService(strapi);
  failedEffects.push((trx, ids) => flows.repliesFailed(trx, ids));
  blockedEffects.push((trx, contactId) => flows.stopAll(trx, contactId, 'blocked'));
};

/** What began a message may hold it back or end it: a campaign, or an automation. */
const connectHalts = (strapi: Core.Strapi): void => {
  const sending = sendingService(strapi);
  sending.chainHolds = async (sql, chains) =>
    new Map([...(await chainHolds(sql, chains)), ...(await automationHolds(sql, chains))]);
  sending.runHalts = (trx, runIds) => automationsService(strapi).runHalts(trx, runIds);
  flowsService(strapi).runEffects.push((trx, end) => automationsService(strapi).runEnded(trx, end));
};

/** Hands the rooms what they need of rooms above them: every dependency that points upward is in this file. */
export const connectRooms = (strapi: Core.Strapi): void => {
  const { log } = contextOf(strapi);
  const accounts = accountsService(strapi);
  const campaigns = campaignsService(strapi);
  const logs = logsService(strapi);

  connectWebhook(strapi);
  sensitiveService(strapi).marks.push(markedFields, markedRecords(strapi));
  connectOperations(strapi);
  sendingService(strapi).workers.sources.push(campaigns.source);
  sendingService(strapi).promotionSources.push(promotionsByCampaign);
  connectHalts(strapi);
  connectBots(strapi);
  connectBotEvents(strapi);
  connectConsent(strapi);
  connectOutbound(strapi);
  connectRecords(strapi);
  const { joinEffects } = conversationsService(strapi);
  joinEffects.push(joinWaits, tasksService(strapi).joinEffect, flowsService(strapi).joinEffect);
  contactsService(strapi).mergeEffects.push(
    recordsService(strapi).mergeEffect,
    (trx, people) => mergeConversations(trx, people, joinEffects),
    mergeNotes,
    mergeAnswers,
    mergeRecipients,
    mergeLater,
    groupsService(strapi).mergeEffect,
    optInService(strapi).mergeEffect,
    linksService(strapi).mergeEffect,
    conversionsService(strapi).mergeEffect,
    tasksService(strapi).mergeEffect,
    testersService(strapi).mergeEffect,
    flowsService(strapi).mergeEffect,
    automationsService(strapi).mergeEffect,
    // Last: an opt-out of either skips what the survivor now has.
    consentService(strapi).mergeEffect
  );
  connectMergePreview(strapi);
  connectHandover(strapi);
  conversationsService(strapi).campaignNames = (ids) => campaignNames(strapi, ids);
  mediaService(strapi).shown.push((trx, messageId) => fileHints(trx, messageId));
  connectPeople(strapi);
  operationsService(strapi).register(deedOperation(strapi));
  connectPrivacy(strapi);
  accounts.guards.push((id) => campaigns.usesAccount(id));
  connectTemplateUses(strapi);
  connectSegments(strapi);
  connectGroups(strapi);
  const { background } = runtimeService(strapi);
  logs.onFlush.push((id) => {
    const tell = () => realtimeService(strapi).publish([{ type: 'log', id }]);
    void background.run(log('wiring'), 'log hint', tell);
  });
};
