import { unixSeconds } from '../kernel/clock';
import type { JsonObject } from '../kernel/json';
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

/** What a system message tells of the change: by the old number where it is another one now, else by the ids in its text alone. */
const toldOf = ({ person, before }: { person: Person; before: Before }): JsonObject => {
  const { waId, bsuid, name } = person;
  if (before.waId === waId)
    return {
      type: 'system',
      system: {
        body: `User ${name} changed from ${before.bsuid} to ${bsuid}`,
        user_id: bsuid,
        type: 'user_changed_user_id',
      },
    };
  return {
    ...(before.shown ? { from: before.waId } : {}),
    from_user_id: before.bsuid,
    type: 'system',
    system: {
      body: `User ${name} changed from ${before.waId ?? before.bsuid} to ${waId ?? ''}`,
      ...(before.shown ? { wa_id: waId } : {}),
      user_id: bsuid,
      type: 'user_changed_number',
    },
  };
};

const systemChange = (
  sim: Sim,
  number: BusinessNumber,
  move: { person: Person; before: Before }
): WebhookChange => {
  const { before } = move;
  const sent = {
    id: newWamid(sim, before.waId ?? before.bsuid),
    timestamp: unixSeconds(sim.clock.now()),
  };
  return {
    wabaId: number.wabaId,
    field: 'messages',
    time: null,
    value: { ...base(number), messages: [{ ...toldOf(move), ...sent }] },
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
          detail:
            before.waId === person.waId
              ? 'The user id changed'
              : 'The user id changed because the user changed the phone number',
          user_id: { previous: before.bsuid, current: person.bsuid },
          timestamp: unixSeconds(now),
        },
      ],
    },
  };
};

/** Which of the two webhooks tell of the change. */
export type MoveTold = { notice: boolean; userIdUpdate: boolean };

/**
 * A person gets another BSUID, with another phone number or the one they have, and every number they talked to is told by a
 * system message. `user_id_update` follows only for apps that subscribed to it.
 */
export const movePerson = (
  sim: Sim,
  person: Person,
  { phone, told }: { phone: string | null; told: MoveTold }
): void => {
  const now = sim.clock.now();
  const before = [...person.relations.keys()].map((id) => ({
    id,
    waId: person.waId,
    bsuid: person.bsuid,
    shown: showsPhone(person, id, now),
  }));
  sim.people.update(person, {
    ...(phone === null ? {} : { phone, waId: phone }),
    bsuid: `${person.bsuid.split('.')[0] ?? 'XX'}.${sim.ids.digits(17)}`,
  });
  person.device += 1;
  for (const { id, ...was } of before) {
    const number = sim.numbers.get(id);
    if (!number) continue;
    if (told.notice) emitChange(sim, systemChange(sim, number, { person, before: was }));
    if (told.userIdUpdate) emitChange(sim, userIdChange(sim, number, { person, before: was }));
  }
  sim.live.person(person.id);
};
