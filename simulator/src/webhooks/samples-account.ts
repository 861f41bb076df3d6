import { unixSeconds } from '../kernel/clock';
import type { JsonObject } from '../kernel/json';
import { contactOf } from './payload';
import type { Cast, Sample } from './sample';
import {
  templateCategoryChange,
  templateCategoryNotice,
  templateComponentsChange,
  templateQualityChange,
  templateStatusChange,
} from './template-payload';

const seconds = (now: number): number => Math.floor(now / 1000);
const DAY_MS = 24 * 3600_000;

const metadata = ({ number }: Cast): JsonObject => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: number.phone, phone_number_id: number.id },
});

const contacts = (cast: Cast): JsonObject => ({
  contacts: [
    contactOf(cast.person, { phoneNumberId: cast.number.id, now: cast.now, username: true }),
  ],
});

const TEMPLATE_EVENTS = [
  'APPROVED',
  'ARCHIVED',
  'DELETED',
  'DISABLED',
  'FLAGGED',
  'IN_APPEAL',
  'LIMIT_EXCEEDED',
  'LOCKED',
  'PAUSED',
  'PENDING',
  'PENDING_DELETION',
  'REINSTATED',
  'REJECTED',
  'UNARCHIVED',
  'UNLOCKED',
];

const templateEvents = Object.fromEntries(
  TEMPLATE_EVENTS.map((event): [string, Sample] => [
    `message_template_status_update.${event}`,
    (cast) => ({ ...templateStatusChange(cast.template, cast.now).value, event }),
  ])
);

const plain = (event: string): [string, Sample] => [`account_update.${event}`, () => ({ event })];

const ACCOUNT_EVENTS = [
  'ACCOUNT_DELETED',
  'ACCOUNT_OFFBOARDED',
  'ACCOUNT_RECONNECTED',
  'AD_ACCOUNT_LINKED',
  'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE',
  'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE',
  'MM_LITE_TERMS_SIGNED',
  'PARTNER_ADDED',
  'PARTNER_APP_INSTALLED',
  'PARTNER_APP_UNINSTALLED',
  'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE',
  'VOLUME_BASED_PRICING_TIER_UPDATE',
];

const accountUpdates: Readonly<Record<string, Sample>> = {
  ...Object.fromEntries(ACCOUNT_EVENTS.map(plain)),
  'account_update.ACCOUNT_RESTRICTION': (cast) => ({
    event: 'ACCOUNT_RESTRICTION',
    restriction_info: [
      {
        restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
        expiration: seconds(cast.now + 3 * DAY_MS),
        remediation: 'Look at the policy violations in the business support home.',
      },
    ],
  }),
  'account_update.ACCOUNT_VIOLATION': () => ({
    event: 'ACCOUNT_VIOLATION',
    violation_info: { violation_type: 'SPAM' },
  }),
  'account_update.DISABLED_UPDATE': () => ({
    event: 'DISABLED_UPDATE',
    ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'November 25, 2026' },
  }),
  'account_update.PARTNER_REMOVED': (cast) => ({
    event: 'PARTNER_REMOVED',
    waba_info: { waba_id: cast.number.wabaId },
    disconnection_info: { reason: 'UNLINKED', initiated_by: 'BUSINESS' },
  }),
};

const numberEvents: Readonly<Record<string, Sample>> = {
  'phone_number_quality_update.ONBOARDING': ({ number }) => ({
    display_phone_number: number.phone,
    event: 'ONBOARDING',
    max_daily_conversations_per_business: 'TIER_250',
    current_limit: 'TIER_250',
  }),
  'phone_number_quality_update.THROUGHPUT_UPGRADE': ({ number }) => ({
    display_phone_number: number.phone,
    event: 'THROUGHPUT_UPGRADE',
    max_daily_conversations_per_business: 'TIER_UNLIMITED',
    current_limit: 'TIER_UNLIMITED',
  }),
  'phone_number_name_update.APPROVED': ({ number }) => ({
    display_phone_number: number.phone,
    decision: 'APPROVED',
    requested_verified_name: number.verifiedName,
    rejection_reason: null,
  }),
  'phone_number_name_update.REJECTED': ({ number }) => ({
    display_phone_number: number.phone,
    decision: 'REJECTED',
    requested_verified_name: number.verifiedName,
    rejection_reason: 'NAME_NOT_CONSISTENT',
  }),
  business_capability_update: () => ({
    max_daily_conversation_per_phone: 10_000,
    max_daily_conversations_per_business: 'TIER_10K',
    max_phone_numbers_per_waba: 25,
  }),
  account_alerts: ({ number }) => ({
    entity_type: 'BUSINESS',
    entity_id: number.wabaId,
    alert_info: {
      alert_severity: 'WARNING',
      alert_status: 'ACTIVE',
      alert_type: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED',
      alert_description: 'More messages with good quality are needed before the limit can grow.',
    },
  }),
  account_review_update: () => ({ decision: 'APPROVED' }),
  ...Object.fromEntries(
    ['PIN_CHANGED', 'PIN_RESET_REQUEST', 'PIN_REQUEST_SUCCESS'].map((event): [string, Sample] => [
      `security.${event}`,
      ({ number }) => ({ display_phone_number: number.phone, event, requester: '61550000000001' }),
    ])
  ),
  business_username_update: ({ number }) => ({
    display_phone_number: number.phone,
    username: 'karacakahve',
    status: 'approved',
  }),
};

