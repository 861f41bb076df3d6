import { everyMessage, TEMPLATES, type MediaIds } from '../support/every-message';
import { startStage, until, wamidOf, type Json, type Stage } from './receiver';

const AYSE = '905321110001';
const CAN = 'can.ozturk';
const BUSINESS = '908505550101';
const LINK_MEDIA: MediaIds = {
  image: '1',
  video: '1',
  voice: '1',
  audio: '1',
  pdf: '1',
  sticker: '1',
};
let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

/** What a person does, over HTTP as the phone does it. */
const act = async (person: string, deed: string, body: Json = {}): Promise<Json> => {
  const response = await fetch(`${stage.sim.url}/_sim/people/${person}/act/${deed}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Json;
};
const done = async (person: string, deed: string, body: Json = {}): Promise<string> =>
  String((await act(person, deed, body))['result']);

/** The message that the business was told, once it was told `count`. */
const told = async (count = 1): Promise<Json> => {
  await until(() => stage.receiver.messages().length >= count);
  return stage.receiver.messages()[count - 1] ?? {};
};
/** Everything beside what each message has. */
const rest = (message: Json): Json => {
  const { from: _from, from_user_id: _user, id: _id, timestamp: _time, ...others } = message;
  return others;
};
const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

describe('an inbound message', () => {
  it('of text names its writer, by number and by user id', async () => {
    const wamid = await done(AYSE, 'text', { body: 'Merhaba *acil*' });
    const message = await told();
    expect(message).toEqual({
      from: AYSE,
      from_user_id: stage.sim.control.people.get(AYSE).bsuid,
      id: wamid,
      timestamp: expect.stringMatching(/^\d{10}$/) as string,
      type: 'text',
      text: { body: 'Merhaba *acil*' },
    });
    expect(stage.receiver.changes('messages')[0]?.value['contacts']).toEqual([
      {
        profile: { name: 'Ayşe Yılmaz' },
        wa_id: AYSE,
        user_id: stage.sim.control.people.get(AYSE).bsuid,
      },
    ]);
  });

  it('of somebody with a username and no number carries the username and the user id alone', async () => {
    await done(CAN, 'text', { body: 'hi' });
    const message = await told();
    expect(message).not.toHaveProperty('from');
    expect(stage.receiver.changes('messages')[0]?.value['contacts']).toEqual([
      {
        profile: { name: 'Can Öztürk', username: '@can.ozturk' },
        user_id: message['from_user_id'],
      },
    ]);
  });

  const MEDIA: readonly (readonly [string, Json, string, Json])[] = [
    [
      'image',
      { mimeType: 'image/jpeg', caption: 'broken', filename: 'x.jpg' },
      'image',
      {
        mime_type: 'image/jpeg',
        caption: 'broken',
      },
    ],
    ['video', { mimeType: 'video/mp4' }, 'video', { mime_type: 'video/mp4' }],
    [
      'voice note',
      { mimeType: 'audio/ogg; codecs=opus', voice: true },
      'audio',
      {
        mime_type: 'audio/ogg; codecs=opus',
        voice: true,
      },
    ],
    ['audio file', { mimeType: 'audio/mpeg' }, 'audio', { mime_type: 'audio/mpeg', voice: false }],
    [
      'document',
      { mimeType: 'application/pdf', filename: 'a.pdf' },
      'document',
      {
        mime_type: 'application/pdf',
        filename: 'a.pdf',
      },
    ],
    [
      'picture sent as document',
      { mimeType: 'image/png', filename: 'plan.png', as: 'document' },
      'document',
      { mime_type: 'image/png', filename: 'plan.png' },
    ],
    [
      'sticker',
      { mimeType: 'image/webp' },
      'sticker',
      {
        mime_type: 'image/webp',
        animated: false,
      },
    ],
  ];
  it.each(MEDIA)('of a %s carries id, type, sum and address', async (_kind, sent, type, node) => {
    await done(AYSE, 'media', { base64: base64('some bytes'), ...sent });
    expect(rest(await told())).toEqual({
      type,
      [type]: {
        id: expect.stringMatching(/^\d+$/) as string,
        sha256: expect.stringMatching(/^[\w+/]{43}=$/) as string,
        url: expect.stringContaining('http') as string,
        ...node,
      },
    });
  });

  it('of a sticker that moves says so', async () => {
    const moving = `RIFF....WEBPVP8X....\x02`;
    await done(AYSE, 'media', { base64: base64(moving), mimeType: 'image/webp' });
    expect((await told())['sticker']).toMatchObject({ animated: true });
  });

  it('of a location has numbers', async () => {
    const place = { latitude: 41.02, longitude: 28.97, name: 'Galata', address: 'Beyoğlu' };
    await done(AYSE, 'location', place);
    expect(rest(await told())).toEqual({ type: 'location', location: place });
  });

  it('of a contact card splits the name and links the number', async () => {
    await done(AYSE, 'contact', { name: 'Deniz Su Ak', phone: '+90 532 111 99 99' });
    expect(rest(await told())).toEqual({
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Deniz Su Ak', first_name: 'Deniz', last_name: 'Su Ak' },
          phones: [{ phone: '+90 532 111 99 99', wa_id: '905321119999', type: 'HOME' }],
        },
      ],
    });
  });

  it('of a reaction names the message; taken back it has no emoji', async () => {
    const wamid = await done(AYSE, 'text', { body: 'hi' });
    await done(AYSE, 'react', { wamid, emoji: '👍' });
    await done(AYSE, 'react', { wamid, emoji: '' });
    expect(rest(await told(2))).toEqual({
      type: 'reaction',
      reaction: { message_id: wamid, emoji: '👍' },
    });
    expect(rest(await told(3))).toEqual({ type: 'reaction', reaction: { message_id: wamid } });
  });
});

describe('an answer', () => {
  beforeEach(() => void stage.sim.control.act.text(AYSE, 'hi'));
  const ask = async (name: string): Promise<string> => {
    const message = everyMessage(LINK_MEDIA)[name];
    const linked = JSON.parse(
      JSON.stringify(message).replaceAll('{"id":"1"}', '{"link":"https://kahve.example/a.jpg"}')
    ) as Json;
    return wamidOf(await stage.send({ to: `+${AYSE}`, ...linked }));
  };

  it('names the author of what it quotes: the business, or the customer', async () => {
    const theirs = await ask('link');
    const own = await done(AYSE, 'text', { body: 'thanks', quoted: theirs });
    await done(AYSE, 'text', { body: 'I mean: many thanks', quoted: own });
    expect((await told(2))['context']).toEqual({ from: BUSINESS, id: theirs });
    expect((await told(3))['context']).toEqual({ from: AYSE, id: own });
  });

  it('forwarded says so', async () => {
    await done(AYSE, 'text', { body: 'look', forwarded: true });
    expect((await told(2))['context']).toEqual({ forwarded: true });
  });

  it('by a reply button carries its id and title', async () => {
    const wamid = await ask('buttons');
    await done(AYSE, 'press', { wamid, button: 1 });
    expect(rest(await told(2))).toEqual({
      context: { from: BUSINESS, id: wamid },
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'no', title: 'Another day' } },
    });
  });

  it('by a row of a list carries its id, title and description', async () => {
    const wamid = await ask('list');
    await done(AYSE, 'choose', { wamid, rowId: 'mon-14' });
    expect(rest(await told(2))).toEqual({
      context: { from: BUSINESS, id: wamid },
      type: 'interactive',
      interactive: {
        type: 'list_reply',
        list_reply: { id: 'mon-14', title: '14:00', description: 'Room 1, espresso' },
      },
    });
  });

  it('by a button of a card of a carousel carries that button', async () => {
    const wamid = await ask('carousel');
    await done(AYSE, 'press', { wamid, button: 1 });
    expect((await told(2))['interactive']).toEqual({
      type: 'button_reply',
      button_reply: { id: 'take-1', title: 'Take Yirgacheffe' },
    });
  });

  it('by a quick reply of a template carries the payload that was sent, else its label', async () => {
    const create = { name: 'many', language: 'en_US', ...TEMPLATES['many_buttons']?.create };
    stage.sim.control.templates.seed(create);
    const template = {
      name: 'many',
      language: { code: 'en_US' },
      components: [
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: '1',
          parameters: [{ type: 'payload', payload: 'SO_SO' }],
        },
      ],
    };
    const wamid = wamidOf(await stage.send({ to: `+${AYSE}`, type: 'template', template }));
    await done(AYSE, 'press', { wamid, button: 1 });
    await done(AYSE, 'press', { wamid, button: 'Great' });
    const context = { from: BUSINESS, id: wamid };
    expect(rest(await told(2))).toEqual({
      context,
      type: 'button',
      button: { payload: 'SO_SO', text: 'So-so' },
    });
    expect(rest(await told(3))).toEqual({
      context,
      type: 'button',
      button: { payload: 'Great', text: 'Great' },
    });
  });

  it('to a request for the number shares it, marked as asked for', async () => {
    const wamid = await ask('ask-number');
    await done(AYSE, 'share-number', { wamid });
    expect(rest(await told(2))).toEqual({
      context: { from: BUSINESS, id: wamid },
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Ayşe Yılmaz', first_name: 'Ayşe', last_name: 'Yılmaz' },
          phones: [{ phone: `+${AYSE}`, wa_id: AYSE, type: 'HOME' }],
          origin: 'contact_request',
        },
      ],
    });
  });
});

describe('a chat that begins', () => {
  const referral = {
    source_url: 'https://fb.me/x',
    source_id: '120200000000000001',
    source_type: 'ad',
    headline: 'Offer',
    body: 'Two for one',
    media_type: 'image',
    image_url: 'https://kahve.example/ad.jpg',
    ctwa_clid: 'ARxabc',
  };
  const link = async (of: string): Promise<{ status: number; body: Json }> => {
    const response = await fetch(`${stage.sim.url}/_sim/link?of=${encodeURIComponent(of)}`);
    return { status: response.status, body: (await response.json()) as Json };
  };

  it('by a click on an ad tells the ad with the first message, beside its content', async () => {
    await done(AYSE, 'text', { body: 'Is it still on?', referral });
    await done(AYSE, 'text', { body: 'Hello?' });
    expect(rest(await told(1))).toEqual({
      type: 'text',
      text: { body: 'Is it still on?' },
      referral,
    });
    expect(await told(2)).not.toHaveProperty('referral');
    expect(stage.sim.control.thread(AYSE)[0]?.referral).toEqual(referral);
  });

  it('by an ad with a field that Meta does not send is refused, and the field named', async () => {
    const answer = await act(AYSE, 'text', { body: 'x', referral: { headlines: 'Offer' } });
    expect(answer['error']).toContain('referral.headlines');
    expect(stage.receiver.messages()).toHaveLength(0);
  });

  it.each([
    `https://wa.me/${BUSINESS}?text=Merhaba%20%C5%9Fimdi`,
    `wa.me/${BUSINESS}?text=Merhaba%20%C5%9Fimdi`,
    `https://api.whatsapp.com/send?phone=${BUSINESS}&text=Merhaba%20%C5%9Fimdi`,
    `whatsapp://send?phone=${BUSINESS}&text=Merhaba%20%C5%9Fimdi`,
  ])('by the link %s opens its number with its words', async (address) => {
    expect((await link(address)).body).toEqual({
      phoneNumberId: stage.pnid,
      text: 'Merhaba şimdi',
    });
  });

  it('by a link to a number that nobody has here, or to elsewhere, says so', async () => {
    expect(await link('https://wa.me/4930999')).toMatchObject({
      status: 404,
      body: { error: 'No business number +4930999 in this simulator.' },
    });
    expect((await link('https://kahve.example/908505550101')).status).toBe(400);
    expect((await link('')).status).toBe(400);
  });
});

