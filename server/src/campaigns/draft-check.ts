import type { Core } from '@strapi/strapi';
import { accountsService, sendable, type AccountRow } from '../accounts/public';
import { audienceService } from '../audience/public';
import { botsService } from '../bots/public';
import { CAPTION_MAX, takesCaption } from '../contracts/media-rules';
import { DomainError } from '../kernel/errors';
import { existingLinks } from '../links/public';
import { mediaService } from '../media/public';
import { linksOfText, mediaProblem, unknownVariables, type KnownFile } from '../sending/public';
import {
  lockedBindings,
  missingSlots,
  sourcesOf,
  templatesService,
  type TemplateLanguages,
  type TemplateRow,
} from '../templates/public';
import { contextOf } from '../strapi/context';
import { checkLanguages } from './language-check';
import { maxPriceProblems } from './max-price';
import { problem, type Problem } from './problem';
import type { CampaignRow } from './tables';
import { timeProblems } from './time-check';

/** Slots of a template whose value is not said, by what is missing (T-32). */
const emptySlots = (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  template: TemplateRow
): Problem[] => {
  const { slots } = templatesService(strapi).shape(template);
  const missing = missingSlots(slots, campaign.bindings ?? {});
  const empty = slots.filter((slot) => missing.includes(slot.key));
  const kindOf = (slot: (typeof slots)[number]): string => {
    if (slot.component === 'header' && slot.kind !== 'text') return 'missing-header';
    return slot.kind === 'url-suffix' ? 'missing-url' : 'unbound-variables';
  };
  return [...new Set(empty.map(kindOf))].map((kind) => {
    const names = empty.filter((slot) => kindOf(slot) === kind).map((slot) => slot.name);
    return problem(kind, 'bindings', names.join(', '));
  });
};

const templateProblems = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  { account, template }: { account: AccountRow | null; template: TemplateRow | null }
): Promise<Problem[]> => {
  if (!template) return [problem('no-template', 'templateId')];
  const file = await mediaProblem(strapi, campaign.bindings);
  const may = templatesService(strapi).ready(template, { bindings: campaign.bindings ?? {} });
  return [
    ...(account && template.wabaId !== account.wabaId
      ? [problem('template-of-another-account', 'templateId')]
      : []),
    ...(may.ok || may.reason === 'incomplete'
      ? []
      : [problem('template-not-sendable', 'templateId', may.reason)]),
    ...maxPriceProblems(account, [template]),
    ...emptySlots(strapi, campaign, template),
    ...(await lockedBindings(strapi, campaign.bindings)).map(({ field }) =>
      problem('sensitive-binding', 'bindings', field.label)
    ),
    ...(file === null ? [] : [problem('file-not-sendable', 'bindings', file)]),
  ];
};

const captionProblems = (text: string, { kind }: KnownFile): Problem[] => {
  if (text !== '' && !takesCaption(kind)) return [problem('no-caption', 'text')];
  return text.length > CAPTION_MAX
    ? [problem('caption-too-long', 'text', String(CAPTION_MAX))]
    : [];
};

/** Variables that name tracked links which are not there. */
const goneLinks = async (strapi: Core.Strapi, text: string): Promise<string[]> => {
  const asked = sourcesOf(linksOfText(text), 'link').map(({ linkId }) => linkId);
  if (asked.length === 0) return [];
  const there = await existingLinks(contextOf(strapi).db.knex, asked);
  return asked.filter((id) => !there.includes(id)).map((id) => `link_${id}`);
};

/** An ordinary message: words, a file, or a file with the words as its caption. */
const textProblems = async (
  strapi: Core.Strapi,
  campaign: CampaignRow
): Promise<{ problems: Problem[]; file: KnownFile | null }> => {
  const text = campaign.text?.trim() ?? '';
  const { fileId } = campaign;
  const unknown = [...unknownVariables(text), ...(await goneLinks(strapi, text))];
  const problems = [
    ...(text === '' && fileId === null ? [problem('no-text', 'text')] : []),
    ...(unknown.length > 0 ? [problem('unknown-variables', 'text', unknown.join(', '))] : []),
  ];
  if (fileId === null) return { problems, file: null };
  try {
    const file = await mediaService(strapi).describe({ from: 'library', id: fileId });
    return { problems: [...problems, ...captionProblems(text, file)], file };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {
      problems: [...problems, problem('file-not-sendable', 'fileId', error.kind)],
      file: null,
    };
  }
};

