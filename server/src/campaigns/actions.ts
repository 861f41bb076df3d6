import type { Core } from '@strapi/strapi';
import { accountsService, sendable, whyCannotSend } from '../accounts/public';
import type {
  CampaignActionBody,
  LaunchBody,
  PreflightResult,
  ScheduleBody,
} from '../contracts/campaigns';
import { DomainError } from '../kernel/errors';
import { logsService } from '../logs/public';
import { runtimeService } from '../runtime/public';
import { catchUpWait } from '../sending/public';
import { adminsByIds } from '../strapi/admin-users';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import { refuseBehind } from './draft-version';
import { guardBaseOf } from './guard-rails';
import { isOwnTime } from './local-time';
import { oncePerDay, seriesOf } from './repeat';
import { addPauseReason, campaignById, moveCampaign } from './store';
import { type CampaignRow } from './tables';
import { startOf } from './time-check';
import { checkCampaign, freezeMessages } from './variant-check';

/** An audience that changed by more than this between check and start is asked about again. */
const TOLERANCE = 0.01;

const conflict = (kind: string, message: string, remedy: string) =>
  new DomainError(kind, message, { status: 409, remedy });

const checkNumbers = (
  { expected, typed }: LaunchBody,
  { willReceive, mustTypeNumber }: PreflightResult
): void => {
  if (Math.abs(willReceive - expected) > Math.max(0, Math.floor(expected * TOLERANCE))) {
    throw conflict(
      'audience-changed',
      `the number of recipients has changed to ${willReceive}`,
      'Check the number, then start again.'
    );
  }
  if (mustTypeNumber && typed !== willReceive && typed !== expected) {
    throw new DomainError('number-not-typed', `type ${willReceive} to confirm`, {
      field: 'typed',
      remedy: 'Type the number of recipients.',
    });
  }
};

/** draft → scheduled. Everything is checked again here, whatever the browser showed. */
export const launch = async (
  strapi: Core.Strapi,
  {
    campaign,
    body,
    preflight,
    userId,
  }: { campaign: CampaignRow; body: LaunchBody; preflight: PreflightResult; userId: number }
): Promise<void> => {
  const { db } = contextOf(strapi);
  if (campaign.state !== 'draft')
    throw conflict('not-a-draft', 'this campaign has already started', 'Reload the page.');
  const blocking = preflight.problems.find((problem) => problem.blocking);
  if (blocking) {
    throw new DomainError(blocking.kind, `the campaign cannot start: ${blocking.kind}`, {
      status: 422,
      ...(blocking.field ? { field: blocking.field } : {}),
      remedy: blocking.detail ?? 'Fix this first.',
    });
  }
  checkNumbers(body, preflight);
  const now = await dbNow(db);
  const { templateId, bindings, byLanguage, changedAt } = campaign;
  const change: Partial<CampaignRow> = {
    state: 'scheduled',
    ...startOf(campaign, { now, first: preflight.times?.first ?? null }),
    ...seriesOf(campaign),
    ...freezeMessages(campaign, await checkCampaign(strapi, campaign, now)),
    // Of a flow: those of the template with which it begins.
    ...{ templateId, bindings, byLanguage },
    capAt: campaign.limitMode === 'first' ? preflight.willReceive : null,
    launchedBy: userId,
    changedAt: now,
    reasons: [],
  };
  const moved = await oncePerDay(() =>
    moveCampaign(db.knex, campaign.id, { from: ['draft'], asOf: changedAt, change })
  );
  if (moved > 0) return;
  const found = await campaignById(db.knex, campaign.id);
  if (found?.state === 'draft') return refuseBehind(strapi, found);
  throw conflict('not-a-draft', 'someone has just started this campaign', 'Reload the page.');
};

const refuseMove = (action: string, state: string) =>
  conflict(
    'not-possible-now',
    `"${action}" is not possible while the campaign is ${state}`,
    'Reload the page.'
  );

