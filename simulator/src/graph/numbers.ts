import type { Sim } from '../sim';
import { handshake } from '../webhooks/post';
import type { BusinessNumber } from '../world/accounts';
import { objectAt, textAt, type JsonObject } from '../kernel/json';
import { bodyOf, fieldOf, ok, pickFields, success, type GraphCall, type GraphReply } from './call';
import { invalid, isRefusal, refuse, required, type Refusal } from './refusal';

const DEFAULT_FIELDS = [
  'verified_name',
  'display_phone_number',
  'quality_rating',
  'code_verification_status',
  'platform_type',
  'throughput',
  'webhook_configuration',
];

const healthOf = (sim: Sim, number: BusinessNumber): JsonObject => ({
  can_send_message: number.registered && number.status === 'CONNECTED' ? 'AVAILABLE' : 'BLOCKED',
  entities: [
    {
      entity_type: 'PHONE_NUMBER',
      id: number.id,
      can_send_message:
        number.registered && number.status === 'CONNECTED' ? 'AVAILABLE' : 'BLOCKED',
    },
    { entity_type: 'WABA', id: number.wabaId, can_send_message: 'AVAILABLE' },
    { entity_type: 'BUSINESS', id: sim.portfolio.id, can_send_message: 'AVAILABLE' },
    { entity_type: 'APP', id: sim.app.id, can_send_message: 'AVAILABLE' },
  ],
});

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
  code_verification_status: 'VERIFIED',
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
  health_status: healthOf(sim, number),
  webhook_configuration: webhookConfiguration(sim, number),
});

export const getNumber = (sim: Sim, number: BusinessNumber, call: GraphCall): GraphReply =>
  ok(pickFields(numberNode(sim, number), call.query.get('fields'), DEFAULT_FIELDS));

/** `GET /{WABA}/phone_numbers`. */
export const listNumbers = (sim: Sim, wabaId: string, call: GraphCall): GraphReply => {
  const data = [...sim.numbers.values()]
    .filter((number) => number.wabaId === wabaId)
    .map((number) => pickFields(numberNode(sim, number), call.query.get('fields'), DEFAULT_FIELDS));
  return ok({
    data,
    paging: { cursors: { before: 'QVFIUmJlZm9yZQZDZD', after: 'QVFIUmFmdGVyZAZD' } },
  });
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
  const pin = textAt(body, 'pin');
  if (pin !== undefined && !/^\d{6}$/.test(pin))
    return invalid('Param pin must be exactly 6 digits.');
  const configuration = objectAt(body, 'webhook_configuration');
  if (configuration) {
    const url = textAt(configuration, 'override_callback_uri') ?? '';
    const verifyToken = textAt(configuration, 'verify_token') ?? '';
    const refusal = url === '' ? null : await checkCallback(sim, url, verifyToken);
    if (refusal) return refusal;
    number.overrideUrl = url || null;
    number.overrideVerifyToken = url ? verifyToken : null;
  }
  if (pin !== undefined) number.pin = pin;
  return success();
};

const WINDOW_MS = 72 * 3600_000;

const registerAllowed = (sim: Sim, number: BusinessNumber): boolean => {
  const now = sim.clock.now();
  number.registerCalls = number.registerCalls.filter((at) => now - at < WINDOW_MS);
  if (number.registerCalls.length >= 10) return false;
  number.registerCalls.push(now);
  return true;
};

/** `POST /{PNID}/register`. */
export const register = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  if (fieldOf(call, body, 'messaging_product') !== 'whatsapp') return required('messaging_product');
  const pin = fieldOf(call, body, 'pin');
  if (pin === undefined) return required('pin');
  if (!/^\d{6}$/.test(pin)) return invalid('Param pin must be exactly 6 digits.');
  if (!registerAllowed(sim, number)) return refuse(133016);
  if (number.pin !== null && number.pin !== pin) return refuse(133005);
  number.pin = pin;
  number.registered = true;
  sim.live.state();
  return success();
};

export const deregister = (sim: Sim, number: BusinessNumber): GraphReply | Refusal => {
  if (!registerAllowed(sim, number)) return refuse(133016);
  number.registered = false;
  sim.live.state();
  return success();
};