describe('the chat of a customer', () => {
  it('shows that the business is typing, until it wrote or 25 seconds passed', async () => {
    const wamid = stage.sim.control.act.text(AYSE, 'hi');
    const typing = () =>
      stage.send({ status: 'read', message_id: wamid, typing_indicator: { type: 'text' } });
    const shown = () => stage.sim.control.people.get(AYSE).typing;
    expect((await typing()).status).toBe(200);
    expect(shown()).toEqual([stage.pnid]);
    await stage.send({ to: `+${AYSE}`, type: 'text', text: { body: 'Here I am' } });
    expect(shown()).toEqual([]);
    await typing();
    stage.sim.control.advance(25_001);
    expect(shown()).toEqual([]);
  });

  it('comes first in the list when the customer wrote last, however many customers there are', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => ({
      name: `Person ${index}`,
      phone: `49151${10_000_000 + index}`,
    }));
    stage.sim.control.people.addMany(many);
    stage.sim.control.act.text('4915110002499', 'hi');
    stage.sim.control.act.text(AYSE, 'hi');
    stage.sim.control.advance(1000);
    stage.sim.control.act.text('4915110002499', 'hi again');
    const names = stage.sim.control.people.list({ limit: 2 }).map((person) => person.name);
    expect(names).toEqual(['Person 2499', 'Ayşe Yılmaz']);
    expect(stage.sim.control.people.list({ search: 'person 2498' })).toHaveLength(1);
  });

  it('shows a code to sign in with in the words of Meta', async () => {
    const { create, components } = TEMPLATES['sign_in_code'] ?? { create: {}, components: null };
    stage.sim.control.templates.seed({ name: 'code', language: 'en_US', ...create });
    const template = {
      name: 'code',
      language: { code: 'en_US' },
      components: components?.(LINK_MEDIA, 0) ?? [],
    };
    expect((await stage.send({ to: `+${AYSE}`, type: 'template', template })).status).toBe(200);
    expect(stage.sim.control.thread(AYSE)[0]?.content).toMatchObject({
      body: '*482913* is your verification code. For your security, do not share this code.',
      footer: 'This code expires in 10 minutes.',
      buttons: [{ type: 'OTP', text: 'Copy code', code: '482913' }],
    });
  });

  it('shows an offer with its end and its code', async () => {
    const { create, components } = TEMPLATES['weekend_offer'] ?? { create: {}, components: null };
    stage.sim.control.templates.seed({ name: 'offer', language: 'en_US', ...create });
    const media = JSON.parse(
      JSON.stringify(components?.(LINK_MEDIA, 1000)).replaceAll(
        '{"id":"1"}',
        '{"link":"https://kahve.example/a.jpg"}'
      )
    ) as Json[];
    const template = { name: 'offer', language: { code: 'en_US' }, components: media };
    expect((await stage.send({ to: `+${AYSE}`, type: 'template', template })).status).toBe(200);
    expect(stage.sim.control.thread(AYSE)[0]?.content).toMatchObject({
      offer: { text: 'Weekend offer', expiresAt: 1000 + 20 * 3600_000 },
      buttons: [{ type: 'COPY_CODE', code: 'WEEKEND20' }, { type: 'URL' }],
    });
  });
});