const resume = async (strapi: Core.Strapi, campaign: CampaignRow): Promise<number> => {
  const account = await accountsService(strapi).get(campaign.accountId ?? 0);
  const may = sendable(account);
  if (!may.ok)
    throw conflict(
      'number-not-usable',
      whyCannotSend(may.reason),
      'Check the number under Settings › WhatsApp › Numbers.'
    );
  const { db } = contextOf(strapi);
  // Guard rails judge what comes from now on; a test batch that waited for this word is let go.
  const guardBase = await guardBaseOf(db, campaign.id);
  const canary = campaign.canaryState === 'waiting' ? { canaryState: 'releasing' as const } : {};
  return moveCampaign(db.knex, campaign.id, {
    from: ['paused'],
    change: { state: 'running', reasons: [], guardBase, ...canary },
  });
};

/** Another time for one that waits for its time, or missed it (M-16). One guarded move: it cannot start meanwhile. */
export const reschedule = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  { scheduledAt, timezone }: ScheduleBody
): Promise<void> => {
  const { db } = contextOf(strapi);
  if (isOwnTime(campaign))
    throw conflict(
      'own-time',
      'this campaign is sent in each contact’s time zone',
      'Unschedule the campaign and choose another time.'
    );
  if (scheduledAt <= (await dbNow(db)))
    throw new DomainError('time-in-the-past', 'this time has passed', {
      status: 422,
      field: 'scheduledAt',
      remedy: 'Choose a later time.',
    });
  const moved = await moveCampaign(db.knex, campaign.id, {
    from: ['scheduled', 'overdue'],
    change: { state: 'scheduled', whenKind: 'at', scheduledAt, timezone },
  });
  if (moved === 0) throw refuseMove('reschedule', campaign.state);
};

/** A person decides that what was written while webhooks could not be taken has come by now, or need not be waited for. */
const goOn = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  by: number | null
): Promise<number> => {
  if (campaign.state !== 'running') return 0;
  const wait = await catchUpWait(strapi);
  if (wait?.until === null)
    throw conflict(
      'webhooks-not-taken',
      'the server cannot take messages of customers right now',
      'Find out why under Settings › WhatsApp › Logs.'
    );
  // Somebody else was faster, or the time is over.
  if (!wait) return 1;
  const name = by === null ? null : (await adminsByIds(strapi, [by])).get(by)?.name;
  return contextOf(strapi).db.tx(async (trx) => {
    if (!(await runtimeService(strapi).door.goOn(trx))) return 1;
    await logsService(strapi).writeIn(trx, {
      ...{ area: 'engine', level: 'warn', event: 'catch-up-ended', campaignId: campaign.id },
      text: 'sending went on before customers’ messages of an outage were waited for to the end',
      details: { by: name ?? null, userId: by },
    });
    return 1;
  });
};

/** What a person does to a campaign that was started; each is one guarded move. */
export const act = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  { action, by }: CampaignActionBody & { by: number | null }
): Promise<void> => {
  const { db } = contextOf(strapi);
  const now = await dbNow(db);
  const move = (from: Parameters<typeof moveCampaign>[2]['from'], change: Partial<CampaignRow>) =>
    moveCampaign(db.knex, campaign.id, { from, change });
  let moved = 0;
  if (action === 'pause')
    moved = (await addPauseReason(db, campaign.id, { reason: 'person', detail: null, at: now, by }))
      ? 1
      : 0;
  if (action === 'resume') moved = await resume(strapi, campaign);
  if (action === 'cancel') {
    moved =
      (await move(['preparing', 'running', 'paused'], { state: 'cancelling' })) ||
      (await move(['scheduled', 'overdue'], { state: 'cancelled', finishedAt: now }));
  }
  if (action === 'unschedule')
    moved = await move(['scheduled', 'overdue'], {
      state: 'draft',
      frozen: null,
      frozenVariants: null,
      frozenLanguages: null,
      capAt: null,
    });
  if (action === 'start-overdue')
    moved = await move(['overdue'], { state: 'scheduled', scheduledAt: now });
  if (action === 'go-on') moved = await goOn(strapi, campaign, by);
  if (moved > 0) return;
  const fresh = await campaignById(db.knex, campaign.id);
  throw refuseMove(action, fresh?.state ?? 'gone');
};
