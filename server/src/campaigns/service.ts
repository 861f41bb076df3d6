import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { audienceService } from '../audience/public';
import type { RunEnd } from '../flows/public';
import type { Locale } from '../cloud-api/error-row';
import type { PeopleChoice } from '../contracts/audience';
import type {
  CampaignActionBody,
  CampaignDraftBody,
  CampaignErrorsResult,
  CampaignReach,
  CampaignView,
  ExcludedResult,
  LaunchBody,
  ListCampaignsResult,
  ListRecipientsResult,
  PreflightResult,
  PreviewResult,
  ResolveRecipientsBody,
  ScheduleBody,
  SkipReason,
  TestBody,
} from '../contracts/campaigns';
import type { CanaryView, TestView, VariantLetter } from '../contracts/campaign-trial';
import type { CampaignTimesBody, CampaignTimesResult } from '../contracts/campaign-time';
import type { LogEvent } from '../contracts/log-events';
import type { TestSendResult } from '../contracts/testers';
import type { MergedFact } from '../conversations/public';
import { notFound } from '../kernel/errors';
import type { InputWords } from '../kernel/input-words';
import { logsService } from '../logs/public';
import { refuseLockedBindings, type Recategorised } from '../templates/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { act, launch, reschedule } from './actions';
import { canaryView } from './canary';
import { chooseWinner } from './decide';
import { changeOf, refuseBehind, saveDraft } from './draft-version';
import { copyOf, newDraft } from './drafts';
import { resolveRows } from './resolve';
import { createTryOut } from './try-out';
import { createViews } from './views';
import { createBreakers } from './breakers';
import { auditCounts } from './audit';
import { addCounts } from './count-store';
import type { BucketCounts } from './domain/shown';
import { flowEnded, withOpening } from './flow';
import { createRecipientFacts, type FirstWork, type RecipientFacts } from './facts';
import { createPreflight, draftTimes } from './preflight';
import type { OperationSource } from '../operations/public';
import { createOperationSource } from './operation-source';
import { runtimeService } from '../runtime/public';
import { tellCompleted } from './completed-line';
import { createProgress, type Progress } from './progress';
import { countNotReached, inWords, listRecipients, type RecipientQuery } from './recipients';
import { skipForOptOut } from './opt-out';
import { createCampaignSource, type CampaignSource } from './source';
import { campaignById, insertCampaign, listCampaigns } from './store';
import { reachOf } from './reach';
import { purgeRemoved, removeCampaign } from './remove';
import { sweepRecipients } from './sweep';
import type { CampaignRow } from './tables';
import { usesOf } from './uses';
import { testViewOf } from './test-view';
import type { TrialHooks } from './trial-hooks';
import { allBindings, draftOf } from './variants';
import { createWaking } from './waking';

const PAGE = 30;

export interface Campaigns {
  list(query: {
    tab: string;
    q?: string | undefined;
    cursor?: string | undefined;
  }): Promise<ListCampaignsResult>;
  get(id: number): Promise<CampaignView>;
  create(draft: CampaignDraftBody, by: number): Promise<CampaignView>;
  /** Refuses a change of a version that somebody saved over (`basedOn`). */
  update(id: number, draft: CampaignDraftBody, by: number): Promise<CampaignView>;
  /** Drafts, and finished ones with their recipients; never one that is under way. */
  remove(id: number): Promise<void>;
  /** Nightly: what a deleted campaign left and nothing asks for any more. */
  purgeRemoved(): Promise<void>;
  preflight(id: number): Promise<PreflightResult>;
  /** How many of a choice may get the draft's message; counts on only while somebody waits for it. */
  reach(id: number, choice: PeopleChoice, waits: () => boolean): Promise<CampaignReach>;
  /** How many would be due when, for a time that is being chosen (M-45, M-46). */
  times(id: number, body: CampaignTimesBody): Promise<CampaignTimesResult>;
  launch(id: number, body: LaunchBody, userId: number): Promise<CampaignView>;
  act(id: number, body: CampaignActionBody, userId: number | null): Promise<CampaignView>;
  /** Another time for one that is scheduled or missed its start (M-16). */
  reschedule(id: number, body: ScheduleBody): Promise<CampaignView>;
  /** A new draft with everything that was chosen; the time is chosen again. */
  clone(id: number, name: string): Promise<CampaignView>;
  /** The people behind a line of the bill. */
  excluded(
    id: number,
    page: { reason: SkipReason; cursor?: string | undefined; limit: number }
  ): Promise<ExcludedResult>;
  /** What one person would read, of a test by variant. Throws what they lack. */
  preview(
    id: number,
    ask: { contactId: number; variant?: VariantLetter | undefined }
  ): Promise<PreviewResult>;
  /** The message to testers; counts nowhere. */
  test(id: number, body: TestBody, by: { id: number; name: string }): Promise<TestSendResult>;
  /** What became of the test batch that got it first (M-43). */
  canary(id: number): Promise<CanaryView>;
  /** Variants and hold-out side by side (M-44, A-12). */
  trial(id: number): Promise<TestView>;
  /** A person says which variant the others get. */
  choose(id: number, winner: VariantLetter, userId: number): Promise<CampaignView>;
  recipients(query: RecipientQuery): Promise<ListRecipientsResult>;
  errors(id: number, locale: Locale): Promise<CampaignErrorsResult>;
  resolve(id: number, body: ResolveRecipientsBody, userId: number): Promise<number>;
  applyFacts(
    trx: Knex.Transaction,
    facts: MergedFact[],
    first?: FirstWork
  ): Promise<RecipientFacts>;
  /** The sums of the campaigns, after every other lock (engine 9). */
  countFacts(trx: Knex.Transaction, facts: RecipientFacts): Promise<void>;
  /** After the commit of facts: pages and breakers. */
  factsCommitted(facts: RecipientFacts): void;
  /** Pauses every running campaign of these numbers, or with this template. */
  pauseAll(
    where: { accountIds?: number[]; templateId?: number },
    reason: LogEvent<'campaign'>,
    detail: string | null
  ): Promise<void>;
  /** What pauses the open campaigns of a template that became marketing. */
  recategorised(): Promise<Recategorised>;
  /** Queued messages of a person who opted out never leave (engine 8); inside the opt-out's transaction. */
  skipPerson(
    trx: Knex.Transaction,
    contactId: number,
    category: 'marketing' | 'utility'
  ): Promise<void>;
  /** A bot's chain that a campaign started has ended, in the transaction of its end. */
  flowEnded(trx: Knex.Transaction, end: RunEnd): Promise<void>;
  /** Why a number may not be removed, or null. */
  usesAccount(accountId: number): Promise<InputWords | null>;
  usesGroup(groupId: number): Promise<InputWords | null>;
  tick(): Promise<void>;
  sweep(): Promise<void>;
  /** Compares sums with rows; answers the differences by campaign (I17). */
  audit(): Promise<Map<number, BucketCounts>>;
  source: CampaignSource['source'];
  /** Bulk sends as the Operations page shows them. */
  operationSource: OperationSource;
}

