import { isOneEmoji } from '../checks/simple-types';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import { spelled, type Sim } from '../sim';
import { emitChange, hasArrived } from '../traffic/emit';
import { inboundMediaNode, receive, storeInbound } from '../traffic/inbound';
import { landWaiting, readThread, tellPlayed } from '../traffic/ladder';
import { mediaKindOf } from '../traffic/media-use';
import { noteBlock } from '../traffic/quality';
import { preferenceChange } from '../webhooks/payload';
import type { BusinessNumber } from '../world/accounts';
import type { Person } from '../world/people';
import type { ThreadMessage } from '../world/threads';
import { editOn, revokeOn } from './changes';
import { ControlError } from './control-error';
import { payOn, type PaymentInput } from './pay';

/** Which person, towards which business number (default: the one they last talked to, else the first). */
export type ActOptions = {
  phoneNumberId?: string;
  quoted?: string;
  forwarded?: boolean;
  referral?: JsonObject;
};
export type MediaInput = {
  bytes: Buffer;
  mimeType: string;
  filename?: string;
  caption?: string;
  /** A voice note rather than an audio file. */
  voice?: boolean;
  /** As a document although it could be shown. */
  as?: 'document';
};

/** Everything a customer can do with the phone. A person is named by id, phone, BSUID or username; sends return the wamid. */
export type Acts = {
  text(person: string, body: string, options?: ActOptions): string;
  media(person: string, media: MediaInput, options?: ActOptions): string;
  location(
    person: string,
    location: { latitude: number; longitude: number; name?: string; address?: string },
    options?: ActOptions
  ): string;
  contact(person: string, card: { name: string; phone: string }, options?: ActOptions): string;
  /** Answers a request for the number by sharing the own one. */
  shareNumber(person: string, wamid: string): string;
  react(person: string, wamid: string, emoji: string): string;
  /** Edits an own text or caption within 15 minutes; told as from a number that the WhatsApp Business app uses too. */
  edit(person: string, wamid: string, body: string): string;
  /** Deletes an own message for everyone. */
  revoke(person: string, wamid: string): string;
  /** Presses a reply button of a template or interactive message, by its index or its text. */
  press(person: string, wamid: string, button: number | string): string;
  /** Chooses a row of a list, by its id. */
  choose(person: string, wamid: string, rowId: string): string;
  /** Looks at the thread; returns how many messages became read. */
  read(person: string, phoneNumberId?: string): number;
  /** Plays a voice message of the business; the first time is told. */
  play(person: string, wamid: string): void;
  /** Pays for the order of a message, or fails to. */
  pay(person: string, wamid: string, payment: PaymentInput): void;
  stopMarketing(person: string, phoneNumberId?: string): void;
  resumeMarketing(person: string, phoneNumberId?: string): void;
  block(person: string, blocked: boolean): void;
  setOnline(person: string, online: boolean): void;
  setReceipts(person: string, receipts: boolean): void;
  /** Any inbound type by its raw node, e.g. order, system, unsupported. */
  raw(person: string, message: { type: string; node?: unknown }, options?: ActOptions): string;
};

export const personOf = (sim: Sim, key: string): Person => {
  const person = sim.people.find(key);
  if (!person)
    throw new ControlError(
      404,
      `No person "${key.slice(0, 60)}". Use an id, phone, BSUID or username.`
    );
  return person;
};

export const numberOf = (
  sim: Sim,
  person: Person | null,
  phoneNumberId?: string
): BusinessNumber => {
  const id =
    phoneNumberId ??
    (person ? sim.threads.last(person.id)?.phoneNumberId : undefined) ??
    sim.numbers.keys().next().value;
  const number = sim.numbers.get(id ?? '');
  if (!number)
    throw new ControlError(404, `No business number with the id "${String(id).slice(0, 60)}".`);
  return number;
};

const bubbleOf = (sim: Sim, person: Person, wamid: string): ThreadMessage => {
  const bubble = sim.threads.get(wamid);
  if (!bubble || bubble.personId !== person.id)
    throw new ControlError(404, 'No such message in this thread.');
  return bubble;
};

