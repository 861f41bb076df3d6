import type { Knex } from 'knex';
import type { ResolvedChoice } from '../audience/public';
import type { ConsentRules } from '../consent/public';
import type { PeopleChoice } from '../contracts/audience';
import type { Clock } from '../kernel/clock';
import { failPoint } from '../kernel/fail-point';
import { turnOfTheLoop } from '../kernel/turn';
import type { LinkedTypes } from '../records/public';
import type { Lease } from '../runtime/public';
import { rawRows } from '../strapi/batch';
import type { Db } from '../strapi/db';
import { writeRow } from '../strapi/table';
import { audiencePart, highestContact, pieceEnd, reasonPart } from './audience';
import { addCounts, makeCounts, keepCounts } from './count-store';
import { noCounts } from './domain/shown';
import { holdoutSql, variantSql } from './domain/split';
import { readFrozen } from './frozen';
import { readLanguages, templateSql } from './languages';
import { duePart, keepLastStale } from './local-time';
import { takesPlace } from './places';
import { restAtStart } from './recategorised';
import { campaignById, lockedCampaign } from './store';
import { campaignTable, recipientTable, type CampaignRow } from './tables';
import { holdBack } from './trial';
import { splitOf } from './variants';

const RECIPIENTS = recipientTable.table;
const CAMPAIGNS = campaignTable.table;

/** A started campaign has an audience: its check refuses one without. */
const chosen = (campaign: CampaignRow): PeopleChoice =>
  campaign.audience ?? { kind: 'picked', contactIds: [] };

const COLUMNS =
  'campaign_id, contact_id, account_id, address_key, state, reason, variant, template_id, due_at, stale_at, attempt, tries, rank, claim_epoch, held, in_limit, doubled';

/** A person without any address still gets a row that says so; its key must differ from everybody's. */
const addressKey = (db: Db): string =>
  db.dialect === 'mysql'
    ? `COALESCE(x.address_key, CONCAT('none-', x.id))`
    : `COALESCE(x.address_key, 'none-' || x.id)`;

/** Repeats are harmless: (campaign, contact) and (campaign, address) are unique (I6). */
const ignoring = (db: Db, select: string): string => {
  const into = `INTO ${RECIPIENTS} (${COLUMNS}) ${select}`;
  if (db.dialect === 'sqlite') return `INSERT OR IGNORE ${into}`;
  if (db.dialect === 'postgres') return `INSERT ${into} ON CONFLICT DO NOTHING`;
  return `INSERT ${into} ON DUPLICATE KEY UPDATE ${RECIPIENTS}.id = ${RECIPIENTS}.id`;
};

export interface SnapshotDeps {
  db: Db;
  clock: Clock;
  pieceSize: number;
  /** How strict each category is; the permit asks again. */
  rules: ConsentRules;
  linked: LinkedTypes;
  resolve(choice: PeopleChoice): Promise<ResolvedChoice>;
  /** By which portfolio the number's messages are counted. */
  portfolio(accountId: number): Promise<number>;
  progress(): void;
  /** It paused before its first message: a template became marketing, and this many people fall out. */
  recategorised(fallOut: number): void;
}

/** How it ended; `paused`: the recipients are written down, and nobody gets a message before a person resumes. */
type End = 'running' | 'paused' | 'empty' | 'stopped';

/** What is written: whose rows, and whom they mean, resolved once for all pieces. */
interface Part {
  campaign: CampaignRow;
  audience: ResolvedChoice;
}

/**
 * Who wants it by another channel is queued with that reason: the permit refuses them and hands their message over in one
 * transaction, with the words and the consent of that moment (O-29).
 */
