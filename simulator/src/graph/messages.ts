import { addressOf, checkMarkRead, checkSend } from '../checks/envelope';
import type { Fault } from '../faults';
import { isObject, objectAt, parseJson, textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { acceptMessage, type Accepted } from '../traffic/send';
import type { BusinessNumber } from '../world/accounts';
import { relationOf } from '../world/people';
import { bodyOf, ok, success, type GraphCall, type GraphReply } from './call';
import { afterAcceptance, beforeAcceptance } from './faulting';
import { badValue, invalid, isRefusal, refuse, required, type Refusal } from './refusal';

/** Fields of a marketing message that a plain message does not have. */
const policyRefusal = (body: JsonObject): Refusal | null => {
  const policy = body['product_policy'];
  if (policy !== undefined && policy !== 'CLOUD_API_FALLBACK' && policy !== 'STRICT')
    return invalid('Param product_policy must be one of {CLOUD_API_FALLBACK, STRICT}.');
  const sharing = body['message_activity_sharing'];
  return sharing === undefined || typeof sharing === 'boolean'
    ? null
    : invalid('Param message_activity_sharing must be a boolean.');
};

const NO_STRIKES: readonly Fault[] = [];

const TYPING_MS = 25_000;

/** The phone shows "typing…" until the next message, at most 25 seconds. */
const showTyping = (sim: Sim, personId: string, number: BusinessNumber): void => {
  const person = sim.people.find(personId);
  if (!person) return;
  relationOf(person, number.id).typingUntil = sim.clock.now() + TYPING_MS;
  sim.clock.after(TYPING_MS, () => sim.live.person(personId));
};

const markRead = (sim: Sim, number: BusinessNumber, body: JsonObject): GraphReply | Refusal => {
  const refusal = checkMarkRead(body);
  if (refusal) return refusal;
  const target = sim.threads.get(textAt(body, 'message_id') ?? '');
  if (!target || target.direction !== 'in' || target.phoneNumberId !== number.id)
    return badValue('Message id is not a message received by this phone number.');
  for (const message of sim.threads.of(target.personId, number.id))
    if (message.direction === 'in' && message.at <= target.at) message.seen = true;
  if (body['typing_indicator'] !== undefined) showTyping(sim, target.personId, number);
  sim.live.person(target.personId);
  return success();
};

const answerOf = (accepted: Accepted): JsonObject => {
  const { address, person } = accepted;
  return {
    messaging_product: 'whatsapp',
    contacts: [
      address.kind === 'phone'
        ? { input: address.input, wa_id: person.waId ?? address.digits }
        : { input: address.input, user_id: address.input },
    ],
    messages: [
      {
        id: accepted.wamid,
        ...(accepted.type === 'template'
          ? { message_status: accepted.held ? 'held_for_quality_assessment' : 'accepted' }
          : {}),
      },
    ],
  };
};

/** Graph also takes an object or a list as its JSON text; there are clients that send `contacts` so. */
const unwrapped = (body: JsonObject): JsonObject => {
  const type = textAt(body, 'type') ?? 'text';
  const text = textAt(body, type);
  const node = text === undefined ? undefined : parseJson(text);
  return isObject(node) || Array.isArray(node) ? { ...body, [type]: node } : body;
};

/** Meta's guide to payments writes the `parameters` of an order as JSON text. */
const withParameters = (body: JsonObject): JsonObject => {
  const interactive = objectAt(body, 'interactive') ?? {};
  const action = objectAt(interactive, 'action') ?? {};
  const text = textAt(action, 'parameters');
  const parameters = text === undefined ? undefined : parseJson(text);
  return isObject(parameters)
    ? { ...body, interactive: { ...interactive, action: { ...action, parameters } } }
    : body;
};

/** `POST /{PNID}/marketing_messages`: templates only, and marketing ones only. */
export const postMarketingMessage = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  if (body['messaging_product'] === undefined) return required('messaging_product');
  if (body['type'] !== 'template') return refuse(134100);
  return policyRefusal(body) ?? post(sim, number, { body, marketingApi: true });
};

/** `POST /{PNID}/messages`: a send, or mark-as-read when `status` is given. */
export const postMessage = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const body = bodyOf(call);
  return isRefusal(body) ? body : post(sim, number, { body, marketingApi: false });
};

/** `PUT /{PNID}/messages`: mark-as-read and nothing else. Meta's guide has POST; some clients write PUT. */
export const putMessage = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  return body['status'] === undefined
    ? required('status')
    : post(sim, number, { body, marketingApi: false });
};

const post = (
  sim: Sim,
  number: BusinessNumber,
  request: { body: JsonObject; marketingApi: boolean }
): GraphReply | Refusal => {
  const { marketingApi } = request;
  const body = withParameters(unwrapped(request.body));
  if (body['status'] !== undefined && !marketingApi) {
    const strikes = sim.faults.any()
      ? sim.faults.strike({ endpoint: 'mark-read', phoneNumberId: number.id })
      : NO_STRIKES;
    return beforeAcceptance(strikes) ?? markRead(sim, number, body);
  }
  if (body['messaging_product'] === undefined) return required('messaging_product');
  if (body['recipient_type'] === 'group') return checkSend(body) ?? refuse(131215);
  const address = addressOf(body);
  if (isRefusal(address)) return address;
  const recipient = address.kind === 'phone' ? address.digits : address.input;
  const strikes = sim.faults.any()
    ? sim.faults.strike({ endpoint: 'messages', phoneNumberId: number.id, recipient })
    : NO_STRIKES;
  const struck = beforeAcceptance(strikes);
  if (struck) return struck;
  const accepted = acceptMessage(sim, number, { body, strikes, address, marketingApi });
  return isRefusal(accepted) ? accepted : afterAcceptance(strikes, ok(answerOf(accepted)));
};