const buttonsOf = (bubble: ThreadMessage): JsonObject[] => {
  const own =
    listAt(bubble.content, 'buttons') ??
    listAt(objectAt(bubble.content, 'action') ?? {}, 'buttons') ??
    [];
  const cards = (
    listAt(bubble.content, 'cards') ??
    listAt(objectAt(bubble.content, 'action') ?? {}, 'cards') ??
    []
  ).filter(isObject);
  const inCards = cards.flatMap(
    (card) => listAt(card, 'buttons') ?? listAt(objectAt(card, 'action') ?? {}, 'buttons') ?? []
  );
  return [...own, ...inCards].filter(isObject);
};

const labelOf = (button: JsonObject): string =>
  textAt(objectAt(button, 'reply') ?? objectAt(button, 'quick_reply') ?? {}, 'title') ??
  textAt(button, 'text') ??
  '';

/** Buttons of the message that answer; the others open something. */
export const answerButtons = (bubble: ThreadMessage): JsonObject[] =>
  buttonsOf(bubble).filter((button) =>
    bubble.type === 'template'
      ? textAt(button, 'type') === 'QUICK_REPLY'
      : (objectAt(button, 'reply') ?? objectAt(button, 'quick_reply')) !== undefined
  );

/** Buttons of the message that open an address. */
export const linkButtons = (bubble: ThreadMessage): JsonObject[] => {
  const action = objectAt(bubble.content, 'action') ?? {};
  return textAt(action, 'name') === 'cta_url'
    ? [action]
    : buttonsOf(bubble).filter((button) => textAt(button, 'type') === 'URL');
};

/** Rows of a list message. */
export const rowsOf = (bubble: ThreadMessage): JsonObject[] =>
  (listAt(objectAt(bubble.content, 'action') ?? {}, 'sections') ?? [])
    .filter(isObject)
    .flatMap((section) => listAt(section, 'rows') ?? [])
    .filter(isObject);

type Choice = { bubble: ThreadMessage; chosen: JsonObject };

/** The person presses this button of this message. */
export const pressOn = (sim: Sim, person: Person, { bubble, chosen }: Choice): string => {
  const title = labelOf(chosen);
  const reply = objectAt(chosen, 'reply') ?? objectAt(chosen, 'quick_reply') ?? {};
  const answer =
    bubble.type === 'template'
      ? { type: 'button', node: { payload: textAt(chosen, 'payload') ?? title, text: title } }
      : {
          type: 'interactive',
          node: { type: 'button_reply', button_reply: { id: textAt(reply, 'id') ?? title, title } },
        };
  const number = numberOf(sim, person, bubble.phoneNumberId);
  const shown = { body: title };
  return receive(sim, { person, number }, { ...answer, quoted: bubble.wamid, shown });
};

/** The person chooses this row of this list. */
export const chooseOn = (sim: Sim, person: Person, { bubble, chosen }: Choice): string => {
  const title = textAt(chosen, 'title') ?? '';
  const description = textAt(chosen, 'description');
  const said = description ? { description } : {};
  const list_reply = { id: textAt(chosen, 'id') ?? '', title, ...said };
  return receive(
    sim,
    { person, number: numberOf(sim, person, bubble.phoneNumberId) },
    {
      type: 'interactive',
      node: { type: 'list_reply', list_reply },
      quoted: bubble.wamid,
      shown: { body: title, ...said },
    }
  );
};

const pressButton = (
  sim: Sim,
  person: Person,
  press: { wamid: string; button: number | string }
): string => {
  const bubble = bubbleOf(sim, person, press.wamid);
  const buttons = buttonsOf(bubble);
  const chosen =
    typeof press.button === 'number'
      ? buttons[press.button]
      : buttons.find((b) => labelOf(b) === press.button);
  if (!chosen) throw new ControlError(404, 'The message has no such button.');
  if (bubble.type === 'template' && textAt(chosen, 'type') !== 'QUICK_REPLY')
    throw new ControlError(400, 'Only quick replies can be pressed; this button opens something.');
  return pressOn(sim, person, { bubble, chosen });
};