const peopleEvents: Readonly<Record<string, Sample>> = {
  ...Object.fromEntries(
    ['stop', 'resume'].map((value): [string, Sample] => [
      `user_preferences.${value}`,
      (cast) => ({
        ...metadata(cast),
        ...contacts(cast),
        user_preferences: [
          {
            ...(cast.person.waId ? { wa_id: cast.person.waId } : {}),
            user_id: cast.person.bsuid,
            detail: `User requested to ${value} marketing messages`,
            category: 'marketing_messages',
            value,
            timestamp: seconds(cast.now),
          },
        ],
      }),
    ])
  ),
  user_id_update: (cast) => ({
    ...metadata(cast),
    ...contacts(cast),
    user_id_update: [
      {
        ...(cast.person.waId ? { wa_id: cast.person.waId } : {}),
        detail: 'User id has been updated',
        user_id: {
          previous: `${cast.person.country}.11111111111111111`,
          current: cast.person.bsuid,
        },
        timestamp: unixSeconds(cast.now),
      },
    ],
  }),
};

const echo = (cast: Cast): JsonObject => ({
  from: cast.number.phone,
  to: cast.person.waId ?? '',
  id: cast.wamid,
  timestamp: unixSeconds(cast.now),
  type: 'text',
  text: { body: 'Written in the WhatsApp Business app' },
});

const coexistence: Readonly<Record<string, Sample>> = {
  smb_message_echoes: (cast) => ({ ...metadata(cast), message_echoes: [echo(cast)] }),
  smb_app_state_sync: (cast) => ({
    ...metadata(cast),
    state_sync: [
      {
        type: 'contact',
        contact: {
          full_name: cast.person.name,
          first_name: cast.person.name.split(' ')[0] ?? cast.person.name,
          phone_number: cast.person.phone ?? '',
        },
        action: 'add',
        metadata: { timestamp: unixSeconds(cast.now) },
      },
    ],
  }),
  'history.chunk': (cast) => ({
    ...metadata(cast),
    history: [
      {
        metadata: { phase: 0, chunk_order: 1, progress: 55 },
        threads: [
          {
            id: cast.person.waId ?? cast.person.bsuid,
            messages: [{ ...echo(cast), history_context: { status: 'READ' } }],
          },
        ],
      },
    ],
  }),
  'history.declined': (cast) => ({
    ...metadata(cast),
    history: [
      {
        errors: [
          {
            code: 2593109,
            title: 'History sync is turned off by the business from the WhatsApp Business App',
            message: 'History sync is turned off by the business from the WhatsApp Business App',
            error_data: { details: 'History sharing is turned off by the business.' },
          },
        ],
      },
    ],
  }),
};

const flow = (event: string, extra: JsonObject): [string, Sample] => [
  `flows.${event}`,
  () => ({ event, message: `Flow event ${event}`, flow_id: '6627390910605886', ...extra }),
];

const ALARM: JsonObject = { alert_state: 'ACTIVATED', requests_count: 200 };

const others: Readonly<Record<string, Sample>> = Object.fromEntries([
  flow('FLOW_STATUS_CHANGE', { old_status: 'DRAFT', new_status: 'PUBLISHED' }),
  flow('CLIENT_ERROR_RATE', {
    ...ALARM,
    error_rate: 14.3,
    threshold: 10,
    errors: [{ error_type: 'INPUT_REQUIRED', error_rate: 14.3, error_count: 28 }],
  }),
  flow('ENDPOINT_ERROR_RATE', {
    ...ALARM,
    error_rate: 14.3,
    threshold: 10,
    errors: [{ error_type: 'timeout', error_rate: 14.3, error_count: 28 }],
  }),
  flow('ENDPOINT_LATENCY', { ...ALARM, p50_latency: 8000, p90_latency: 9000, threshold: 7000 }),
  flow('ENDPOINT_AVAILABILITY', { ...ALARM, availability: 75, threshold: 90 }),
  ...[
    'group_lifecycle_update',
    'group_participants_update',
    'group_settings_update',
    'group_status_update',
    'payment_configuration_update',
    'partner_solutions',
    'automatic_events',
    'account_settings_update',
    'tracking_events',
    'messaging_handovers',
  ].map((field): [string, Sample] => [
    field,
    (cast) => ({ ...metadata(cast), timestamp: unixSeconds(cast.now) }),
  ]),
  [
    'calls',
    (cast: Cast) => ({
      ...metadata(cast),
      ...contacts(cast),
      calls: [
        {
          id: `wacid.${cast.wamid.slice(6)}`,
          from: cast.person.waId ?? '',
          to: cast.number.phone,
          event: 'connect',
          direction: 'USER_INITIATED',
          timestamp: unixSeconds(cast.now),
        },
      ],
    }),
  ],
]);

/** Fields beside `messages`. */
export const FIELD_SAMPLES: Readonly<Record<string, Sample>> = {
  ...templateEvents,
  message_template_quality_update: (cast) =>
    templateQualityChange({ ...cast.template, quality: 'YELLOW' }, cast.now, 'GREEN').value,
  message_template_components_update: (cast) =>
    templateComponentsChange(cast.template, cast.now).value,
  'template_category_update.notice': (cast) =>
    templateCategoryNotice(cast.template, cast.now, { correct: 'MARKETING', at: cast.now + DAY_MS })
      .value,
  'template_category_update.change': (cast) =>
    templateCategoryChange(cast.template, cast.now, 'UTILITY').value,
  ...numberEvents,
  ...accountUpdates,
  ...peopleEvents,
  ...coexistence,
  ...others,
};
