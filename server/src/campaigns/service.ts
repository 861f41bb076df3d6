import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, isSimulator } from '../accounts/public';
import type { Locale } from '../cloud-api/error-row';
import type {
  CampaignActionBody,
  CampaignDraftBody,
  CampaignErrorsResult,
  CampaignView,
  LaunchBody,
  ListCampaignsResult,
  ListRecipientsResult,
  PreflightResult,
  ResolveRecipientsBody,
} from '../contracts/campaigns';
import { canRetry, type MergedFact } from '../conversations/public';
import { groupsService } from '../groups/public';
import { DomainError, notFound } from '../kernel/errors';
import { logsService } from '../logs/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import { act, launch } from './actions';
import { newAttempts } from './attempts';
import { createBreakers } from './breakers';
import { addCounts, countFromRows, readCounts } from './count-store';
import { noCounts, shownCounts, type BucketCounts } from './domain/shown';
import { createRecipientFacts, type RecipientFacts } from './facts';
import { createPreflight } from './preflight';
import { createProgress } from './progress';
import { groupErrors, listRecipients, rowsFor, type RecipientQuery } from './recipients';
import { tickCampaigns } from './schedule';
import { skipForOptOut } from './opt-out';
import { createCampaignSource, type CampaignSource } from './source';
import { campaignById, campaignsIn, insertCampaign, listCampaigns, moveCampaign } from './store';
import { removeCampaign } from './remove';
import { sweepRecipients } from './sweep';
import { recipientTable, type CampaignRow } from './tables';
import { campaignView } from './view';

const PAGE = 30;

export interface Campaigns {
  list(query: {
    tab: string;
    q?: string | undefined;
    cursor?: string | undefined;
  }): Promise<ListCampaignsResult>;
  get(id: number): Promise<CampaignView>;
  create(draft: CampaignDraftBody): Promise<CampaignView>;
  update(id: number, draft: CampaignDraftBody): Promise<CampaignView>;
  /** Drafts, and finished ones with their recipients; never one that is under way. */
  remove(id: number): Promise<void>;
  preflight(id: number): Promise<PreflightResult>;
  launch(id: number, body: LaunchBody, userId: number): Promise<CampaignView>;
  act(id: number, body: CampaignActionBody): Promise<CampaignView>;
  recipients(query: RecipientQuery): Promise<ListRecipientsResult>;
  errors(id: number, locale: Locale): Promise<CampaignErrorsResult>;
  resolve(id: number, body: ResolveRecipientsBody, userId: number): Promise<number>;
  applyFacts(trx: Knex.Transaction, facts: MergedFact[]): Promise<RecipientFacts>;
  /** The sums of the campaigns, after every other lock but the feed's (engine 4.4). */
  countFacts(trx: Knex.Transaction, facts: RecipientFacts): Promise<void>;
  /** After the commit of facts: pages and breakers. */
  factsCommitted(facts: RecipientFacts): void;
  /** Pauses every running campaign of these numbers, or with this template. */
  pauseAll(
    where: { accountIds?: number[]; templateId?: number },
    reason: string,
    detail: string | null
  ): Promise<void>;
  /** Queued messages of a person who opted out never leave (engine 7.2); inside the opt-out's transaction. */
  skipPerson(
    trx: Knex.Transaction,
    contactId: number,
    category: 'marketing' | 'utility'
  ): Promise<void>;
  /** Why a number may not be removed, or null. */
  usesAccount(accountId: number): Promise<string | null>;
  usesGroup(groupId: number): Promise<string | null>;
  tick(): Promise<void>;
  sweep(): Promise<void>;
  /** Compares sums with rows; answers the differences by campaign (I17). */
  audit(): Promise<Map<number, BucketCounts>>;
  source: CampaignSource['source'];
}

