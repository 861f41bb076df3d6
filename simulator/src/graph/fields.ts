import type { JsonObject } from '../kernel/json';
import { invalid, type Refusal } from './refusal';

/** What a node can be asked for. A known field without a value is left out of the answer, as Graph does. */
export type NodeType = { name: string; defaults: readonly string[]; fields: readonly string[] };

export const PHONE_NUMBER: NodeType = {
  name: 'WhatsAppBusinessPhoneNumber',
  defaults: [
    'verified_name',
    'display_phone_number',
    'quality_rating',
    'code_verification_status',
    'platform_type',
    'throughput',
    'webhook_configuration',
  ],
  fields: [
    'account_mode',
    'certificate',
    'code_verification_status',
    'conversational_automation',
    'country_code',
    'country_dial_code',
    'display_phone_number',
    'eligibility_for_api_business_global_search',
    'health_status',
    'host_platform',
    'id',
    'is_official_business_account',
    'is_on_biz_app',
    'is_pin_enabled',
    'is_preverified_number',
    'last_onboarded_time',
    'messaging_limit_tier',
    'name_status',
    'new_certificate',
    'new_display_name',
    'new_name_status',
    'platform_type',
    'quality_rating',
    'quality_score',
    'search_visibility',
    'status',
    'throughput',
    'unified_cert_status',
    'username',
    'verified_name',
    'webhook_configuration',
    'whatsapp_business_manager_messaging_limit',
  ],
};

export const ACCOUNT: NodeType = {
  name: 'WhatsAppBusinessAccount',
  defaults: ['name', 'timezone_id', 'message_template_namespace'],
  fields: [
    'account_review_status',
    'analytics',
    'audiences',
    'auth_international_rate_eligibility',
    'business_verification_status',
    'conversation_analytics',
    'country',
    'creation_time',
    'currency',
    'dcc_config',
    'health_status',
    'id',
    'is_enabled_for_insights',
    'is_shared_with_partners',
    'marketing_messages_lite_api_status',
    'marketing_messages_onboarding_status',
    'message_template_namespace',
    'message_templates',
    'name',
    'on_behalf_of_business_info',
    'owner_business',
    'owner_business_info',
    'ownership_type',
    'phone_numbers',
    'pricing_analytics',
    'primary_business_location',
    'primary_funding_id',
    'purchase_order_number',
    'schedules',
    'status',
    'subscribed_apps',
    'template_analytics',
    'timezone_id',
    'whatsapp_business_manager_messaging_limit',
  ],
};

export const TEMPLATE: NodeType = {
  name: 'WhatsAppMessageTemplate',
  defaults: [
    'id',
    'name',
    'parameter_format',
    'components',
    'language',
    'status',
    'category',
    'sub_category',
  ],
  fields: [
    'category',
    'components',
    'correct_category',
    'created_time',
    'cta_url_link_tracking_opted_out',
    'degrees_of_freedom_spec',
    'display_format',
    'health_status',
    'id',
    'is_primary_device_delivery_only',
    'language',
    'last_updated_time',
    'library_template_name',
    'message_send_ttl_seconds',
    'name',
    'optimization_spec',
    'parameter_format',
    'previous_category',
    'quality_score',
    'rejected_reason',
    'rejection_reason',
    'specific_rejection_reason',
    'status',
    'sub_category',
  ],
};

export const BUSINESS: NodeType = {
  name: 'Business',
  defaults: ['name'],
  fields: [
    'created_time',
    'id',
    'link',
    'name',
    'primary_page',
    'timezone_id',
    'verification_status',
    'whatsapp_business_manager_messaging_limit',
  ],
};

export const PROFILE: NodeType = {
  name: 'WhatsAppBusinessProfile',
  defaults: [],
  fields: [
    'about',
    'address',
    'description',
    'email',
    'id',
    'messaging_product',
    'profile_picture_url',
    'vertical',
    'websites',
  ],
};

export const QR_CODE: NodeType = {
  name: 'WhatsAppMessageQRDL',
  defaults: ['code', 'prefilled_message', 'deep_link_url'],
  fields: ['code', 'creation_time', 'deep_link_url', 'id', 'prefilled_message', 'qr_image_url'],
};

/** `a,b{c,d{e}},f.limit(3){g}` at its top level: each field with what stands in its braces. */
export const fieldsIn = (text: string): { name: string; inner: string }[] => {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of text) {
    if (char === '{' || char === '(' || char === '[') depth += 1;
    if (char === '}' || char === ')' || char === ']') depth -= 1;
    if (char === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return [...parts, part]
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => ({
      name: /^[^.{(\s]*/.exec(one)?.[0] ?? '',
      inner: /\{(.*)\}\s*$/s.exec(one)?.[1] ?? '',
    }));
};

/** Which fields a `fields=` asks for, or the refusal that names the one that does not exist. */
export const askedFields = (fields: string | null, type: NodeType): string[] | Refusal => {
  const asked = fieldsIn(fields ?? '').map(({ name }) => name);
  if (asked.length === 0) return [...type.defaults];
  const foreign = asked.find((name) => !type.fields.includes(name));
  return foreign === undefined
    ? asked
    : invalid(`Tried accessing nonexisting field (${foreign}) on node type (${type.name})`);
};

/** A node cut to these fields. `id` always rides along. */
export const cutTo = (node: JsonObject, names: readonly string[]): JsonObject => {
  const out: JsonObject = {};
  for (const name of names) if (node[name] !== undefined) out[name] = node[name];
  if (node['id'] !== undefined) out['id'] = node['id'];
  return out;
};
