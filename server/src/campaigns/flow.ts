import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botsService } from '../bots/public';
import { openRunsOf, type RunEnd } from '../flows/public';
import type { CampaignState } from '../contracts/campaigns';
import { messageTable, RANK } from '../conversations/public';
import { logsService } from '../logs/public';
import { sleeps, sleepsBehind, unaskedOwner, type ChainHolds } from '../sending/public';
import { templatesService } from '../templates/public';
import { contextOf } from '../strapi/context';
import { dbNow, type Db } from '../strapi/db';
import { keepCounts } from './count-store';
import { opensAsBefore, type Opening } from './domain/opening';
import {
  campaignTable,
  recipientTable,
  type CampaignRow,
  type PauseReason,
  type RecipientRow,
} from './tables';

const RECIPIENTS = recipientTable.table;
const KEY = /^campaign:(\d+):(\d+):(\d+)$/;

const keyOf = ({ campaignId, id, attempt }: RecipientRow): string =>
  `campaign:${campaignId}:${id}:${attempt}`;

/** Of a person who got the campaign's own message: one chain, whatever attempt it was that got through. */
const keyBehind = (row: RecipientRow): string => keyOf({ ...row, attempt: 0 });

/** A flow that begins with a template: the campaign sends that as its own message, and the bot says what follows. */
const opensItself = ({ kind, templateId }: Pick<CampaignRow, 'kind' | 'templateId'>): boolean =>
  kind === 'flow' && templateId !== null;

/** The template that the campaign names, also where the row stands for one of its languages. */
const templateNamed = ({
  templateId,
  namedTemplateId = templateId,
}: Pick<CampaignRow, 'templateId' | 'namedTemplateId'>): number | null => namedTemplateId;

/**
 * A flow campaign gets its bot's current opening template, that template's values (M-11), and whether each person gets it in
 * their language (E-25); other campaigns are unchanged.
 */
export const withOpeningNow = async (
  strapi: Core.Strapi,
  campaign: CampaignRow
): Promise<CampaignRow> => {
  const { kind, botId } = campaign;
  if (kind !== 'flow') return campaign;
  const opening = botId === null ? null : await botsService(strapi).openingTemplate(botId);
  if (opening === null) return { ...campaign, templateId: null, bindings: null, byLanguage: false };
  const { templateId } = opening;
  const template = (await templatesService(strapi).byIds([templateId])).get(templateId);
  return { ...campaign, ...opening, bindings: template?.bindings ?? null };
};

/**
 * The same for a draft: all that checks, counts, shows or prices it takes it for a campaign of that template. A started
 * campaign keeps what it has.
 */
export const withOpening = (strapi: Core.Strapi, campaign: CampaignRow): Promise<CampaignRow> =>
  campaign.state === 'draft' ? withOpeningNow(strapi, campaign) : Promise.resolve(campaign);

/** What the campaign sends, as its start wrote it down. */
const openingAtStart = (campaign: CampaignRow): Opening => ({
  templateId: templateNamed(campaign),
  byLanguage: campaign.byLanguage,
});

/** Why a running campaign must wait because of its bot; null: it need not. */
export const flowHindrance = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  accountId: number
): Promise<Pick<PauseReason, 'reason' | 'detail'> | null> => {
  const { kind, botId } = campaign;
  if (kind !== 'flow') return null;
  // Asked before each group of people: the bot is read once.
  const start = await botsService(strapi).flowStart(botId ?? 0, accountId);
  if (start.problem !== null) return { reason: 'bot-not-usable', detail: start.problem };
  const now = start.opening ?? { templateId: null, byLanguage: false };
  const isSame = opensAsBefore(openingAtStart(campaign), now);
  return isSame ? null : { reason: 'bot-begins-otherwise', detail: null };
};

/** Most chains of a campaign that are begun and have not sent all: a pause finds no more on their way. */
const CHAINS_AHEAD = 200;

const chainOf = (campaignId: number): string => `campaign:${campaignId}`;
const CHAIN = /^campaign:(\d+)$/;