const chooseRow = (sim: Sim, person: Person, choice: { wamid: string; rowId: string }): string => {
  const bubble = bubbleOf(sim, person, choice.wamid);
  const chosen = rowsOf(bubble).find((row) => row['id'] === choice.rowId);
  if (!chosen) throw new ControlError(404, 'The list has no such row.');
  return chooseOn(sim, person, { bubble, chosen });
};

const setMarketing = (
  sim: Sim,
  person: Person,
  choice: { value: 'stop' | 'resume'; phoneNumberId?: string | undefined }
): void => {
  person.marketingStopped = choice.value === 'stop';
  const number = numberOf(sim, person, choice.phoneNumberId);
  emitChange(sim, preferenceChange(number, person, { value: choice.value, now: sim.clock.now() }));
  sim.live.person(person.id);
};

const riders = (
  options: ActOptions | undefined
): Partial<Pick<ActOptions, 'quoted' | 'forwarded' | 'referral'>> => ({
  ...(options?.quoted ? { quoted: options.quoted } : {}),
  ...(options?.forwarded ? { forwarded: true } : {}),
  ...(options?.referral ? { referral: options.referral } : {}),
});

const sendMedia = (
  sim: Sim,
  person: Person,
  send: { media: MediaInput; options?: ActOptions | undefined }
): string => {
  const { media, options } = send;
  const number = numberOf(sim, person, options?.phoneNumberId);
  const type = media.as ?? mediaKindOf(media.mimeType) ?? 'document';
  if (media.bytes.length === 0) throw new ControlError(400, 'The file is empty.');
  const record = storeInbound(sim, number, {
    bytes: media.bytes,
    mimeType: media.mimeType,
    filename: media.filename ?? null,
  });
  const node = inboundMediaNode(sim, record, {
    type,
    ...(media.caption ? { caption: media.caption } : {}),
    ...(media.voice ? { voice: true } : {}),
  });
  return receive(sim, { person, number }, { type, node, ...riders(options) });
};

const react = (sim: Sim, person: Person, reaction: { wamid: string; emoji: string }): string => {
  const bubble = bubbleOf(sim, person, reaction.wamid);
  if (reaction.emoji !== '' && !isOneEmoji(reaction.emoji))
    throw new ControlError(400, 'emoji must be one emoji or empty.');
  if (reaction.emoji) bubble.reactions.in = reaction.emoji;
  else delete bubble.reactions.in;
  return receive(
    sim,
    { person, number: numberOf(sim, person, bubble.phoneNumberId) },
    {
      type: 'reaction',
      node: {
        message_id: spelled(sim, bubble.wamid, person),
        ...(reaction.emoji ? { emoji: reaction.emoji } : {}),
      },
    }
  );
};

const play = (sim: Sim, person: Person, wamid: string): void => {
  const bubble = bubbleOf(sim, person, wamid);
  const entry = sim.ledger.get(wamid);
  if (!entry || bubble.type !== 'audio' || bubble.content['voice'] !== true)
    throw new ControlError(400, 'Only a voice message of the business is told as played.');
  if (!hasArrived(entry)) throw new ControlError(409, 'The message is not on the phone yet.');
  tellPlayed(sim, person, entry);
};

type Deeds<K extends keyof Acts> = Pick<Acts, K>;

/** The `contacts[]` entry of one person with one number. */
const contactCard = (card: { name: string; phone: string }): JsonObject => {
  const [first = card.name, ...others] = card.name.trim().split(/\s+/);
  const last = others.join(' ');
  return {
    name: {
      formatted_name: card.name,
      first_name: first,
      ...(last ? { last_name: last } : {}),
    },
    phones: [{ phone: card.phone, wa_id: card.phone.replace(/\D/g, ''), type: 'HOME' }],
  };
};

