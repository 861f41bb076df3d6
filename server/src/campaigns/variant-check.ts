import type { Core } from '@strapi/strapi';
import type { AccountRow } from '../accounts/public';
import type { VariantLetter } from '../contracts/campaign-trial';
import type { TemplateRow } from '../templates/public';
import { checkDraft, checkMessage, type CheckedDraft } from './draft-check';
import { bounds, SPLIT } from './domain/split';
import { LEAST_DELIVERED } from './domain/significance';
import { freezeDraft, type Frozen } from './frozen';
import { freezeLanguages } from './languages';
import { hint, problem, type Problem } from './problem';
import type { CampaignRow } from './tables';
import { draftOf, lettersOf, planOf, splitOf } from './variants';

/** B, C and D of a draft, each as it would be checked and frozen if it were the message. */
export interface CheckedVariant {
  letter: VariantLetter;
  draft: CampaignRow;
  template: TemplateRow | null;
  frozen: Frozen | null;
  problems: Problem[];
}

const checkVariants = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  account: AccountRow | null
): Promise<CheckedVariant[]> => {
  if (campaign.kind === 'flow') return [];
  const checked: CheckedVariant[] = [];
  for (const letter of lettersOf(campaign).slice(1)) {
    const draft = draftOf(campaign, letter);
    const { problems, ...found } = await checkMessage(strapi, draft, account);
    const { template } = found;
    checked.push({ letter, draft, template, frozen: freezeDraft(draft, found), problems });
  }
  return checked;
};

const named = (letter: VariantLetter, detail: string | null): string =>
  detail === null ? letter : `${letter}: ${detail}`;

/** What keeps a test from starting: every message must be ready, and all be judged by the same rules of consent. */
const variantProblems = (
  campaign: CampaignRow,
  { template, file }: Pick<CheckedDraft, 'template' | 'file'>,
  checked: readonly CheckedVariant[]
): Problem[] => {
  const { test } = planOf(campaign);
  if (!test) return [];
  if (campaign.kind === 'flow') return [problem('variants-not-for-flows', 'variants')];
  const own = freezeDraft(campaign, { template, file });
  const other = checked.filter(({ frozen }) => frozen && own && frozen.category !== own.category);
  return [
    ...checked.flatMap(({ letter, problems }) =>
      problems.map((one) => ({ ...one, field: 'variants', detail: named(letter, one.detail) }))
    ),
    ...other.map(({ letter }) => problem('variant-category', 'variants', letter)),
  ];
};

/** The arms are too small for a winner by rule: known before anything is sent. */
export const sizeHints = (campaign: CampaignRow, willReceive: number): Problem[] => {
  const split = splitOf(campaign);
  const { ends, holdoutFrom } = bounds(split);
  if (split.arms < 2 || willReceive === 0) return [];
  const arm = Math.floor((willReceive * (ends[0] ?? 0)) / (holdoutFrom || SPLIT));
  return arm < LEAST_DELIVERED ? [hint('test-too-small', 'variants', String(arm))] : [];
};

export interface CheckedCampaign extends CheckedDraft {
  variants: CheckedVariant[];
}

/** What a campaign lacks before it may start, in any of its messages. */
export const checkCampaign = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  now: number
): Promise<CheckedCampaign> => {
  const checked = await checkDraft(strapi, campaign, now);
  const variants = await checkVariants(strapi, campaign, checked.account);
  const problems = [...checked.problems, ...variantProblems(campaign, checked, variants)];
  return { ...checked, problems, variants };
};

/** All its messages as they go out, whatever becomes of their templates. */
export const freezeMessages = (
  campaign: CampaignRow,
  { variants, ...checked }: CheckedCampaign
): Pick<CampaignRow, 'frozen' | 'frozenVariants' | 'frozenLanguages' | 'category'> => {
  const frozen = freezeDraft(campaign, checked);
  const others = variants.flatMap(({ draft, frozen: own }) =>
    own ? [{ frozen: own, bindings: draft.bindings ?? {} }] : []
  );
  return {
    frozen,
    frozenVariants: variants.length === 0 ? null : others,
    frozenLanguages: checked.languages && freezeLanguages(checked.languages),
    category: frozen?.category ?? null,
  };
};