const holdOf = (state: CampaignState | undefined): 'wait' | 'end' | null => {
  if (state === 'paused') return 'wait';
  // Without a campaign nobody could stop them any more.
  return state === undefined || ['cancelling', 'cancelled', 'failed'].includes(state)
    ? 'end'
    : null;
};

/** Id of the campaign that the chain belongs to; null for any other chain. */
export const campaignOfChain = (chain: string | null): number | null => {
  const id = CHAIN.exec(chain ?? '')?.[1];
  return id === undefined ? null : Number(id);
};

/** For `sendingService.chainHolds`: chains of a paused campaign wait, those of a cancelled one end. */
export const chainHolds: ChainHolds = async (sql, chains) => {
  const ids = [...new Set(chains.flatMap((chain) => campaignOfChain(chain) ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await sql(campaignTable.table)
    .whereIn('id', ids)
    .select<{ id: unknown; state: CampaignState }[]>('id', 'state');
  const states = new Map(rows.map(({ id, state }) => [Number(id), state]));
  return new Map(
    ids.flatMap((id) => {
      const hold = holdOf(states.get(id));
      return hold ? [[chainOf(id), hold] as const] : [];
    })
  );
};

/**
 * How many chains may begin now: no more than the number sends soon, so that it sets their pace too. What sleeps until
 * somebody's morning, and what comes behind it, is not sent soon, and holds up nobody who is awake.
 */
export const chainRoom = async (
  db: Db,
  campaign: Pick<CampaignRow, 'id' | 'kind' | 'templateId'>,
  asked: number
): Promise<number> => {
  // Where the campaign sends its own message, the number's speed sets the pace as for any.
  if (campaign.kind !== 'flow' || opensItself(campaign)) return asked;
  const { id } = campaign;
  const chain = chainOf(id);
  const sql = db.knex;
  const begun = await openRunsOf(sql, chain, CHAINS_AHEAD);
  const claimed = await sql(RECIPIENTS)
    .where({ campaign_id: id, state: 'claimed' })
    .limit(CHAINS_AHEAD)
    .select<unknown[]>('id');
  const queued = await sql(`${messageTable.table} as m`)
    .where({ 'm.state': 'queued', 'm.key_owner': unaskedOwner(chain) })
    .whereRaw(`NOT ${sleeps('m', db.now)} AND NOT ${sleepsBehind('m', db.now)}`)
    .limit(CHAINS_AHEAD)
    .select<unknown[]>('m.id');
  return Math.min(asked, Math.max(0, CHAINS_AHEAD - claimed.length - begun - queued.length));
};

/**
 * Starts the bot's chain for people who passed the gate, in the permit's transaction: the run and the row that says so
 * are one commit, and the key makes a repeat harmless. The chain's messages pass the door by themselves (M-11).
 */
export const startFlows = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { campaign, rows }: { campaign: CampaignRow; rows: RecipientRow[] }
): Promise<void> => {
  const { botId, accountId } = campaign;
  if (botId === null || accountId === null || rows.length === 0) return;
  for (const row of rows)
    await botsService(strapi).startFlow(trx, {
      botId,
      accountId,
      contactId: row.contactId,
      key: keyOf(row),
      chain: chainOf(campaign.id),
    });
  const now = await dbNow(contextOf(strapi).db, trx);
  await trx(RECIPIENTS)
    .whereIn(
      'id',
      rows.map((row) => row.id)
    )
    .update({ state: 'accepted', accepted_at: now, permit: null, claim: null });
};

/**
 * Begins the chains behind the message that these people got; answers for how many nothing follows it, and whether that is
 * because the bot is off.
 */
const beginBehind = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { campaign, rows }: { campaign: CampaignRow; rows: readonly RecipientRow[] }
): Promise<{ without: number; isOff: boolean }> => {
  const { id, botId } = campaign;
  const templateId = templateNamed(campaign);
  const bots = botsService(strapi);
  if (botId === null || templateId === null) return { without: 0, isOff: false };
  if (!(await bots.keeper.isActive(trx, botId))) return { without: rows.length, isOff: true };
  let without = 0;
  for (const row of rows) {
    const { accountId, contactId } = row;
    const person = { accountId, contactId, key: keyBehind(row) };
    const flow = { ...person, botId, chain: chainOf(id), openedWith: templateId };
    if ((await bots.startFlow(trx, flow)) === null) without += 1;
  }
  return { without, isOff: false };
};

/**
 * Starts the bots' chains for people who got the message with which they begin, in the transaction that writes it: what
 * comes after it finds its run. A repeat is harmless. Messages were permitted before their bot was changed: where it has
 * another beginning now, or is off, nothing follows them, and the log says so.
 */
export const startBehind = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { campaigns, rows }: { campaigns: readonly CampaignRow[]; rows: readonly RecipientRow[] }
): Promise<void> => {
  // A campaign in several languages is there once for each of them.
  const flows = new Map(campaigns.filter(opensItself).map((one) => [one.id, one]));
  for (const campaign of flows.values()) {
    const { id: campaignId, botId } = campaign;
    // Meta's refusal may come before our own answer is written.
    const mine = rows.filter((row) => row.campaignId === campaignId && row.rank !== RANK.failed);
    const { without, isOff } = await beginBehind(strapi, trx, { campaign, rows: mine });
    if (without === 0) continue;
    const why = isOff ? 'was off by then' : 'began otherwise by then';
    await logsService(strapi).writeIn(trx, {
      area: 'campaign',
      level: 'warn',
      event: isOff ? 'flow-bot-off' : 'flow-not-begun',
      text: `${without} people got the message, and the bot ${why}`,
      ...{ campaignId, botId, details: { people: without } },
    });
  }
};

