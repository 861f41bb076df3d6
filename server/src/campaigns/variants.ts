import { trialPlan, type TrialPlan, type VariantLetter } from '../contracts/campaign-trial';
import type { SlotBindings } from '../contracts/templates';
import type { Sql } from '../strapi/db';
import { LETTERS, type Split } from './domain/split';
import { readRow } from '../strapi/table';
import { campaignTable, recipientTable, type CampaignRow, type RecipientRow } from './tables';

const DEFAULT = trialPlan.parse({});

/** How carefully a campaign goes out; a draft in which nobody chose that has the defaults. */
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
  // A bot has no variants: those in the row are of the kind that was chosen before.
  if (letter === null || campaign.kind === 'flow') return campaign;
  if (!variant) return { ...campaign, letter };
  const { templateId, bindings, text } = variant;
  return { ...campaign, letter, templateId, bindings, text };
};

/** Templates that a campaign names. */
interface NamedTemplates {
  ids: readonly number[];
  /** The one that it names goes out in each of its languages (E-25). */
  inAllLanguages: boolean;
  /** Its recipients get one of several messages: a variant of its test, or a language. */
  isSplit: boolean;
}

/** Of which templates the messages of the campaign are made, as its own row says. */
export const templatesNamed = (campaign: CampaignRow): NamedTemplates => {
  const { kind, state, byLanguage: inAllLanguages } = campaign;
  // What was chosen before its kind became another one stays in the row. The draft of a flow sends what its bot begins with.
  if (kind === 'text' || (kind === 'flow' && state === 'draft'))
    return { ids: [], inAllLanguages: false, isSplit: false };
  const letters = lettersOf(campaign);
  const messages =
    letters.length === 0 ? [campaign] : letters.map((letter) => draftOf(campaign, letter));
  const ids = messages.flatMap(({ templateId }) => (templateId === null ? [] : [templateId]));
  return { ids: [...new Set(ids)], inAllLanguages, isSplit: inAllLanguages || letters.length > 0 };
};

/** True where the campaign names this template, or sends each of its languages and names another one (`family`). */
export const namesTemplate = (
  campaign: CampaignRow,
  { id, family }: { id: number; family: readonly number[] }
): boolean => {
  const { ids, inAllLanguages } = templatesNamed(campaign);
  return ids.includes(id) || (inAllLanguages && family.includes(campaign.templateId ?? 0));
};

/** True when any message of the campaign is made of this template. */
export const usesTemplate = (campaign: CampaignRow, templateId: number): boolean => {
  const { ids, inAllLanguages } = templatesNamed(campaign);
  const languages = inAllLanguages ? (campaign.frozenLanguages?.messages ?? []) : [];
  return ids.includes(templateId) || languages.some((one) => one.templateId === templateId);
};

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
    ? madeOnce(campaign, message.templateId, () => ({
        ...campaign,
        ...message,
        namedTemplateId: campaign.templateId,
      }))
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
