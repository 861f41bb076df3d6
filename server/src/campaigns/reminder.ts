import type { Core } from '@strapi/strapi';
import type { ReminderBody } from '../contracts/campaign-reminder';
import type { CampaignView } from '../contracts/campaigns';
import { allOf } from '../contracts/condition-tree';
import type { SegmentCondition, SegmentGroup } from '../contracts/segments';
import { CAMPAIGN_TEMPLATES } from '../contracts/template-library';
import type { SlotBindings } from '../contracts/templates';
import { DomainError } from '../kernel/errors';
import { DAY_MS } from '../kernel/time';
import { segmentsService } from '../segments/public';
import { contextOf } from '../strapi/context';
import { templatesService, type TemplateRow } from '../templates/public';
import type { Campaigns } from './service';

const [, REMINDER] = CAMPAIGN_TEMPLATES.event;

const invalid = (field: string, message: string, remedy: string): DomainError =>
  new DomainError('invalid', message, { field, remedy, status: 422 });

/** Who got the invitation, less those who wrote or pressed an answer that declines since it was planned. */
const invitedTree = (
  campaignId: number,
  { declines, days }: { declines: readonly string[]; days: number }
): SegmentGroup =>
  allOf<SegmentCondition>([
    { kind: 'campaign', not: false, campaignId, outcome: 'sent' },
    ...declines.map((text) => ({
      kind: 'messages' as const,
      not: true,
      direction: 'in' as const,
      text,
      within: { amount: days, unit: 'days' as const },
    })),
  ]);

/** The answer that declines. An invitation in everybody's language has it in each: it is the same button by its place. */
const declinesOf = async (
  strapi: Core.Strapi,
  template: TemplateRow,
  { byLanguage, text }: { byLanguage: boolean; text: string | null }
): Promise<string[]> => {
  if (text === null) return [];
  if (!byLanguage) return [text];
  const templates = templatesService(strapi);
  const answersOf = (row: TemplateRow): string[] =>
    templates.shape(row).buttons.flatMap((one) => (one.type === 'QUICK_REPLY' ? [one.text] : []));
  const place = answersOf(template).indexOf(text);
  const { ready, unready } = await templates.inLanguages(template);
  const others = [...ready, ...unready].flatMap(({ row }) => answersOf(row)[place] ?? []);
  return [...new Set([text, ...others])];
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

interface Asked {
  invitation: CampaignView;
  body: ReminderBody;
  by: number;
}

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
    throw invalid('templateId', 'the campaign sends no template', 'choose the invitation first');
  if (body.scheduledAt <= now)
    throw invalid('scheduledAt', 'this time has passed', 'choose a later day of the event');
  const template = await templatesService(strapi).get(invitation.templateId);
  const reminder = await reminderOf(strapi, template);
  const { byLanguage } = invitation;
  const declines = await declinesOf(strapi, template, { byLanguage, text: body.declines });
  const days = Math.min(3650, Math.ceil((body.scheduledAt - now) / DAY_MS) + 1);
  const segment = await segmentsService(strapi).create({
    name: `${body.name} (${invitation.id})`,
    description: null,
    tree: invitedTree(invitation.id, { declines, days }),
  });
  return campaigns.create(
    {
      name: body.name,
      accountId: invitation.accountId,
      kind: 'template',
      templateId: reminder?.id ?? null,
      bindings: reminder ? bindingsOf(strapi, reminder, invitation.bindings) : {},
      byLanguage,
      audience: {
        kind: 'all',
        filter: { segments: { include: [segment.id], exclude: [] } },
        except: [],
      },
      when: 'at',
      scheduledAt: body.scheduledAt,
      timezone: body.timezone,
    },
    by
  );
};
