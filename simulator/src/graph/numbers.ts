import type { Sim } from '../sim';
import { handshake } from '../webhooks/post';
import type { BusinessNumber } from '../world/accounts';
import { objectAt, textAt, type JsonObject } from '../kernel/json';
import { bookOf } from '../world/number-book';
import { bodyOf, ok, pickFields, success, type GraphCall, type GraphReply } from './call';
import { numberHealth } from './health';
import { pageOf } from './paging';
import { invalid, isRefusal, refuse, type Refusal } from './refusal';
import { automationNode } from './settings';
import { changePin } from './verification';

const DEFAULT_FIELDS = [
  'verified_name',
  'display_phone_number',
  'quality_rating',
  'code_verification_status',
  'platform_type',
  'throughput',
  'webhook_configuration',
];

const webhookConfiguration = (sim: Sim, number: BusinessNumber): JsonObject => {
  const waba = sim.wabas.get(number.wabaId);
  return {
    ...(number.overrideUrl ? { phone_number: number.overrideUrl } : {}),
    ...(waba?.overrideUrl ? { whatsapp_business_account: waba.overrideUrl } : {}),
    ...(sim.webhook ? { application: sim.webhook.url } : {}),
  };
};

export const numberNode = (sim: Sim, number: BusinessNumber): JsonObject => ({
  id: number.id,
  display_phone_number: number.displayPhone,
  verified_name: number.verifiedName,
  quality_rating: number.quality,
  code_verification_status: bookOf(sim.books, number.id).verified ? 'VERIFIED' : 'NOT_VERIFIED',
  status: number.registered ? number.status : 'DISCONNECTED',
  name_status: number.nameStatus,
  new_name_status: 'NONE',
  platform_type: number.registered ? 'CLOUD_API' : 'NOT_APPLICABLE',
  account_mode: 'LIVE',
  throughput: { level: number.throughput },
  is_official_business_account: false,
  is_pin_enabled: number.pin !== null,
  messaging_limit_tier: sim.portfolio.tier,
  whatsapp_business_manager_messaging_limit: sim.portfolio.tier,
  health_status: numberHealth(sim, number),
  webhook_configuration: webhookConfiguration(sim, number),
  conversational_automation: automationNode(sim, number),
});

export const getNumber = (sim: Sim, number: BusinessNumber, call: GraphCall): GraphReply =>
  ok(pickFields(numberNode(sim, number), call.query.get('fields'), DEFAULT_FIELDS));

/** `GET /{WABA}/phone_numbers`: page by page. */
export const listNumbers = (sim: Sim, wabaId: string, call: GraphCall): GraphReply | Refusal => {
  const found = [...sim.numbers.values()].filter((number) => number.wabaId === wabaId);
  const show = (number: BusinessNumber): JsonObject =>
    pickFields(numberNode(sim, number), call.query.get('fields'), DEFAULT_FIELDS);
  return pageOf(sim, call, { found, show });
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