const flowProblems = async (strapi: Core.Strapi, campaign: CampaignRow): Promise<Problem[]> => {
  const { botId, accountId } = campaign;
  if (botId === null) return [problem('no-bot', 'botId')];
  const start = await botsService(strapi).flowStart(botId, accountId ?? 0);
  // Only before the start: people of a running campaign may have written, so what follows can be sent.
  const reason = start.problem ?? (start.speaksUnanswered ? 'window-not-open' : null);
  return reason === null ? [] : [problem('bot-not-usable', 'botId', reason)];
};

/** A choice that names a sensitive field means nobody until somebody allows it. */
const audienceProblems = async (
  strapi: Core.Strapi,
  audience: NonNullable<CampaignRow['audience']>
): Promise<Problem[]> => {
  try {
    await audienceService(strapi).resolve(audience);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'sensitive-field') throw error;
    return [problem('sensitive-audience', 'audience', String(error.details.label ?? ''))];
  }
};

export interface CheckedDraft {
  problems: Problem[];
  /** Of a campaign in everybody's language: those that may go out, each with its own values. */
  languages: TemplateLanguages | null;
  account: AccountRow | null;
  template: TemplateRow | null;
  /** The file of an ordinary message. */
  file: KnownFile | null;
}

/** What its bot sends first, as it is known now; what is wrong with that template is wrong with the bot. */
const checkFlow = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  { account, template }: Pick<CheckedDraft, 'account' | 'template'>
): Promise<Pick<CheckedDraft, 'problems' | 'languages'>> => {
  const problems = await flowProblems(strapi, campaign);
  if (campaign.byLanguage && template) {
    const checked = await checkLanguages(strapi, campaign, { account, template });
    return { ...checked, problems: [...problems, ...checked.problems] };
  }
  const prices = maxPriceProblems(account, template ? [template] : []);
  return { problems: [...problems, ...prices], languages: null };
};

/** The message of a draft alone: the campaign's own, or one variant of it. */
export const checkMessage = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  account: AccountRow | null
): Promise<Pick<CheckedDraft, 'problems' | 'template' | 'file' | 'languages'>> => {
  if (campaign.kind === 'text')
    return { ...(await textProblems(strapi, campaign)), template: null, languages: null };
  const { templateId } = campaign;
  const template =
    (templateId && (await templatesService(strapi).byIds([templateId])).get(templateId)) || null;
  if (campaign.kind === 'flow')
    return { ...(await checkFlow(strapi, campaign, { account, template })), template, file: null };
  if (campaign.byLanguage && template) {
    const checked = await checkLanguages(strapi, campaign, { account, template });
    return { ...checked, template, file: null };
  }
  const problems = await templateProblems(strapi, campaign, { account, template });
  return { problems, template, file: null, languages: null };
};

/** What a draft lacks before it may start, each with its field. */
export const checkDraft = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  now: number
): Promise<CheckedDraft> => {
  const account = campaign.accountId ? await accountsService(strapi).get(campaign.accountId) : null;
  const message = await checkMessage(strapi, campaign, account);
  const problems: Problem[] = [];
  if (!campaign.name.trim()) problems.push(problem('no-name', 'name'));
  if (!account) problems.push(problem('no-account', 'accountId'));
  if (!campaign.audience) problems.push(problem('no-audience', 'audience'));
  else problems.push(...(await audienceProblems(strapi, campaign.audience)));
  if (account) {
    const may = sendable(account);
    if (!may.ok) problems.push(problem('number-not-usable', 'accountId', may.reason));
  }
  problems.push(...message.problems);
  problems.push(...timeProblems(campaign, now));
  const { template, file, languages } = message;
  return { problems, account, template, file, languages };
};
