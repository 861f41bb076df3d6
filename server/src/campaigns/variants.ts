import { trialPlan, type TrialPlan, type VariantLetter } from '../contracts/campaign-trial';
import type { SlotBindings } from '../contracts/templates';
import type { Sql } from '../strapi/db';
import { LETTERS, type Split } from './domain/split';
import { readRow } from '../strapi/table';
import { campaignTable, recipientTable, type CampaignRow, type RecipientRow } from './tables';

const DEFAULT = trialPlan.parse({});

/** How carefully a campaign goes out; drafts of before know no trial. */
export const planOf = ({ trial }: Pick<CampaignRow, 'trial'>): TrialPlan => trial ?? DEFAULT;

export const splitOf = (campaign: CampaignRow): Split => {
  const { holdoutPercent, test } = planOf(campaign);
  return {
    a: campaign.splitA,
    b: campaign.splitB,
    holdout: holdoutPercent,
    share: test?.sharePercent ?? 0,
    arms: test ? test.variants.length + 1 : 1,
  };
};

/** Letters of a campaign's messages; one campaign without a test has none. */
export const lettersOf = (campaign: Pick<CampaignRow, 'trial'>): VariantLetter[] => {
  const { test } = planOf(campaign);
  return test ? LETTERS.slice(0, test.variants.length + 1) : [];
};

/** A draft as if this variant were its message: everything that checks or shows a draft works on it. */
export const draftOf = (campaign: CampaignRow, letter: VariantLetter | null): CampaignRow => {
  const at = letter === null ? 0 : LETTERS.indexOf(letter);
  const variant = planOf(campaign).test?.variants[at - 1];
  if (letter === null) return campaign;
  if (!variant) return { ...campaign, letter };
  const { templateId, bindings, text } = variant;
  return { ...campaign, letter, templateId, bindings, text };
};

/**
 * True when any message of the campaign is made of this template. An ordinary message keeps the template that was chosen
 * before its kind, and is made of none.
 */
export const usesTemplate = (
  campaign: Pick<CampaignRow, 'kind' | 'templateId' | 'frozenLanguages' | 'trial'>,
  templateId: number
): boolean =>
  campaign.kind !== 'text' &&
  (campaign.templateId === templateId ||
    (campaign.frozenLanguages?.messages ?? []).some((one) => one.templateId === templateId) ||
    (planOf(campaign).test?.variants ?? []).some((variant) => variant.templateId === templateId));

/** Bindings of all messages of a campaign or draft. */
export const allBindings = ({
  bindings,
  trial,
}: {
  bindings?: CampaignRow['bindings'] | undefined;
  trial?: TrialPlan | null | undefined;
}): SlotBindings[] => [
  ...(bindings ? [bindings] : []),
  ...(trial?.test?.variants ?? []).map((variant) => variant.bindings),
];

const rows = new WeakMap<CampaignRow, Map<VariantLetter | number, CampaignRow>>();

/** Made once for each campaign that was read: what is rendered and grouped by it stays one. */
const madeOnce = (
  campaign: CampaignRow,
  key: VariantLetter | number,
  make: () => CampaignRow
): CampaignRow => {
  const known = rows.get(campaign) ?? new Map<VariantLetter | number, CampaignRow>();
  rows.set(campaign, known);
  const row = known.get(key) ?? make();
  known.set(key, row);
  return row;
};

/** A started campaign as if this variant were its message: rendered, uploaded and judged like any other. */
export const asVariant = (campaign: CampaignRow, letter: VariantLetter | null): CampaignRow => {
  if (letter === null || !campaign.frozenVariants) return campaign;
  const variant = campaign.frozenVariants[LETTERS.indexOf(letter) - 1];
  return madeOnce(campaign, letter, () => ({ ...campaign, letter, ...(variant ?? {}) }));
};

/** A started campaign as if the message of this recipient were its own: a variant of its test, or one of its languages. */
export const asMessage = (
  campaign: CampaignRow,
  { variant, templateId }: Pick<RecipientRow, 'variant' | 'templateId'>
): CampaignRow => {
  const message = campaign.frozenLanguages?.messages.find((one) => one.templateId === templateId);
  return message
    ? madeOnce(campaign, message.templateId, () => ({ ...campaign, ...message }))
    : asVariant(campaign, variant);
};

/** The template of the message that a recipient got; null where it was none. */
export const templateOfRecipient = async (
  sql: Sql,
  campaignId: number,
  recipientId: number | null
): Promise<number | null> => {
  const raw = await sql(campaignTable.table)
    .where({ id: campaignId })
    .first<Record<string, unknown> | undefined>();
  if (!raw) return null;
  const campaign = readRow(campaignTable, raw);
  if (campaign.kind === 'text') return null;
  const row = await sql(recipientTable.table)
    .where({ id: recipientId ?? 0 })
    .first<{ variant: VariantLetter | null; template_id: unknown } | undefined>(
      'variant',
      'template_id'
    );
  if (row?.template_id) return Number(row.template_id);
  return draftOf(campaign, row?.variant ?? campaign.winner).templateId;
};

/** Who waited for the winner gets it. A winner never changes, so it may be read before the permit. */
export const winnerOf = async (
  sql: Sql,
  { id }: Pick<CampaignRow, 'id'>
): Promise<VariantLetter | null> => {
  const row = await sql(campaignTable.table)
    .where({ id })
    .first<{ winner: VariantLetter | null } | undefined>('winner');
  return row?.winner ?? null;
};
