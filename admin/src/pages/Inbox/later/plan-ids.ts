import { newClientId } from '../hooks/useOutbox';
import type { Outgoing } from '../model/outgoing';

/**
 * The client ids of messages that are being planned. Until all of a press are planned, the same content keeps its id, so
 * that a repeat after a lost answer plans nothing twice; other content always has another one, since the server answers a
 * known id with the message that it already has.
 */
export const createPlanIds = () => {
  const ids = new Map<string, string>();
  return {
    /** One entry per message, in order; two equal messages of one press have two ids. */
    take: (messages: readonly Outgoing['body'][]) => {
      const equal = new Map<string, number>();
      return messages.map((body) => {
        const content = JSON.stringify(body);
        const nth = equal.get(content) ?? 0;
        equal.set(content, nth + 1);
        const key = `${nth}:${content}`;
        const kept = ids.get(key);
        const clientId = kept ?? newClientId();
        ids.set(key, clientId);
        return { key, body, clientId, isRepeat: kept !== undefined };
      });
    },
    /** The server certainly has nothing under the id of this message. */
    drop: (key: string) => void ids.delete(key),
    clear: () => ids.clear(),
  };
};