const shareNumber = (sim: Sim, person: Person, wamid: string): string => {
  const bubble = bubbleOf(sim, person, wamid);
  if (!person.phone) throw new ControlError(400, `${person.name} has no number to share.`);
  const own = contactCard({ name: person.name, phone: `+${person.phone}` });
  const contacts = [{ ...own, origin: 'contact_request' }];
  return receive(
    sim,
    { person, number: numberOf(sim, person, bubble.phoneNumberId) },
    { type: 'contacts', node: contacts, quoted: bubble.wamid, shown: { contacts } }
  );
};

const createSends = (sim: Sim): Deeds<'text' | 'media' | 'location' | 'contact' | 'raw'> => {
  const write = (
    key: string,
    message: { type: string; node: unknown; shown?: JsonObject },
    options?: ActOptions
  ): string => {
    const person = personOf(sim, key);
    const number = numberOf(sim, person, options?.phoneNumberId);
    return receive(sim, { person, number }, { ...message, ...riders(options) });
  };
  return {
    text: (key, body, options) => {
      if (body === '' || body.length > 65_536)
        throw new ControlError(400, 'body must have 1 to 65536 characters.');
      return write(key, { type: 'text', node: { body } }, options);
    },
    media: (key, media, options) => sendMedia(sim, personOf(sim, key), { media, options }),
    location: (key, location, options) =>
      write(key, { type: 'location', node: { ...location } }, options),
    contact: (key, card, options) => {
      const contacts = [contactCard(card)];
      return write(key, { type: 'contacts', node: contacts, shown: { contacts } }, options);
    },
    raw: (key, message, options) => write(key, { type: message.type, node: message.node }, options),
  };
};

const createAnswers = (
  sim: Sim
): Deeds<
  'react' | 'edit' | 'revoke' | 'press' | 'choose' | 'read' | 'play' | 'pay' | 'shareNumber'
> => ({
  shareNumber: (key, wamid) => shareNumber(sim, personOf(sim, key), wamid),
  react: (key, wamid, emoji) => react(sim, personOf(sim, key), { wamid, emoji }),
  edit: (key, wamid, body) => {
    const person = personOf(sim, key);
    return editOn(sim, person, { bubble: bubbleOf(sim, person, wamid), body });
  },
  revoke: (key, wamid) => {
    const person = personOf(sim, key);
    return revokeOn(sim, person, bubbleOf(sim, person, wamid));
  },
  press: (key, wamid, button) => pressButton(sim, personOf(sim, key), { wamid, button }),
  choose: (key, wamid, rowId) => chooseRow(sim, personOf(sim, key), { wamid, rowId }),
  read: (key, phoneNumberId) => readThread(sim, personOf(sim, key), phoneNumberId),
  play: (key, wamid) => play(sim, personOf(sim, key), wamid),
  pay: (key, wamid, payment) => {
    const person = personOf(sim, key);
    payOn(sim, person, { wamid: bubbleOf(sim, person, wamid).wamid, payment });
  },
});

const createSwitches = (
  sim: Sim
): Deeds<'stopMarketing' | 'resumeMarketing' | 'block' | 'setOnline' | 'setReceipts'> => {
  const set = (
    key: string,
    patch: Partial<Pick<Person, 'blocked' | 'online' | 'receipts'>>
  ): void => {
    const person = personOf(sim, key);
    Object.assign(person, patch);
    if (patch.online) landWaiting(sim, person);
    sim.live.person(person.id);
  };
  return {
    stopMarketing: (key, phoneNumberId) =>
      setMarketing(sim, personOf(sim, key), { value: 'stop', phoneNumberId }),
    resumeMarketing: (key, phoneNumberId) =>
      setMarketing(sim, personOf(sim, key), { value: 'resume', phoneNumberId }),
    block: (key, blocked) => {
      if (blocked) noteBlock(sim, personOf(sim, key));
      set(key, { blocked });
    },
    setOnline: (key, online) => set(key, { online }),
    setReceipts: (key, receipts) => set(key, { receipts }),
  };
};

export const createActs = (sim: Sim): Acts => ({
  ...createSends(sim),
  ...createAnswers(sim),
  ...createSwitches(sim),
});
