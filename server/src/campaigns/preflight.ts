import type { Core } from '@strapi/strapi';
import type { AccountRow } from '../accounts/public';
import { audienceService } from '../audience/public';
import { isPromotion, quietUntil } from '../consent/public';
import { choosesNobody } from '../contracts/audience-rules';
import type { CampaignTimesBody, CampaignTimesResult } from '../contracts/campaign-time';
import type { PreflightResult, SkipReason } from '../contracts/campaigns';
import { freePlaces, limitsService, spreadOf } from '../limits/public';
import { recordsService } from '../records/public';
import { gateRules } from '../sending/public';
import { settingsService, type Settings } from '../settings/public';
import { contextOf } from '../strapi/context';
import { costsOf, leavesAt, needsWindows } from './cost';
import { dbNow } from '../strapi/db';
import { checkDraft, type CheckedDraft } from './draft-check';
import { holdoutSql } from './domain/split';
import { freezeDraft } from './frozen';
import { freezeLanguages, readLanguages } from './languages';
import { addressProblems } from './header-address';
import { allSamples } from './samples';
import { hint, problem, type Problem } from './problem';
import { isOwnTime } from './local-time';
import { pacePerSecond } from './pace';
import type { Counting } from './places';
import type { CampaignRow } from './tables';
import { carriedReceivers, firstPeople, tally, type Ask, type Tally } from './tally';
import { checkCampaign, sizeHints } from './variant-check';
import { splitOf } from './variants';
import { isTimed, timeHints } from './time-check';
import { peopleTimes } from './times';
import { wayOutHints } from './way-out-hints';

/** People rendered to look for gaps and for samples worth seeing. */
const LOOKED_AT = 50;

/** The number is typed before the start where nobody was chosen (M-21), and where it is large. */
const mustType = (
  { audience }: Pick<CampaignRow, 'audience'>,
  people: number,
  { launchTypeNumberAbove }: Pick<Settings, 'launchTypeNumberAbove'>
): boolean => choosesNobody(audience) || people > launchTypeNumberAbove;

/** Who is asked about a draft; null while audience or message are not chosen. */
export const askOf = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  checked: Pick<CheckedDraft, 'template' | 'file' | 'languages'>
): Promise<Ask | null> => {
  const frozen = freezeDraft(campaign, checked);
  if (!campaign.audience || !frozen) return null;
  const { audience, bindings, accountId } = campaign;
  return {
    audience: await audienceService(strapi).resolve(audience),
    frozen,
    bindings,
    languages: readLanguages(checked.languages && freezeLanguages(checked.languages)),
    accountId: accountId ?? 0,
    holdout: holdoutSql(splitOf(campaign)),
    rules: gateRules(await settingsService(strapi).get()).rules,
    linked: recordsService(strapi).linked,
  };
};

/** Who is asked about a checked draft; null also where a sensitive field in it is not allowed. */
const openAsk = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  checked: CheckedDraft
): Promise<Ask | null> =>
  checked.problems.some(({ kind }) => kind.startsWith('sensitive-'))
    ? null
    : askOf(strapi, campaign, checked);

/** The zone by which quiet hours hold at this time, where some of these people may sleep; null = nobody is known to be. */
const quietAt = ({ rules, frozen }: Ask, at: number): string | null => {
  const { quiet } = rules;
  if (!quiet || !isPromotion({ category: frozen.category, bulk: true })) return null;
  const nowhere = { timezone: null, country: null };
  return quietUntil(quiet, nowhere, at) === null ? null : quiet.zone;
};

/** How the people of a draft would spread over the hours, with this time in place of its own. */
export const draftTimes = async (
  strapi: Core.Strapi,
  draft: CampaignRow,
  { when, ...time }: CampaignTimesBody
): Promise<CampaignTimesResult> => {
  const { db } = contextOf(strapi);
  const now = await dbNow(db);
  const campaign = { ...draft, ...time, whenKind: when };
  const checked = await checkDraft(strapi, campaign, now);
  const ask = await openAsk(strapi, campaign, checked);
  return { times: ask && (await peopleTimes(db, ask, { campaign, now })) };
};

const noLimit = { known: false, limit: null, used: 0, free: null, places: 0, days: 0, today: 0 };

/** What holds the speed: the pace of the campaign or the rate of the number, whichever is slower. */
const brakeOf = ({ pace }: CampaignRow, account: AccountRow | null): PreflightResult['brake'] => {
  const rate = Math.max(1, account?.throughputMps ?? 1);
  return pace !== null && pacePerSecond(pace) < rate
    ? { kind: 'pace', ...pace }
    : { kind: 'rate', count: rate, per: 'second' };
};

const SECONDS = { second: 1, minute: 60, hour: 3_600 } as const;
const secondsFor = (messages: number, { count, per }: PreflightResult['brake']): number =>
  Math.ceil((messages * SECONDS[per]) / count);

/** What a campaign lacks, also outside: where its header's file is given by an address. */
const lookedThrough = async (strapi: Core.Strapi, campaign: CampaignRow, now: number) => {
  const checked = await checkCampaign(strapi, campaign, now);
  const { template, languages } = checked;
  const messages = languages?.ready ?? [{ row: template, bindings: campaign.bindings }];
  const problems = [...checked.problems];
  for (const { row, bindings } of messages)
    problems.push(...(await addressProblems(strapi, { ...campaign, bindings }, row)));
  return { ...checked, problems };
};

