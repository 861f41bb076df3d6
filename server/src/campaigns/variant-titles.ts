import type { Core } from '@strapi/strapi';
import type { VariantLetter } from '../contracts/campaign-trial';
import { templatesService } from '../templates/public';
import type { CampaignRow } from './tables';
import { draftOf, lettersOf } from './variants';

const WORDS = 60;

/** What each variant is called: its template, or its first words. */
export const variantTitles = async (
  strapi: Core.Strapi,
  campaign: CampaignRow
): Promise<Map<VariantLetter, string>> => {
  const drafts = lettersOf(campaign).map((letter) => ({
    letter,
    draft: draftOf(campaign, letter),
  }));
  const templates = await templatesService(strapi).byIds(
    drafts.flatMap(({ draft }) => draft.templateId ?? [])
  );
  return new Map(
    drafts.map(({ letter, draft }) => [
      letter,
      (draft.kind === 'text'
        ? draft.text?.slice(0, WORDS)
        : templates.get(draft.templateId ?? 0)?.name) ?? '',
    ])
  );
};
