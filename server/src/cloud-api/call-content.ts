import type { MessageBody } from '../contracts/conversations';
import { asInstant, asText, isObject, type JsonObject } from './webhook-element';

export type CallWord = NonNullable<MessageBody['call']>;

/** What a webhook tells of a call: that it rings, or how it ended. */
export interface CallContent {
  id: string | null;
  /** Who called. */
  by: 'customer' | 'us';
  /** Both ends, as Meta names them: of some events they are told the other way round. */
  ends: { waId: string | null; userId: string | null }[];
  call: CallWord;
}

const endOf = (call: JsonObject, end: 'from' | 'to') => ({
  waId: asText(call[end]),
  userId: asText(call[`${end}_user_id`]),
});

/** Reads one call (`element.value` of kind `call`). Never throws. */
export const readCall = (value: unknown): CallContent => {
  const call = isObject(value) ? value : {};
  const by = asText(call.direction) === 'BUSINESS_INITIATED' ? 'us' : 'customer';
  const seconds = Number(asText(call.duration) ?? 0) || 0;
  const isOver = asText(call.event) === 'terminate';
  const wasTaken = /^completed$/i.test(asText(call.status) ?? '') && seconds > 0;
  return {
    id: asText(call.id),
    by,
    ends: [endOf(call, 'from'), endOf(call, 'to')],
    call: !isOver
      ? { state: 'ringing' }
      : wasTaken
        ? { state: 'answered', seconds }
        : { state: by === 'customer' ? 'missed' : 'not-answered' },
  };
};

/** The answer to a request for leave to call; null for other messages. */
export const readCallPermission = (message: JsonObject): CallWord | null => {
  const node = isObject(message.interactive) ? message.interactive : {};
  const reply = isObject(node.call_permission_reply) ? node.call_permission_reply : null;
  if (message.type !== 'interactive' || !reply) return null;
  if (asText(reply.response) !== 'accept') return { state: 'refused' };
  const until = reply.is_permanent === true ? null : asInstant(reply.expiration_timestamp);
  return { state: 'allowed', until };
};
