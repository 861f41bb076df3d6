import { unixSeconds } from '../kernel/clock';
import { newWamid, type Sim } from '../sim';
import { contactOf, type WebhookChange } from '../webhooks/payload';
import type { BusinessNumber } from '../world/accounts';
import { showsPhone, type Person } from '../world/people';
import { emitChange } from './emit';

type Before = { waId: string | null; bsuid: string; shown: boolean };

const base = (number: BusinessNumber) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: number.phone, phone_number_id: number.id },
});

const systemChange = (
  sim: Sim,
  number: BusinessNumber,
  move: { person: Person; before: Before }
): WebhookChange => {
  const { person, before } = move;
  const now = sim.clock.now();
  return {
    wabaId: number.wabaId,
    field: 'messages',
    time: null,
    value: {
      ...base(number),
      messages: [
        {
          ...(before.shown ? { from: before.waId } : {}),
          from_user_id: before.bsuid,
          id: newWamid(sim, before.waId ?? before.bsuid),
          timestamp: unixSeconds(now),
          type: 'system',
          system: {
            body: `User ${person.name} changed from ${before.waId ?? before.bsuid} to ${person.waId ?? ''}`,
            ...(before.shown ? { wa_id: person.waId } : {}),
            user_id: person.bsuid,
            type: 'user_changed_number',
          },
        },
      ],
    },
  };
};

const userIdChange = (
  sim: Sim,
  number: BusinessNumber,
  move: { person: Person; before: Before }
): WebhookChange => {
  const { person, before } = move;
  const now = sim.clock.now();
  const shown = showsPhone(person, number.id, now);
  return {
    wabaId: number.wabaId,
    field: 'user_id_update',
    time: Math.floor(now / 1000),
    value: {
      ...base(number),
      contacts: [contactOf(person, { phoneNumberId: number.id, now, username: true })],
      user_id_update: [
        {
          ...(shown ? { wa_id: person.waId } : {}),
          detail: 'The user id changed because the user changed the phone number',
          user_id: { previous: before.bsuid, current: person.bsuid },
          timestamp: unixSeconds(now),
        },
      ],
    },
  };
};

/**
 * A person takes another number: the BSUID is made anew, and every number they talked to is told by a system message.
 * `user_id_update` follows only for apps that subscribed to it.
 */
export const movePerson = (
  sim: Sim,
  person: Person,
  move: { phone: string; userIdUpdate: boolean }
): void => {
  const { phone } = move;
  const now = sim.clock.now();
  const before = [...person.relations.keys()].map((id) => ({
    id,
    waId: person.waId,
    bsuid: person.bsuid,
    shown: showsPhone(person, id, now),
  }));
  sim.people.update(person, {
    phone,
    waId: phone,
    bsuid: `${person.bsuid.split('.')[0] ?? 'XX'}.${sim.ids.digits(17)}`,
  });
  person.device += 1;
  for (const { id, ...was } of before) {
    const number = sim.numbers.get(id);
    if (!number) continue;
    emitChange(sim, systemChange(sim, number, { person, before: was }));
    if (move.userIdUpdate) emitChange(sim, userIdChange(sim, number, { person, before: was }));
  }
  sim.live.person(person.id);
};