const existing = async (sql: Sql, id: number): Promise<CampaignRow> => {
  const row = await campaignById(sql, id);
  if (!row) throw notFound('the campaign');
  return row;
};

/** Throws for sensitive fields that nobody allowed, in the choice of people or in the values. */
const refuseSensitive = async (strapi: Core.Strapi, draft: CampaignDraftBody): Promise<void> => {
  if (draft.audience) await audienceService(strapi).resolve(draft.audience);
  for (const bindings of allBindings(draft)) await refuseLockedBindings(strapi, bindings);
};

/** Lines of the log that people read. */
const tellOf =
  (strapi: Core.Strapi): TrialHooks['tell'] =>
  (level, event, line) =>
    logsService(strapi).write({ area: 'campaign', level, event, ...line });

/** Work that the caller does not wait for. */
const laterOf = (strapi: Core.Strapi) => (name: string, work: () => Promise<unknown>) =>
  void runtimeService(strapi).background.run(contextOf(strapi).log('campaigns'), name, work);

/** What the wizard asks of a draft with another choice in place of its own. */
const countsOf = (
  strapi: Core.Strapi,
  rowOf: (id: number) => Promise<CampaignRow>
): Pick<Campaigns, 'reach' | 'times'> => ({
  reach: async (id, choice, waits) => reachOf(strapi, await rowOf(id), { choice, waits }),
  times: async (id, body) => draftTimes(strapi, await rowOf(id), body),
});

const removing = (
  strapi: Core.Strapi,
  rowOf: (id: number) => Promise<CampaignRow>,
  { changed }: Pick<Progress, 'changed'>
): Pick<Campaigns, 'remove' | 'purgeRemoved'> => {
  const { db, clock } = contextOf(strapi);
  return {
    remove: async (id) => {
      await removeCampaign(db, await rowOf(id), clock.now());
      changed([id]);
    },
    purgeRemoved: () => purgeRemoved(db, clock.now()),
  };
};