const insertPiece = async (
  db: Db,
  trx: Knex.Transaction,
  {
    campaign,
    audience,
    rules,
    linked,
    lo,
    hi,
  }: Part & Pick<SnapshotDeps, 'rules' | 'linked'> & { lo: number; hi: number }
): Promise<void> => {
  const from = audiencePart(db.dialect, audience);
  const { bindings, accountId } = campaign;
  const languages = readLanguages(campaign.frozenLanguages);
  const reason = reasonPart(db, {
    frozen: readFrozen(campaign),
    bindings,
    languages,
    accountId: accountId ?? 0,
    rules,
    linked,
    holdout: holdoutSql(splitOf(campaign)),
  });
  const variant = variantSql(splitOf(campaign));
  const own = languages ? `, ${templateSql(db.dialect, languages)} AS template_id` : '';
  const piece = `${from.sql} AND ${from.key} > ? AND ${from.key} <= ?`;
  const range = [...from.bindings, lo, hi];
  const time = await duePart(db, trx, { campaign, people: { sql: piece, bindings: range } });
  const people = `SELECT c.id AS id, c.address_key AS address_key, ${reason.sql} AS reason, ${variant} AS variant${own}${time.columns} FROM ${piece}`;
  const select = `SELECT ?, x.id, ?, ${addressKey(db)}, CASE WHEN COALESCE(${time.reason}, 'channel') = 'channel' THEN 'queued' ELSE 'skipped' END, ${time.reason}, x.variant, ${languages ? 'x.template_id' : 'NULL'}, ${time.due}, ${time.stale}, 1, 0, 0, 0, ${FALSE[db.dialect]}, ${FALSE[db.dialect]}, ${FALSE[db.dialect]} FROM (${people}) x ${time.join.sql} WHERE 1 = 1 ORDER BY x.id`;
  await trx.raw(ignoring(db, select), [
    campaign.id,
    campaign.accountId ?? 0,
    ...reason.bindings,
    ...range,
    ...time.join.bindings,
  ]);
  await keepLastStale(trx, campaign, time.lastStaleAt);
};
const FALSE = { sqlite: '0', postgres: 'false', mysql: '0' } as const;

/** Rows of this piece by state: read back in the same transaction, so that the sums are those of the rows. */
const countPiece = async (
  db: Db,
  trx: Knex.Transaction,
  { campaignId, lo, hi }: { campaignId: number; lo: number; hi: number }
): Promise<void> => {
  const result: unknown = await trx.raw(
    `SELECT state, COUNT(*) AS n FROM ${RECIPIENTS} WHERE campaign_id = ? AND contact_id > ? AND contact_id <= ? GROUP BY state`,
    [campaignId, lo, hi]
  );
  const counts = noCounts();
  for (const row of rawRows(db.dialect, result)) {
    counts[row.state === 'skipped' ? 'skipped' : 'queued'] += Number(row.n);
  }
  await addCounts(trx, new Map([[campaignId, counts]]));
};

/** One piece and the cursor that says it is done, in one transaction; any process may go on from there. */
const takePiece = async (
  { db, pieceSize: size, rules, linked }: SnapshotDeps,
  { campaign, audience }: Part
): Promise<boolean> => {
  const { snapshotCursor: lo, hiMax } = campaign;
  const hi = await pieceEnd(db, db.knex, {
    audience,
    lo,
    hiMax,
    size,
  });
  return db.tx(async (trx) => {
    const moved = await trx(CAMPAIGNS)
      .where({ id: campaign.id, state: 'preparing', snapshot_cursor: lo })
      .update(writeRow(campaignTable, { snapshotCursor: hi }));
    if (moved === 0) return false; // another process did this piece, or the campaign was cancelled
    await insertPiece(db, trx, { campaign, audience, rules, linked, lo, hi });
    failPoint('mid-snapshot');
    await countPiece(db, trx, { campaignId: campaign.id, lo, hi });
    return true;
  });
};

const CUT_PIECE = 1_000;

/** Queued people of a campaign that the cut is about: those who wait for another channel take no place. */
const cuttable = (db: Db, campaignId: number) =>
  db
    .knex(`${RECIPIENTS} as r`)
    .where({ 'r.campaign_id': campaignId, 'r.state': 'queued' })
    .whereNull('r.reason');

const countOf = async (query: Knex.QueryBuilder): Promise<number> =>
  Number(((await query.count({ n: '*' }).first()) as { n: unknown } | undefined)?.n ?? 0);

/**
 * "Only the first who fit" (M-34): anyone who comes after the number on the button is skipped. People whose message takes no
 * new place fit always, so the cut is made among the others. Repeats are harmless: the first rows stay queued, and the
 * next run cuts what is left behind them.
 */
