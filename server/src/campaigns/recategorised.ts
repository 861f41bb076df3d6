import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { skipReasonSql, type ConsentRules } from '../consent/public';
import { contactTable } from '../contacts/public';
import { categoryOf } from '../sending/public';
import { templateByName } from '../templates/public';
import { readFrozen } from './frozen';
import { addPauseReasonIn, campaignsIn } from './store';
import { OPEN_STATES, recipientTable, type CampaignRow } from './tables';
import { asMessage, asVariant, draftOf, lettersOf, usesTemplate } from './variants';

/**
 * The campaign with what Meta decides now: its content is frozen at the start, but Meta may make the template marketing
 * while it runs, and somebody give it a maximum price, with which it goes by another address. One that was marketing at the
 * start stays so: its people were chosen and counted as such.
 */
export const withTemplateNow = async (
  trx: Knex.Transaction,
  { campaign, account }: { campaign: CampaignRow; account: AccountRow }
): Promise<CampaignRow> => {
  const frozen = readFrozen(campaign);
  if (frozen.kind !== 'template') return campaign;
  const { wabaId } = account;
  const { name, language } = frozen;
  const template = await templateByName(trx, { wabaId, name, language });
  if (!template) return campaign;
  const maxPriced = template.maxPrice !== null;
  const isNew = frozen.category !== 'MARKETING' && categoryOf(template) === 'MARKETING';
  if (isNew) return { ...campaign, maxPriced, frozen: { ...frozen, category: 'MARKETING' } };
  return maxPriced ? { ...campaign, maxPriced } : campaign;
};

/** The messages of a campaign that are made of this template: itself, some of its variants, or one language. */
const messagesOf = (campaign: CampaignRow, templateId: number): CampaignRow[] => {
  if (campaign.frozenLanguages) return [asMessage(campaign, { variant: null, templateId })];
  const letters = lettersOf(campaign);
  if (letters.length === 0) return [campaign];
  return letters
    .filter((letter) => draftOf(campaign, letter).templateId === templateId)
    .map((letter) => asVariant(campaign, letter));
};

/** How many of those who wait for this message may not get it as marketing. */
const fallOut = async (
  trx: Knex.Transaction,
  campaign: CampaignRow,
  { rules, now }: { rules: ConsentRules; now: number }
): Promise<number> => {
  const frozen = readFrozen(campaign);
  const topic = frozen.kind === 'template' ? frozen.topic : null;
  const query = trx(`${recipientTable.table} as r`)
    .join(`${contactTable.table} as c`, 'c.id', 'r.contact_id')
    .where('r.campaign_id', campaign.id)
    .whereIn('r.state', OPEN_STATES)
    .whereNull('c.merged_into')
    .whereRaw(`(${skipReasonSql('MARKETING', now, { ...rules, topic })}) IS NOT NULL`);
  if (campaign.letter) void query.where('r.variant', campaign.letter);
  if (campaign.frozenLanguages) void query.where('r.template_id', campaign.templateId);
  const [row] = await query.count<{ n: unknown }[]>({ n: '*' });
  return Number(row?.n);
};

/** Pauses the open campaigns of a template that became marketing. Answers which ones, and how many people fall out of each. */
export const pauseRecategorised = async (
  trx: Knex.Transaction,
  { templateId, rules, now }: { templateId: number; rules: ConsentRules; now: number }
): Promise<{ id: number; fallOut: number }[]> => {
  const paused: { id: number; fallOut: number }[] = [];
  for (const campaign of await campaignsIn(trx, ['running', 'paused'])) {
    if (!usesTemplate(campaign, templateId)) continue;
    let n = 0;
    for (const message of messagesOf(campaign, templateId))
      n += await fallOut(trx, message, { rules, now });
    const reason = { reason: 'template-recategorised', detail: String(n), at: now };
    // Caps count it as a promotion from now on.
    const also = { category: 'MARKETING' };
    if (await addPauseReasonIn(trx, campaign.id, { ...reason, also }))
      paused.push({ id: campaign.id, fallOut: n });
  }
  return paused;
};
