import type { Core } from '@strapi/strapi';
import type { ReminderBody } from '../contracts/campaign-reminder';
import type { CampaignDraftBody, CampaignView } from '../contracts/campaigns';
import { allOf } from '../contracts/condition-tree';
import type { SegmentCondition, SegmentGroup } from '../contracts/segments';
import { CAMPAIGN_TEMPLATES } from '../contracts/template-library';
import type { SlotBindings } from '../contracts/templates';
import { refusedInWords, type DomainError } from '../kernel/errors';
import { both, type InputWords } from '../kernel/input-words';
import { segmentsService } from '../segments/public';
import { contextOf } from '../strapi/context';
import { templatesService, type TemplateRow } from '../templates/public';
import { declinesIn } from './domain/declines';
import type { Campaigns } from './service';

const [, REMINDER] = CAMPAIGN_TEMPLATES.event;

const invalid = (field: string, words: InputWords): DomainError =>
  refusedInWords('invalid', words, { field, status: 422 });
const NO_INVITATION = both(
  ['The campaign sends no template.', 'Choose the invitation first.'],
  ['Kampanya şablon göndermiyor.', 'Önce davet şablonunu seçin.']
);
const PASSED = both(
  ['This time has passed.', 'Choose a later event date.'],
  ['Bu zaman geçti.', 'Etkinlik için daha ileri bir tarih seçin.']
);

/**
 * Who got the invitation, less those who answered it with a no, whenever that was: the same words under another invitation,
 * or anywhere in a message, decline nothing.
 */
const invitedTree = (campaignId: number, declines: string[]): SegmentGroup =>
  allOf<SegmentCondition>([
    { kind: 'campaign', not: false, campaignId, outcome: 'sent' },
    ...(declines.length > 0
      ? [
          {
            kind: 'campaign' as const,
            not: true,
            campaignId,
            outcome: 'answered' as const,
            texts: declines,
          },
        ]
      : []),
  ]);

interface Asked {
  invitation: CampaignView;
  body: ReminderBody;
  by: number;
}

/** Templates of the other messages of an invitation: its variants, and its languages where each person gets their own. */
const otherMessages = async (
  strapi: Core.Strapi,
  template: TemplateRow,
  { byLanguage, trial }: CampaignView
): Promise<TemplateRow[]> => {
  const templates = templatesService(strapi);
  const ids = (trial.test?.variants ?? []).flatMap(({ templateId }) => templateId ?? []);
  const variants = [...(await templates.byIds(ids)).values()];
  if (!byLanguage) return variants;
  const { ready, unready } = await templates.inLanguages(template);
  return [...variants, ...[...ready, ...unready].map(({ row }) => row)];
};

/** The answers that decline, in whatever message of the invitation somebody got. */
const declinesOf = async (
  strapi: Core.Strapi,
  template: TemplateRow,
  { invitation, body }: Pick<Asked, 'invitation' | 'body'>
): Promise<string[]> => {
  if (body.declines === null) return [];
  const templates = templatesService(strapi);
  const answersOf = (row: TemplateRow): string[] =>
    templates.shape(row).buttons.flatMap((one) => (one.type === 'QUICK_REPLY' ? [one.text] : []));
  const others = await otherMessages(strapi, template, invitation);
  return declinesIn(body.declines, answersOf(template), others.map(answersOf));
};

/** The reminder of the library beside the invitation, where the account has it in the same language. */
const reminderOf = async (
  strapi: Core.Strapi,
  { wabaId, language }: TemplateRow
): Promise<TemplateRow | null> => {
  const found = await templatesService(strapi).byName(wabaId, REMINDER, language);
  return found?.status === 'MISSING' ? null : found;
};

/** Values of the invitation serve its reminder, where both have the variable. */
const bindingsOf = (
  strapi: Core.Strapi,
  reminder: TemplateRow,
  invited: SlotBindings
): SlotBindings =>
  Object.fromEntries(
    templatesService(strapi)
      .shape(reminder)
      .slots.flatMap(({ key }) => {
        const binding = invited[key] ?? reminder.bindings?.[key];
        return binding ? [[key, binding] as const] : [];
      })
  );

/**
 * The draft that reminds of an event (M-51): its people are read when it starts, so that an answer of the last hour counts.
 * Throws `invalid`, `name-taken` where it was planned before.
 */
export const planReminder = async (
  strapi: Core.Strapi,
  campaigns: Pick<Campaigns, 'create'>,
  { invitation, body, by }: Asked
): Promise<CampaignView> => {
  const { clock } = contextOf(strapi);
  const now = clock.now();
  if (invitation.kind !== 'template' || invitation.templateId === null)
    throw invalid('templateId', NO_INVITATION);
  if (body.scheduledAt <= now) throw invalid('scheduledAt', PASSED);
  const template = await templatesService(strapi).get(invitation.templateId);
  const reminder = await reminderOf(strapi, template);
  const { byLanguage } = invitation;
  const declines = await declinesOf(strapi, template, { invitation, body });
  const segments = segmentsService(strapi);
  const { id: segmentId } = await segments.create({
    name: `${body.name} (${invitation.id})`,
    description: null,
    tree: invitedTree(invitation.id, declines),
  });
  const draft: CampaignDraftBody = {
    name: body.name,
    accountId: invitation.accountId,
    kind: 'template',
    templateId: reminder?.id ?? null,
    bindings: reminder ? bindingsOf(strapi, reminder, invitation.bindings) : {},
    byLanguage,
    audience: {
      kind: 'all',
      filter: { segments: { include: [segmentId], exclude: [] } },
      except: [],
    },
    when: 'at',
    scheduledAt: body.scheduledAt,
    timezone: body.timezone,
  };
  try {
    return await campaigns.create(draft, by);
  } catch (error) {
    // Left behind, the segment would say of the next try that it was planned before.
    await segments.remove(segmentId);
    throw error;
  }
};
