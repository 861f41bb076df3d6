import type { Core } from '@strapi/strapi';
import type { AccountRow } from '../accounts/public';
import { audienceService } from '../audience/public';
import type { ContactRow } from '../contacts/public';
import type { PreflightResult, SkipReason } from '../contracts/campaigns';
import { daysNeeded, freePlaces, limitsService } from '../limits/public';
import { gateRules } from '../sending/public';
import { settingsService } from '../settings/public';
import { templatesService } from '../templates/public';
import { contextOf } from '../strapi/context';
import { checkDraft, hint, problem, type CheckedDraft } from './draft-check';
import { isEveryone } from './domain/choice';
import { pickSamples } from './domain/samples';
import { freezeDraft, rendererOf, standInFiles } from './frozen';
import { knownOfCampaign } from './known';
import type { CampaignRow } from './tables';
import { firstPeople, tally, type Ask, type Tally } from './tally';

/** People rendered to look for gaps and for samples worth seeing. */
const LOOKED_AT = 50;

/** Who is asked about a draft; null while audience or message are not chosen. */
export const askOf = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  checked: Pick<CheckedDraft, 'template' | 'file'>
): Promise<Ask | null> => {
  const frozen = freezeDraft(campaign, checked);
  if (!campaign.audience || !frozen) return null;
  const { audience, bindings, accountId } = campaign;
  return {
    audience: await audienceService(strapi).resolve(audience),
    frozen,
    bindings,
    accountId: accountId ?? 0,
    rules: gateRules(await settingsService(strapi).get()).rules,
  };
};

const noLimit = { known: false, limit: null, used: 0, free: null, days: 0, today: 0 };

/** Everything before a start, by the same queries and rules as the run itself. */
export const createPreflight = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);

  const samplesOf = async (campaign: CampaignRow, ask: Ask, people: ContactRow[]) => {
    const render = rendererOf(ask.frozen, campaign.bindings);
    const { frozen } = ask;
    const known = await knownOfCampaign(strapi, db.knex, { campaign, people, frozen });
    const rendered = people.map((contact) => ({
      contact,
      result:
        render?.(contact, standInFiles(frozen, campaign.bindings), known.get(contact.id)) ?? null,
    }));
    const samples = rendered.flatMap(({ contact, result }) =>
      result?.ok
        ? [
            {
              contactId: contact.id,
              contactName: contact.name,
              body: result.rendered.body,
              usedFallback: result.rendered.usedFallback,
            },
          ]
        : []
    );
    const missing = rendered.filter(({ result }) => result && !result.ok).length;
    return { samples: pickSamples(samples), missing };
  };

  /** The limit that holds for these people; an ordinary message in an open window needs none of it. */
  const limitOf = async (account: AccountRow, ask: Ask, eligible: number) => {
    if (ask.frozen.category === 'SERVICE')
      return { ...noLimit, known: true, days: eligible > 0 ? 1 : 0, today: eligible };
    const state = await limitsService(strapi).state(account);
    const free = state.limit === null ? null : freePlaces(state, 'bulk');
    return {
      known: state.known,
      limit: state.limit,
      used: state.used,
      free,
      days: daysNeeded(eligible, state),
      today: free === null ? eligible : Math.min(free, eligible),
    };
  };

  const empty: Tally = { matched: 0, reasons: new Map<SkipReason, number>() };

  /** `campaign` must have an audience; what else is missing is in `problems`. */
  return async (campaign: CampaignRow, now: number): Promise<PreflightResult> => {
    const checked = await checkDraft(strapi, campaign, now);
    const { problems, account } = checked;
    const settings = await settingsService(strapi).get();
    const isClosed = problems.some(({ kind }) => kind.startsWith('sensitive-'));
    const ask = isClosed ? null : await askOf(strapi, campaign, checked);
    const { matched, reasons } = ask ? await tally(db, ask) : empty;
    const eligible = matched - [...reasons.values()].reduce((sum, n) => sum + n, 0);
    const people = ask ? await firstPeople(db, ask, LOOKED_AT) : [];
    const { samples, missing } = ask
      ? await samplesOf(campaign, ask, people)
      : { samples: [], missing: 0 };
    const limit = account && ask ? await limitOf(account, ask, eligible) : noLimit;
    const cut = campaign.limitMode === 'first' ? eligible - limit.today : 0;
    if (cut > 0) reasons.set('over-limit', cut);
    const willReceive = eligible - cut;
    if (missing > 0) problems.push(hint('values-missing-in-sample', 'bindings', String(missing)));
    const { template } = checked;
    const words = [...settings.optOutWords.tr, ...settings.optOutWords.en];
    const { bindings } = campaign;
    if (
      template?.category === 'MARKETING' &&
      !templatesService(strapi).showsWayOut(template, { bindings, words })
    )
      problems.push(hint('no-way-out', 'templateId', null));
    // Whoever wants it by another channel is reached by the run as well.
    if (ask && willReceive === 0 && !reasons.has('channel'))
      problems.push(problem(cut > 0 ? 'no-place-now' : 'nobody-receives', 'audience'));
    if (cut === 0 && limit.days > 1)
      problems.push(hint('more-than-one-day', null, String(limit.days)));
    return {
      matched,
      exclusions: [...reasons]
        .map(([reason, count]) => ({ reason, count }))
        .sort((a, b) => b.count - a.count),
      willReceive,
      limit,
      allowedMps: account?.throughputMps ?? 0,
      durationSeconds: Math.ceil(
        Math.min(willReceive, limit.today) / Math.max(1, account?.throughputMps ?? 1)
      ),
      samples,
      problems,
      mustTypeNumber: isEveryone(campaign.audience) || willReceive > settings.launchTypeNumberAbove,
    };
  };
};
