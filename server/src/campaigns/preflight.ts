import type { Core } from '@strapi/strapi';
import { accountsService, sendable, type AccountRow } from '../accounts/public';
import { lineOf } from '../cloud-api/template-preview';
import { readContact } from '../contacts/public';
import type { Audience, PreflightResult, SkipReason } from '../contracts/campaigns';
import { daysNeeded, freePlaces, limitsService } from '../limits/public';
import { settingsService } from '../settings/public';
import { rawRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import type { Db } from '../strapi/db';
import { isSendable, templatesService, type TemplateRow } from '../templates/public';
import { templateRenderer } from '../sending/public';
import { audiencePart, highestContact, pieceEnd, reasonPart, twinPart } from './audience';
import { freeze } from './frozen';
import type { CampaignRow } from './tables';

const PIECE = 5_000;
const SAMPLES = 5;

interface Tally {
  matched: number;
  reasons: Map<SkipReason, number>;
}

interface Ask {
  audience: Audience;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
}

/** People of one piece by reason. A second person with the same address is a duplicate, as the unique key will treat them. */
const tallyPiece = async (
  db: Db,
  { audience, category }: Ask,
  { lo, hi }: { lo: number; hi: number }
): Promise<[string, number][]> => {
  const from = audiencePart(db.dialect, audience);
  const twin = twinPart(db.dialect, audience);
  const reason = reasonPart(db, category);
  const result: unknown = await db.knex.raw(
    `SELECT x.reason AS reason, COUNT(*) AS n FROM (
       SELECT CASE WHEN c.address_key IS NOT NULL AND ${twin.sql} THEN 'duplicate' ELSE (${reason.sql}) END AS reason
       FROM ${from.sql} AND ${from.key} > ? AND ${from.key} <= ?) x GROUP BY x.reason`,
    [...twin.bindings, ...reason.bindings, ...from.bindings, lo, hi]
  );
  return rawRows(db.dialect, result).map((row) => [String(row.reason ?? ''), Number(row.n)]);
};

/** Counts an audience by pieces, so that a million people neither fill memory nor hold the database. */
const tally = async (db: Db, ask: Ask): Promise<Tally> => {
  const reasons = new Map<SkipReason, number>();
  let matched = 0;
  const hiMax = await highestContact(db, db.knex, ask.audience);
  for (let lo = 0; lo < hiMax;) {
    const hi = await pieceEnd(db, db.knex, { audience: ask.audience, lo, hiMax, size: PIECE });
    for (const [reason, n] of await tallyPiece(db, ask, { lo, hi })) {
      matched += n;
      if (reason !== '')
        reasons.set(reason as SkipReason, (reasons.get(reason as SkipReason) ?? 0) + n);
    }
    lo = hi;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { matched, reasons };
};

const problem = (kind: string, field: string | null, detail: string | null = null) => ({
  kind,
  blocking: true,
  field,
  detail,
});
/** Deserves a look; does not hinder the start. */
const hint = (kind: string, field: string | null, detail: string) => ({
  kind,
  blocking: false,
  field,
  detail,
});

/** Everything before a start, by the same queries and rules as the run itself. */
export const createPreflight = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);

  const people = async (
    { audience, category }: Ask,
    most: number
  ): Promise<ReturnType<typeof readContact>[]> => {
    const from = audiencePart(db.dialect, audience);
    const reason = reasonPart(db, category);
    const result: unknown = await db.knex.raw(
      `SELECT c.* FROM ${from.sql} AND (${reason.sql}) IS NULL ORDER BY ${from.key} LIMIT ${most}`,
      [...from.bindings, ...reason.bindings]
    );
    return rawRows(db.dialect, result).map(readContact);
  };

  const samplesOf = async (campaign: CampaignRow, template: TemplateRow, ask: Ask) => {
    const render = templateRenderer(freeze(template), campaign.bindings ?? {});
    const samples: PreflightResult['samples'] = [];
    let missing = 0;
    for (const contact of await people(ask, 50)) {
      const result = render(contact);
      if (!result.ok) missing += 1;
      else if (samples.length < SAMPLES) {
        samples.push({
          contactId: contact.id,
          contactName: contact.name,
          text: result.rendered.body.text ?? lineOf(result.rendered.body),
          usedFallback: result.rendered.usedFallback,
        });
      }
    }
    return { samples, missing };
  };

  const checkDraft = async (campaign: CampaignRow, now: number) => {
    const problems: PreflightResult['problems'] = [];
    const account = campaign.accountId
      ? await accountsService(strapi).get(campaign.accountId)
      : null;
    const template = campaign.templateId
      ? await templatesService(strapi).get(campaign.templateId)
      : null;
    if (!campaign.name.trim()) problems.push(problem('no-name', 'name'));
    if (!account) problems.push(problem('no-account', 'accountId'));
    if (!template) problems.push(problem('no-template', 'templateId'));
    if (!campaign.audience) problems.push(problem('no-audience', 'audience'));
    if (account) {
      const may = sendable(account);
      if (!may.ok) problems.push(problem('number-not-usable', 'accountId', may.reason));
    }
    if (account && template && template.wabaId !== account.wabaId)
      problems.push(problem('template-of-another-account', 'templateId'));
    if (template) {
      const may = isSendable(template);
      if (!may.ok) problems.push(problem('template-not-sendable', 'templateId', may.reason));
      const { slots } = templatesService(strapi).shape(template);
      const unbound = slots.filter((slot) => !campaign.bindings?.[slot.key]);
      if (unbound.length > 0)
        problems.push(
          problem('unbound-variables', 'bindings', unbound.map((slot) => slot.key).join(', '))
        );
    }
    if (
      campaign.whenKind === 'at' &&
      (campaign.scheduledAt === null || campaign.scheduledAt <= now)
    ) {
      problems.push(problem('time-in-the-past', 'scheduledAt'));
    }
    return { problems, account, template };
  };

  const numbers = async (account: AccountRow, willReceive: number) => {
    const limit = await limitsService(strapi).state(account);
    const days = daysNeeded(willReceive, limit);
    const free = limit.limit === null ? null : freePlaces(limit, 'bulk');
    const today = free === null ? willReceive : Math.min(free, willReceive);
    return {
      limit: { known: limit.known, limit: limit.limit, used: limit.used, free, days },
      durationSeconds: Math.ceil(today / Math.max(1, account.throughputMps)),
    };
  };

  /** `campaign` must have an audience; what else is missing is in `problems`. */
  return async (campaign: CampaignRow, now: number): Promise<PreflightResult> => {
    const { problems, account, template } = await checkDraft(campaign, now);
    const settings = await settingsService(strapi).get();
    const ask: Ask | null =
      campaign.audience && template
        ? { audience: campaign.audience, category: freeze(template).category }
        : null;
    const counted = ask
      ? await tally(db, ask)
      : { matched: 0, reasons: new Map<SkipReason, number>() };
    const excluded = [...counted.reasons.values()].reduce((sum, n) => sum + n, 0);
    const willReceive = counted.matched - excluded;
    const { samples, missing } =
      ask && template ? await samplesOf(campaign, template, ask) : { samples: [], missing: 0 };
    if (missing > 0) problems.push(hint('values-missing-in-sample', 'bindings', String(missing)));
    if (ask && willReceive === 0) problems.push(problem('nobody-receives', 'audience'));
    const base = {
      limit: { known: false, limit: null, used: 0, free: null, days: 0 },
      durationSeconds: 0,
    };
    const { limit, durationSeconds } = account ? await numbers(account, willReceive) : base;
    if (limit.days > 1) problems.push(hint('more-than-one-day', null, String(limit.days)));
    return {
      matched: counted.matched,
      exclusions: [...counted.reasons]
        .map(([reason, count]) => ({ reason, count }))
        .sort((a, b) => b.count - a.count),
      willReceive,
      limit,
      allowedMps: account?.throughputMps ?? 0,
      durationSeconds,
      samples,
      problems,
      mustTypeNumber:
        campaign.audience?.kind === 'everyone' || willReceive > settings.launchTypeNumberAbove,
    };
  };
};