const cutToLimit = async ({ db, portfolio }: SnapshotDeps, campaign: CampaignRow) => {
  const { id, accountId, capAt } = campaign;
  if (capAt === null || accountId === null) return;
  const portfolioId = await portfolio(accountId);
  const place = takesPlace(db, { accountId, portfolioId }, 'r.contact_id');
  const taking = () => cuttable(db, id).whereRaw(place.sql, place.bindings as never[]);
  // In one statement, of rows that are never cut: another process that cuts meanwhile finds the same number.
  const others = await countOf(
    cuttable(db, id).whereRaw(`NOT ${place.sql}`, place.bindings as never[])
  );
  const kept = Math.max(0, capAt - others);
  for (;;) {
    const rows = (await taking()
      .orderBy('r.id')
      .offset(kept)
      .limit(CUT_PIECE)
      .select('r.id as id')) as { id: unknown }[];
    if (rows.length === 0) return;
    const ids = rows.map((row) => Number(row.id));
    await db.tx((trx) =>
      keepCounts(trx, ids, async () => {
        await trx(RECIPIENTS)
          .whereIn('id', ids)
          .andWhere({ state: 'queued' })
          .update({ state: 'skipped', reason: 'over-limit' });
      })
    );
    await turnOfTheLoop();
  }
};

/** Lets it run, or pauses it in the same transaction where a template of it became marketing meanwhile (T-20). */
const begin = async (deps: SnapshotDeps, id: number): Promise<End> => {
  const { db, clock, rules } = deps;
  const done = await db.tx(async (trx) => {
    const campaign = await lockedCampaign(trx, id);
    if (campaign?.state !== 'preparing') return { end: 'stopped' as const, rest: null };
    const rest = await restAtStart(trx, campaign, { rules, now: clock.now() });
    const change = { state: 'running' as const, ...rest?.change, snapshotDone: true };
    await trx(CAMPAIGNS).where({ id }).update(writeRow(campaignTable, change));
    return { end: rest ? ('paused' as const) : ('running' as const), rest };
  });
  if (done.rest) deps.recategorised(done.rest.fallOut);
  return done.end;
};

/** There is nobody in it. */
const endEmpty = async (db: Db, id: number): Promise<End> => {
  const moved = await db
    .knex(CAMPAIGNS)
    .where({ id, state: 'preparing' })
    .update({ state: 'failed', fail_reason: 'empty', finished_at: db.knex.raw(db.now) });
  return moved === 1 ? 'empty' : 'stopped';
};

/**
 * Writes who gets the campaign: INSERT…SELECT by pieces of people, so that memory does not grow and no statement is long.
 * Resumes where a crash left it. Answers how it ended.
 */
export const takeSnapshot = async (
  deps: SnapshotDeps,
  campaignId: number,
  lease: Lease
): Promise<End> => {
  const { db } = deps;
  const first = await campaignById(db.knex, campaignId);
  if (first?.state !== 'preparing') return 'stopped';
  const audience = await deps.resolve(chosen(first));
  if (first.hiMax === 0) {
    const hiMax = await highestContact(db, db.knex, audience);
    await makeCounts(db, db.knex, campaignId);
    await db
      .knex(CAMPAIGNS)
      .where({ id: campaignId, state: 'preparing', hi_max: 0 })
      .update({ hi_max: hiMax });
    if (hiMax === 0) return endEmpty(db, campaignId);
  }
  for (;;) {
    const campaign = await campaignById(db.knex, campaignId);
    if (campaign?.state !== 'preparing' || lease.signal.aborted) return 'stopped';
    if (campaign.snapshotCursor >= campaign.hiMax) break;
    await takePiece(deps, { campaign, audience });
    deps.progress();
    await turnOfTheLoop();
  }
  await cutToLimit(deps, first);
  await holdBack(db, first);
  if (db.dialect === 'postgres') await db.knex.raw(`ANALYZE ${RECIPIENTS}`);
  const any = await db
    .knex(RECIPIENTS)
    .where({ campaign_id: campaignId })
    .first<{ id: number } | undefined>('id');
  return any ? begin(deps, campaignId) : endEmpty(db, campaignId);
};
