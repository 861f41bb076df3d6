import { isObject, listAt, textAt, type JsonObject } from '../kernel/json';
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

export type StatusWords = { title?: string; info?: { reason: string; recommendation: string } };

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  UNPAUSE: 'The pause of the template is over.',
  DISABLED: 'The template was paused too often and is disabled for good.',
};

const otherInfo = (title: string): JsonObject => ({
  other_info: {
    title,
    description:
      DESCRIPTIONS[title] ?? 'The template was paused because customers gave negative feedback.',
  },
});

const statusExtras = (template: TemplateRecord, now: number, words: StatusWords): JsonObject => {
  switch (template.status) {
    case 'REJECTED':
      return {
        rejection_info: words.info ?? {
          reason: 'The text does not fit the format.',
          recommendation: 'Put text around each variable.',
        },
      };
    case 'PAUSED':
      return otherInfo(words.title ?? PAUSE_TITLES[template.pauses - 1] ?? 'RATE_LIMITING_PAUSE');
    case 'DISABLED':
      return {
        ...otherInfo('DISABLED'),
        disable_info: { disable_date: Math.floor(now / 1000) },
      };
    default:
      return words.title ? otherInfo(words.title) : {};
  }
};

export const templateStatusChange = (
  template: TemplateRecord,
  now: number,
  words: StatusWords = {}
): WebhookChange =>
  change(template, now, {
    field: 'message_template_status_update',
    value: {
      event: template.status,
      ...identity(template),
      reason:
        template.status === 'REJECTED' ? (template.rejectedReason ?? 'INVALID_FORMAT') : 'NONE',
      message_template_category: template.category,
      ...statusExtras(template, now, words),
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

/** The notice before a category changes: `new_category` is still the present one. */
export const templateCategoryNotice = (
  template: TemplateRecord,
  now: number,
  notice: { correct: string; at: number }
): WebhookChange =>
  change(template, now, {
    field: 'template_category_update',
    value: {
      ...identity(template),
      new_category: template.category,
      correct_category: notice.correct,
      category_update_timestamp: Math.floor(notice.at / 1000),
    },
  });

const partOf = (template: TemplateRecord, type: string): JsonObject =>
  template.components.find((component) => component['type'] === type) ?? {};

const buttonOf = (button: JsonObject): JsonObject => ({
  message_template_button_type: button['type'],
  message_template_button_text: button['text'] ?? '',
  ...(textAt(button, 'url') ? { message_template_button_url: button['url'] } : {}),
  ...(textAt(button, 'phone_number')
    ? { message_template_button_phone_number: button['phone_number'] }
    : {}),
});

/** What an edited and approved template says now. */
export const templateComponentsChange = (template: TemplateRecord, now: number): WebhookChange => {
  const buttons = (listAt(partOf(template, 'BUTTONS'), 'buttons') ?? []).filter(isObject);
  const header = textAt(partOf(template, 'HEADER'), 'text');
  const footer = textAt(partOf(template, 'FOOTER'), 'text');
  return change(template, now, {
    field: 'message_template_components_update',
    value: {
      ...identity(template),
      // Unlike its sisters this webhook writes the language with an underscore.
      message_template_language: template.language,
      message_template_element: textAt(partOf(template, 'BODY'), 'text') ?? '',
      ...(header ? { message_template_title: header } : {}),
      ...(footer ? { message_template_footer: footer } : {}),
      ...(buttons.length > 0 ? { message_template_buttons: buttons.map(buttonOf) } : {}),
    },
  });
};