export const createCampaigns = ({ strapi }: { strapi: Core.Strapi }): Campaigns => {
  const { db, clock, log, random } = contextOf(strapi);
  const progress = createProgress(strapi);
  const later = laterOf(strapi);
  const preflightOf = createPreflight(strapi);
  const tryOut = createTryOut(strapi);
  const tell = tellOf(strapi);
  const { onFacts, onRefusal, ...pausing } = createBreakers(strapi, progress);
  const completed = (campaignId: number) => {
    later('completed', () => tellCompleted(strapi, campaignId));
    progress.changed([campaignId]);
  };
  const hooks = { changed: progress.changed, breaker: onRefusal, completed };
  const { source, whyNotNow } = createCampaignSource(strapi, hooks);

  const rowOf = async (id: number) => withOpening(strapi, await existing(db.knex, id));
  const views = createViews(strapi, { whyNotNow, speed: progress.speed });

  const get = async (id: number): Promise<CampaignView> => {
    const [view] = await views([await rowOf(id)]);
    if (!view) throw notFound('the campaign');
    return view;
  };

  const { tick, advance, wakeFor } = createWaking(strapi, { ...progress, later, tell });

  return {
    source,
    operationSource: createOperationSource(strapi, { whyNotNow, speed: progress.speed }),
    get,
    applyFacts: createRecipientFacts(strapi),
    countFacts: (trx, { delta }) => addCounts(trx, delta),
    tick,
    list: async (query) => {
      const { rows, nextCursor } = await listCampaigns(db.knex, { ...query, limit: PAGE });
      return { campaigns: await views(rows), nextCursor };
    },
    create: async (draft, by) => {
      await refuseSensitive(strapi, draft);
      const now = clock.now();
      const id = await insertCampaign(
        db.knex,
        newDraft(random, { addedAt: now, ...changeOf(draft, { now, by }) })
      );
      progress.changed([id]);
      return get(id);
    },
    update: async (id, draft, by) => {
      const row = await rowOf(id);
      await refuseSensitive(strapi, draft);
      await saveDraft(strapi, row, { draft, by });
      progress.changed([id]);
      return get(id);
    },
    ...removing(strapi, rowOf, progress),
    preflight: async (id) => preflightOf(await rowOf(id), clock.now()),
    ...countsOf(strapi, rowOf),
    launch: async (id, body, userId) => {
      const campaign = await rowOf(id);
      const isOther = body.basedOn !== undefined && body.basedOn !== campaign.changedAt;
      if (campaign.state === 'draft' && isOther) await refuseBehind(strapi, campaign);
      const preflight = await preflightOf(campaign, clock.now());
      await launch(strapi, { campaign, body, preflight, userId });
      tell('info', 'launched', {
        campaignId: id,
        text: `started for ${preflight.willReceive} people`,
        details: { people: preflight.willReceive },
      });
      progress.changed([id]);
      later('first tick', () => advance(id));
      return get(id);
    },
    act: async (id, body, by) => {
      const campaign = await rowOf(id);
      await act(strapi, campaign, { ...body, by });
      const { action } = body;
      // That sending goes on is said of all campaigns.
      if (action !== 'go-on') tell('info', action, { campaignId: id, text: action });
      progress.changed([id]);
      await advance(id);
      wakeFor(campaign);
      return get(id);
    },
    reschedule: async (id, body) => {
      await reschedule(strapi, await rowOf(id), body);
      tell('info', 'rescheduled', { campaignId: id, text: 'another time was set' });
      progress.changed([id]);
      return get(id);
    },
    clone: async (id, name) => {
      const copy = copyOf(await rowOf(id), { name, now: clock.now(), random });
      const made = await insertCampaign(db.knex, copy);
      progress.changed([made]);
      return get(made);
    },
    excluded: async (id, page) => tryOut.excluded(await rowOf(id), page),
    preview: async (id, { contactId, variant }) =>
      tryOut.preview(draftOf(await rowOf(id), variant ?? null), contactId),
    canary: async (id) => canaryView(db, await rowOf(id)),
    trial: async (id) => testViewOf(strapi, await rowOf(id)),
    choose: async (id, winner, userId) => {
      await chooseWinner(strapi, await rowOf(id), { winner, userId });
      tell('info', 'winner-chosen', { campaignId: id, text: winner, details: { winner } });
      progress.changed([id]);
      await advance(id);
      return get(id);
    },
    test: async (id, body, by) => {
      const row = draftOf(await rowOf(id), body.variant ?? null);
      const tried = await tryOut.test(row, body, by.id);
      const sent = tried.results.filter((one) => one.ok).length;
      tell('info', 'tested', {
        campaignId: id,
        text: `a test went to ${sent} testers`,
        details: { people: sent, by: by.name },
      });
      return tried;
    },
    recipients: async (query) => listRecipients(strapi, await rowOf(query.campaignId), query),
    errors: async (id, locale) => {
      await rowOf(id);
      return inWords(await countNotReached(db.knex, id), locale);
    },
    resolve: async (id, body, userId) => {
      const campaign = await rowOf(id);
      const changed = await resolveRows(strapi, campaign, { ...body, userId });
      progress.changed([id]);
      wakeFor(campaign);
      return changed;
    },
    factsCommitted: (facts) => {
      progress.changed([...facts.campaignIds]);
      for (const row of facts.after.filter((one) => one.doubled)) {
        const where = { recipient: row.id, campaign: row.campaignId };
        log('campaigns').error('two attempts were accepted', where);
      }
      later('breaker', () => onFacts(facts));
    },
    ...pausing,
    skipPerson: async (trx, contactId, category) =>
      progress.changed(await skipForOptOut(trx, contactId, { category, at: clock.now() })),
    flowEnded: async (trx, end) => {
      const changed = await flowEnded(trx, end, clock.now());
      if (changed !== null) progress.changed([changed]);
    },
    ...usesOf(db),
    sweep: async () => progress.changed(await sweepRecipients(strapi)),
    audit: () => auditCounts(strapi),
  };
};
