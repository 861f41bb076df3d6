import { addressOf, checkMarkRead } from '../checks/envelope';
import type { Fault } from '../faults';
import { textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { acceptMessage, type Accepted } from '../traffic/send';
import type { BusinessNumber } from '../world/accounts';
import { bodyOf, ok, success, type GraphCall, type GraphReply } from './call';
import { afterAcceptance, beforeAcceptance } from './faulting';
import { badValue, isRefusal, required, type Refusal } from './refusal';

const NO_STRIKES: readonly Fault[] = [];

const markRead = (sim: Sim, number: BusinessNumber, body: JsonObject): GraphReply | Refusal => {
  const refusal = checkMarkRead(body);
  if (refusal) return refusal;
  const target = sim.threads.get(textAt(body, 'message_id') ?? '');
  if (!target || target.direction !== 'in' || target.phoneNumberId !== number.id)
    return badValue('Message id is not a message received by this phone number.');
  for (const message of sim.threads.of(target.personId, number.id))
    if (message.direction === 'in' && message.at <= target.at) message.seen = true;
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

/** `POST /{PNID}/messages`: a send, or mark-as-read when `status` is given. */
export const postMessage = (
  sim: Sim,
  number: BusinessNumber,
  call: GraphCall
): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  if (body['status'] !== undefined) {
    const strikes = sim.faults.any()
      ? sim.faults.strike({ endpoint: 'mark-read', phoneNumberId: number.id })
      : NO_STRIKES;
    return beforeAcceptance(strikes) ?? markRead(sim, number, body);
  }
  if (body['messaging_product'] === undefined) return required('messaging_product');
  const address = addressOf(body);
  if (isRefusal(address)) return address;
  const recipient = address.kind === 'phone' ? address.digits : address.input;
  const strikes = sim.faults.any()
    ? sim.faults.strike({ endpoint: 'messages', phoneNumberId: number.id, recipient })
    : NO_STRIKES;
  const struck = beforeAcceptance(strikes);
  if (struck) return struck;
  const accepted = acceptMessage(sim, number, { body, strikes, address });
  return isRefusal(accepted) ? accepted : afterAcceptance(strikes, ok(answerOf(accepted)));
};
