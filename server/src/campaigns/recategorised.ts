import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { skipReasonSql, type ConsentRules } from '../consent/public';
import { contactTable } from '../contacts/public';
import { categoryOf } from '../sending/public';
import { templateByName, templatesNow } from '../templates/public';
import { readFrozen } from './frozen';
import { addPauseReasonIn, campaignsIn } from './store';
import { OPEN_STATES, recipientTable, type CampaignRow, type PauseReason } from './tables';
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

/** A message of a campaign, and the template of which it is made. */
interface Message {
  templateId: number | null;
  row: CampaignRow;
}

/** All messages of a started campaign: its own, its variants, or its languages. */
const messagesOf = (campaign: CampaignRow): Message[] => {
  if (campaign.frozenLanguages)
    return campaign.frozenLanguages.messages.map(({ templateId }) => ({
      templateId,
      row: asMessage(campaign, { variant: null, templateId }),
    }));
  const letters = lettersOf(campaign);
  if (letters.length === 0) return [{ templateId: campaign.templateId, row: campaign }];
  return letters.map((letter) => ({
    templateId: draftOf(campaign, letter).templateId,
    row: asVariant(campaign, letter),
  }));
};

/** By which rules people are judged, and when. */
interface Judging {
  rules: ConsentRules;
  now: number;
}

/** How many of those who wait for this message may not get it as marketing. */
const fallOut = async (
  trx: Knex.Transaction,
  campaign: CampaignRow,
  { rules, now }: Judging
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

/** What pauses a campaign of which these messages became marketing, and how many people fall out of it. */
const pauseFor = async (
  trx: Knex.Transaction,
  messages: readonly Message[],
  judging: Judging
): Promise<{ reason: PauseReason; also: Partial<CampaignRow>; fallOut: number }> => {
  let n = 0;
  for (const { row } of messages) n += await fallOut(trx, row, judging);
  const reason = { reason: 'template-recategorised', detail: String(n), at: judging.now };
  // Caps count it as a promotion from now on.
  return { reason, also: { category: 'MARKETING' }, fallOut: n };
};

/** Pauses the open campaigns of a template that became marketing. Answers which ones, and how many people fall out of each. */
export const pauseRecategorised = async (
  trx: Knex.Transaction,
  { templateId, ...judging }: Judging & { templateId: number }
): Promise<{ id: number; fallOut: number }[]> => {
  const paused: { id: number; fallOut: number }[] = [];
  // One that is prepared looks at its templates itself (`restAtStart`); by the time of the pause it may be running.
  for (const campaign of await campaignsIn(trx, ['preparing', 'running', 'paused'])) {
    if (!usesTemplate(campaign, templateId)) continue;
    const messages = messagesOf(campaign).filter((message) => message.templateId === templateId);
    const { reason, also, fallOut: n } = await pauseFor(trx, messages, judging);
    if (await addPauseReasonIn(trx, campaign.id, { ...reason, also }))
      paused.push({ id: campaign.id, fallOut: n });
  }
  return paused;
};

/** Messages whose template was frozen as another category than marketing, and is marketing now. */
const movedIn = async (trx: Knex.Transaction, campaign: CampaignRow): Promise<Message[]> => {
  const others = messagesOf(campaign).filter(({ row }) => {
    const frozen = readFrozen(row);
    return frozen.kind === 'template' && frozen.category !== 'MARKETING';
  });
  const now = await templatesNow(
    trx,
    others.flatMap(({ templateId }) => templateId ?? [])
  );
  return others.filter(({ templateId }) => now.get(templateId ?? 0)?.category === 'MARKETING');
};

/**
 * What pauses a campaign before its first message: Meta made a template of it marketing after a person started it, while it
 * waited for its time or its recipients were written down. Null: nothing does. The campaign must be locked: a notice that
 * commits later then finds it running.
 */
export const restAtStart = async (
  trx: Knex.Transaction,
  campaign: CampaignRow,
  judging: Judging
): Promise<{ change: Partial<CampaignRow>; fallOut: number } | null> => {
  const moved = await movedIn(trx, campaign);
  if (moved.length === 0) return null;
  const { reason, also, fallOut: n } = await pauseFor(trx, moved, judging);
  const reasons = [...(campaign.reasons ?? []), reason];
  return { change: { ...also, state: 'paused', reasons }, fallOut: n };
};