const exclusionsOf = (reasons: Tally['reasons']): PreflightResult['exclusions'] =>
  [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);

/** How many of the receivers get which language. */
const shareOf = ({ languages }: Ask, counted: Tally['languages']): PreflightResult['languages'] =>
  [...(languages?.messages ?? [])].flatMap(([templateId, { frozen }]) =>
    frozen.kind === 'template'
      ? [{ templateId, language: frozen.language, count: counted.get(templateId) ?? 0 }]
      : []
  );

/** Nobody is left: the audience is not what to change where most are left out for a missing value. */
const nobodyReceives = (reasons: Tally['reasons']): Problem => {
  const missing = reasons.get('missing-value') ?? 0;
  return missing > 0 && missing >= Math.max(...reasons.values())
    ? problem('nobody-has-values', 'bindings', String(missing))
    : problem('nobody-receives', 'audience');
};

/** Everything before a start, by the same queries and rules as the run itself. */
export const createPreflight = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);

  /** The limit that holds for these people; an ordinary message in an open window needs none of it. */
  const limitOf = async (
    account: AccountRow,
    { ask, ...run }: { ask: Ask; people: number; places: number }
  ): Promise<PreflightResult['limit']> => {
    const { people } = run;
    if (ask.frozen.category === 'SERVICE')
      return { ...noLimit, known: true, days: people > 0 ? 1 : 0, today: people };
    const state = await limitsService(strapi).state(account);
    const free = state.limit === null ? null : freePlaces(state, 'bulk');
    const { known, limit, used } = state;
    return { known, limit, used, free, places: run.places, ...spreadOf(run, state) };
  };

  /** By what the new places of these people are counted; null where the message takes none. */
  const countingOf = async (account: AccountRow | null, ask: Ask): Promise<Counting | null> =>
    account === null || ask.frozen.category === 'SERVICE'
      ? null
      : {
          accountId: account.id,
          portfolioId: await limitsService(strapi).portfolio(account),
        };

  /** Says for how many people an entry decides, which never said anything of such messages themselves. */
  const carriedHints = async (ask: Ask | null): Promise<Problem[]> => {
    const count = ask ? await carriedReceivers(db, ask) : 0;
    return count > 0 ? [hint('carried-by-entries', null, String(count))] : [];
  };

  const empty: Tally = {
    matched: 0,
    reasons: new Map<SkipReason, number>(),
    receivers: [],
    places: 0,
    languages: new Map(),
  };

  /** `campaign` must have an audience; what else is missing is in `problems`. */
  return async (campaign: CampaignRow, now: number): Promise<PreflightResult> => {
    const checked = await lookedThrough(strapi, campaign, now);
    const { problems, account, variants } = checked;
    const settings = await settingsService(strapi).get();
    const ask = await openAsk(strapi, campaign, checked);
    const windows = ask ? needsWindows(campaign, ask, now) : false;
    const counting = ask ? await countingOf(account, ask) : null;
    const { matched, reasons, receivers, places, languages } = ask
      ? await tally(db, ask, { windows, counting })
      : empty;
    const eligible = matched - [...reasons.values()].reduce((sum, n) => sum + n, 0);
    const people = ask ? await firstPeople(db, ask, LOOKED_AT) : [];
    const { samples, missing } = ask
      ? await allSamples(strapi, campaign, { ask, people, variants })
      : { samples: [], missing: 0 };
    const limit =
      account && ask ? await limitOf(account, { ask, people: eligible, places }) : noLimit;
    const cut = campaign.limitMode === 'first' ? eligible - limit.today : 0;
    if (cut > 0) reasons.set('over-limit', cut);
    const willReceive = eligible - cut;
    const brake = brakeOf(campaign, account);
    problems.push(...sizeHints(campaign, willReceive), ...(await carriedHints(ask)));
    if (missing > 0) problems.push(hint('values-missing-in-sample', 'bindings', String(missing)));
    problems.push(...wayOutHints(strapi, campaign, { ...checked, settings }));
    // Anyone who wants it by another channel is reached by the run as well.
    if (ask && willReceive === 0 && !reasons.has('channel'))
      problems.push(cut > 0 ? problem('no-place-now', 'audience') : nobodyReceives(reasons));
    const times = ask && isTimed(campaign) ? await peopleTimes(db, ask, { campaign, now }) : null;
    problems.push(...timeHints(times, campaign));
    const asleep = ask && !isOwnTime(campaign) ? quietAt(ask, leavesAt(campaign, now)) : null;
    if (asleep !== null) problems.push(hint('quiet-hours', null, asleep));
    if (cut === 0 && limit.days > 1)
      problems.push(hint('more-than-one-day', null, String(limit.days)));
    return {
      matched,
      exclusions: exclusionsOf(reasons),
      willReceive,
      languages: ask ? shareOf(ask, languages) : [],
      limit,
      allowedMps: account?.throughputMps ?? 0,
      durationSeconds: secondsFor(Math.min(willReceive, limit.today), brake),
      brake,
      times,
      samples,
      problems,
      ...(await costsOf(strapi, campaign, { ask, account, variants, receivers, willReceive, now })),
      mustTypeNumber: mustType(campaign, willReceive, settings),
    };
  };
};
