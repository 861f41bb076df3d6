import type { Sim } from '../sim';
import { handshake } from '../webhooks/post';
import type { BusinessNumber } from '../world/accounts';
import { objectAt, textAt, type JsonObject } from '../kernel/json';
import { bookOf } from '../world/number-book';
import { countryAndPrefixOf } from '../world/people';
import { bodyOf, nodeReply, success, type GraphCall, type GraphReply } from './call';
import { askedFields, cutTo, PHONE_NUMBER } from './fields';
import { filtersOf, passes } from './filtering';
import { numberHealth } from './health';
import { pageOf } from './paging';
import { invalid, isRefusal, refuse, type Refusal } from './refusal';
import { automationNode } from './settings';
import { changePin } from './verification';

const webhookConfiguration = (sim: Sim, number: BusinessNumber): JsonObject => {
  const waba = sim.wabas.get(number.wabaId);
  return {
    ...(number.overrideUrl ? { phone_number: number.overrideUrl } : {}),
    ...(waba?.overrideUrl ? { whatsapp_business_account: waba.overrideUrl } : {}),
    ...(sim.webhook ? { application: sim.webhook.url } : {}),
  };
};

const countryOfNumber = (number: BusinessNumber): JsonObject => {
  const found = countryAndPrefixOf(number.phone);
  return found ? { country_code: found.country, country_dial_code: found.prefix } : {};
};

export const numbersOf = (sim: Sim, wabaId: string): BusinessNumber[] =>
  [...sim.numbers.values()].filter((number) => number.wabaId === wabaId);

export const numberNode = (sim: Sim, number: BusinessNumber): JsonObject => ({
  id: number.id,
  display_phone_number: number.displayPhone,
  verified_name: number.verifiedName,
  quality_rating: number.quality,
  code_verification_status: bookOf(sim.books, number.id).verified ? 'VERIFIED' : 'NOT_VERIFIED',
  status: number.registered ? number.status : 'DISCONNECTED',
  name_status: number.nameStatus,
  new_name_status: 'NONE',
  unified_cert_status: number.nameStatus === 'APPROVED' ? 'APPROVED' : 'NAME_PENDING_REVIEW',
  ...countryOfNumber(number),
  quality_score: { score: number.quality },
  host_platform: number.registered ? 'CLOUD_API' : 'NOT_APPLICABLE',
  platform_type: number.registered ? 'CLOUD_API' : 'NOT_APPLICABLE',
  account_mode: bookOf(sim.books, number.id).allowedRecipients ? 'SANDBOX' : 'LIVE',
  throughput: { level: number.throughput },
  is_official_business_account: false,
  is_on_biz_app: false,
  is_preverified_number: false,
  eligibility_for_api_business_global_search: 'NON_ELIGIBLE_UNDEFINED_COUNTRY',
  search_visibility: 'NON_VISIBLE',
  last_onboarded_time: '2026-01-15T09:00:00+0000',
  is_pin_enabled: number.pin !== null,
  messaging_limit_tier: sim.portfolio.tier,
  whatsapp_business_manager_messaging_limit: sim.portfolio.tier,
  health_status: numberHealth(sim, number),
  webhook_configuration: webhookConfiguration(sim, number),
  conversational_automation: automationNode(sim, number),
});

export const getNumber = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => nodeReply(numberNode(sim, number), call, PHONE_NUMBER);

/** Fields that `filtering` knows, as Meta's OpenAPI document lists them. */
const FILTERED = ['account_mode', 'messaging_limit_tier', 'is_official_business_account'];

/** `GET /{WABA}/phone_numbers`: those that pass `filtering`, page by page. */
export const listNumbers = (sim: Sim, wabaId: string, call: GraphCall): GraphReply | Refusal => {
  const asked = askedFields(call.query.get('fields'), PHONE_NUMBER);
  if (isRefusal(asked)) return asked;
  const filters = filtersOf(call.query.get('filtering'), FILTERED);
  if (isRefusal(filters)) return filters;
  const found = numbersOf(sim, wabaId).filter((number) => passes(numberNode(sim, number), filters));
  return pageOf(sim, call, { found, show: (number) => cutTo(numberNode(sim, number), asked) });
};

/** Checks a callback by the GET handshake; null = it answered as it must. */
export const checkCallback = async (
  sim: Sim,
  url: string,
  verifyToken: string
): Promise<Refusal | null> => {
  if (url.length > 200)
    return invalid('Param override_callback_uri must be at most 200 characters long.');
  const problem = await handshake(sim.caller, { url, verifyToken }, sim.random.digits(10));
  return problem ? refuse(2200, problem) : null;
};

/** `POST /{PNID}`: change the PIN, set or remove the number's own webhook. */
export const editNumber = async (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): Promise<GraphReply | Refusal> => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  const configuration = objectAt(body, 'webhook_configuration');
  if (configuration) {
    const url = textAt(configuration, 'override_callback_uri') ?? '';
    const verifyToken = textAt(configuration, 'verify_token') ?? '';
    const refusal = url === '' ? null : await checkCallback(sim, url, verifyToken);
    if (refusal) return refusal;
    number.overrideUrl = url || null;
    number.overrideVerifyToken = url ? verifyToken : null;
  }
  return changePin(number, body) ?? success();
};