/**
 * The message behind which a chain was started failed after all: the chain ends, so that it says nothing on a message that is
 * not there, and the next attempt starts it again.
 */
export const endBehind = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { before, after }: { before: readonly RecipientRow[]; after: readonly RecipientRow[] }
): Promise<void> => {
  const had = new Map(before.map((row) => [row.id, row.rank]));
  // Of two attempts that were accepted the other one may have arrived.
  const failed = after.filter(
    ({ id, rank, doubled }) => rank === RANK.failed && had.get(id) !== RANK.failed && !doubled
  );
  if (failed.length === 0) return;
  const flows = await trx(campaignTable.table)
    .whereIn('id', [...new Set(failed.map(({ campaignId }) => campaignId))])
    .where({ kind: 'flow' })
    .whereNotNull('template_id')
    .pluck<unknown[]>('id');
  const ids = new Set(flows.map(Number));
  const keys = failed.filter(({ campaignId }) => ids.has(campaignId)).map(keyBehind);
  if (keys.length > 0) await botsService(strapi).takeBackFlows(trx, keys);
};

/** What a chain that was let go on and reached its person after all takes back. */
const REACHED = { state: 'accepted', error_class: null, error_text: null, failed_at: null };

const CANCELLED = 'campaign-cancelled';
const missed = (reason: string | null, now: number) => {
  if (reason === CANCELLED) return { state: 'cancelled' };
  const text = reason ?? 'stopped';
  return { state: 'failed', error_class: text.slice(0, 24), error_text: text, failed_at: now };
};

/**
 * A chain that said nothing did not arrive: the row says why, until somebody lets the chain go on. One that a cancellation
 * cut short reached its person, if it said something before. Answers the campaign that changed, or null.
 */
export const flowEnded = async (
  trx: Knex.Transaction,
  { key, ok, said, reason }: RunEnd,
  now: number
): Promise<number | null> => {
  const [, campaignId, id, attempt] = KEY.exec(key) ?? [];
  if (campaignId === undefined || id === undefined) return null;
  if (reason === CANCELLED && said) return null;
  const row = () => trx(RECIPIENTS).where({ id: Number(id), attempt: Number(attempt), rank: 0 });
  const from = ok ? 'failed' : 'accepted';
  if ((await row().where({ state: from }).first('id')) === undefined) return null;
  await keepCounts(trx, [Number(id)], async () => {
    await row()
      .where({ state: from })
      .update(ok ? REACHED : missed(reason, now));
  });
  return Number(campaignId);
};
