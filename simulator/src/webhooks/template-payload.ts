import type { JsonObject } from '../kernel/json';
import type { TemplateRecord } from '../world/templates';
import type { WebhookChange } from './payload';

const identity = (template: TemplateRecord): JsonObject => ({
  // Template ids are strings in answers and JSON numbers in webhooks.
  message_template_id: Number(template.id),
  message_template_name: template.name,
  message_template_language: template.language.replace('_', '-'),
});

const change = (
  template: TemplateRecord,
  now: number,
  update: { field: string; value: JsonObject }
): WebhookChange => ({
  wabaId: template.wabaId,
  field: update.field,
  time: Math.floor(now / 1000),
  value: update.value,
});

const PAUSE_TITLES = ['FIRST_PAUSE', 'SECOND_PAUSE'];

const statusExtras = (template: TemplateRecord, now: number): JsonObject => {
  if (template.status === 'REJECTED')
    return {
      rejection_info: {
        reason: 'The text does not fit the format.',
        recommendation: 'Put text around each variable.',
      },
    };
  if (template.status === 'PAUSED')
    return {
      other_info: {
        title: PAUSE_TITLES[template.pauses - 1] ?? 'RATE_LIMITING_PAUSE',
        description: 'The template was paused because customers gave negative feedback.',
      },
    };
  if (template.status === 'DISABLED')
    return { disable_info: { disable_date: Math.floor(now / 1000) } };
  return {};
};

export const templateStatusChange = (template: TemplateRecord, now: number): WebhookChange =>
  change(template, now, {
    field: 'message_template_status_update',
    value: {
      event: template.status,
      ...identity(template),
      reason:
        template.status === 'REJECTED' ? (template.rejectedReason ?? 'INVALID_FORMAT') : 'NONE',
      message_template_category: template.category,
      ...statusExtras(template, now),
    },
  });

export const templateQualityChange = (
  template: TemplateRecord,
  now: number,
  previous: string
): WebhookChange =>
  change(template, now, {
    field: 'message_template_quality_update',
    value: {
      previous_quality_score: previous,
      new_quality_score: template.quality,
      ...identity(template),
    },
  });

export const templateCategoryChange = (
  template: TemplateRecord,
  now: number,
  previous: string
): WebhookChange =>
  change(template, now, {
    field: 'template_category_update',
    value: { ...identity(template), previous_category: previous, new_category: template.category },
  });