export const createCampaigns = ({ strapi }: { strapi: Core.Strapi }): Campaigns => {
  const { db, clock, log } = contextOf(strapi);
  const progress = createProgress(strapi);
  const preflightOf = createPreflight(strapi);
  const applyFacts = createRecipientFacts(strapi);

  const write = (
    level: 'info' | 'warn' | 'error',
    event: string,
    line: { campaignId: number; text: string }
  ) => logsService(strapi).write({ area: 'campaign', level, event, ...line });

  const breakers = createBreakers(strapi, progress);
  const { source, waitingOf } = createCampaignSource(strapi, {
    changed: progress.changed,
    breaker: breakers.onRefusal,
    completed: (campaignId) => {
      write('info', 'completed', { campaignId, text: 'the campaign is completed' });
      progress.changed([campaignId]);
    },
  });

  const rowOf = async (id: number): Promise<CampaignRow> => {
    const row = await campaignById(db.knex, id);
    if (!row) throw notFound('the campaign');
    return row;
  };

  const audienceText = async (row: CampaignRow): Promise<string | null> => {
    if (row.audience?.kind !== 'group') return null;
    return groupsService(strapi)
      .get(row.audience.groupId)
      .then((group) => group.name)
      .catch(() => null); // the group was removed since
  };

  const views = async (rows: CampaignRow[]): Promise<CampaignView[]> => {
    const counts = await readCounts(
      db.knex,
      rows.map((row) => row.id)
    );
    const accounts = await accountsService(strapi).list();
    const templates = await templatesService(strapi).byIds(
      rows.flatMap((row) => (row.templateId ? [row.templateId] : []))
    );
    return Promise.all(
      rows.map(async (row) => {
        const account = accounts.find((a) => a.id === row.accountId);
        const template = row.templateId ? templates.get(row.templateId) : undefined;
        const mine = counts.get(row.id) ?? noCounts();
        return campaignView(row, {
          account: account
            ? {
                name: account.name,
                isSimulator: isSimulator(account),
                throughputMps: account.throughputMps,
              }
            : null,
          template: template
            ? { name: template.name, language: template.language, category: template.category }
            : null,
          audienceText: await audienceText(row),
          counts: mine,
          waiting: waitingOf(row.id, row.accountId),
          speed: progress.speed(row.id, shownCounts(mine).sent),
        });
      })
    );
  };

  const get = async (id: number): Promise<CampaignView> => {
    const [view] = await views([await rowOf(id)]);
    if (!view) throw notFound('the campaign');
    return view;
  };

  const changeOf = (draft: CampaignDraftBody): Partial<CampaignRow> => {
    const { when, ...rest } = draft;
    const change: Record<string, unknown> = { ...rest, ...(when ? { whenKind: when } : {}) };
    for (const key of Object.keys(change)) if (change[key] === undefined) delete change[key];
    return { ...(change as Partial<CampaignRow>), changedAt: clock.now() };
  };

  const wake = () => {
    sendingService(strapi)
      .workers.check()
      .catch((error: unknown) => log('campaigns').error('workers', { error: String(error) }));
  };

  const tick = async () => {
    if (await tickCampaigns(strapi, progress.changed)) wake();
  };

  const service: Campaigns = {
    source,
    get,
    applyFacts,
    countFacts: (trx, { delta }) => addCounts(trx, delta),
    tick,
    list: async (query) => {
      const { rows, nextCursor } = await listCampaigns(db.knex, { ...query, limit: PAGE });
      return { campaigns: await views(rows), nextCursor };
    },
    create: async (draft) => {
      const now = clock.now();
      const id = await insertCampaign(db.knex, {
        name: '',
        whenKind: 'now',
        state: 'draft',
        uncertainPolicy: 'ask',
        runNo: 0,
        snapshotCursor: 0,
        hiMax: 0,
        snapshotDone: false,
        lateLimitMs: 30 * 60_000,
        sample: false,
        addedAt: now,
        ...changeOf(draft),
      });
      progress.changed([id]);
      return get(id);
    },
    update: async (id, draft) => {
      await rowOf(id);
      const moved = await moveCampaign(db.knex, id, { from: ['draft'], change: changeOf(draft) });
      if (moved === 0)
        throw new DomainError('not-a-draft', 'only a draft can be changed', {
          status: 409,
          remedy: 'clone it',
        });
      progress.changed([id]);
      return get(id);
    },
    remove: async (id) => {
      await removeCampaign(db, await rowOf(id));
      progress.changed([id]);
    },
    preflight: async (id) => preflightOf(await rowOf(id), clock.now()),
    launch: async (id, body, userId) => {
      const campaign = await rowOf(id);
      const preflight = await preflightOf(campaign, clock.now());
      await launch(strapi, { campaign, body, preflight, userId });
      write('info', 'launched', {
        campaignId: id,
        text: `started for ${preflight.willReceive} people`,
      });
      progress.changed([id]);
      void tick();
      return get(id);
    },
    act: async (id, body) => {
      await act(strapi, await rowOf(id), body);
      write('info', body.action, { campaignId: id, text: body.action });
      progress.changed([id]);
      await tick();
      wake();
      return get(id);
    },
    recipients: async (query) => {
      await rowOf(query.campaignId);
      return listRecipients(strapi, query);
    },
    errors: async (id, locale) => {
      await rowOf(id);
      return groupErrors(strapi, id, locale);
    },
    resolve: async (id, { action, recipientIds }, userId) => {
      const { state } = await rowOf(id);
      if (action !== 'leave' && !['running', 'paused', 'completed'].includes(state)) {
        throw new DomainError(
          'not-possible-now',
          `nothing can be sent again while the campaign is ${state}`,
          {
            status: 409,
            remedy: 'start a new campaign for these people',
          }
        );
      }
      if (action === 'leave') {
        const ids = await rowsFor(strapi, {
          campaignId: id,
          shown: ['uncertain'],
          ids: recipientIds,
        });
        const n = await db
          .knex(recipientTable.table)
          .whereIn('id', ids)
          .andWhere({ state: 'uncertain' })
          .update({ state: 'left' });
        progress.changed([id]);
        return n;
      }
      const again = action === 'send-again';
      const ids = await rowsFor(strapi, {
        campaignId: id,
        shown: again ? ['uncertain', 'left'] : ['failed'],
        ids: recipientIds,
      });
      const changed = await newAttempts(strapi, {
        ids,
        decidedBy: `user:${userId}`,
        may: (row) =>
          again
            ? row.state === 'uncertain' || row.state === 'left'
            : canRetry(row) && (row.state === 'failed' || row.rank === 30),
      });
      progress.changed([id]);
      wake();
      return changed;
    },
    factsCommitted: (facts) => {
      progress.changed([...facts.campaignIds]);
      for (const row of facts.after.filter((one) => one.doubled)) {
        const where = { recipient: row.id, campaign: row.campaignId };
        log('campaigns').error('two attempts were accepted', where);
      }
      breakers
        .onFacts(facts)
        .catch((error: unknown) => log('campaigns').error('breaker', { error: String(error) }));
    },
    pauseAll: async ({ accountIds, templateId }, reason, detail) => {
      for (const campaign of await campaignsIn(db.knex, ['running', 'paused'])) {
        const hit =
          accountIds?.includes(campaign.accountId ?? 0) ||
          (templateId !== undefined && campaign.templateId === templateId);
        if (!hit) continue;
        await breakers.pause(campaign.id, reason, detail);
      }
    },
    skipPerson: async (trx, contactId, category) =>
      progress.changed(await skipForOptOut(trx, contactId, category)),
    usesAccount: async (accountId) => {
      const [first] = await campaignsIn(
        db.knex,
        ['scheduled', 'overdue', 'preparing', 'running', 'paused', 'cancelling'],
        accountId
      );
      return first ? `the campaign "${first.name}" uses this number` : null;
    },
    usesGroup: async (groupId) => {
      const open = await campaignsIn(db.knex, ['draft', 'scheduled', 'overdue', 'preparing']);
      const first = open.find(
        (campaign) => campaign.audience?.kind === 'group' && campaign.audience.groupId === groupId
      );
      return first ? `the campaign "${first.name}" goes to this group` : null;
    },
    sweep: async () => {
      const changed = await sweepRecipients(strapi);
      if (changed.length > 0) progress.changed(changed);
    },
    audit: async () => {
      const differences = new Map<number, BucketCounts>();
      for (const campaign of await campaignsIn(db.knex, [
        'running',
        'paused',
        'completed',
        'cancelled',
      ])) {
        const [rows, kept] = [
          await countFromRows(db.knex, campaign.id),
          (await readCounts(db.knex, [campaign.id])).get(campaign.id),
        ];
        const same = Object.entries(rows).every(
          ([bucket, n]) => (kept?.[bucket as keyof BucketCounts] ?? 0) === n
        );
        if (same || campaign.sample) continue;
        differences.set(campaign.id, rows);
        log('campaigns').error('sums differ from rows', { campaign: campaign.id });
      }
      return differences;
    },
  };
  return service;
};
