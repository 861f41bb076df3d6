import type { ValidateFunction } from 'ajv/dist/2020';
import { MESSAGE_TYPES } from '../../simulator/src/checks/envelope';
import { file, INBOUND, load, describeWithDocument, present } from './meta-document';

import { orderReady, startStage, until, wamidOf, type Json, type Stage } from './receiver';

const AYSE = '905321110001';
const texts = (...values: string[]): Json[] => values.map((text) => ({ type: 'text', text }));
/** A template with a quick reply. */
const reminder = (to: string): Json => ({
  to,
  type: 'template',
  template: {
    name: 'appointment_reminder',
    language: { code: 'en_US' },
    components: [
      { type: 'header', parameters: [{ type: 'text', parameter_name: 'day', text: 'Monday' }] },
      {
        type: 'body',
        parameters: ['first_name', 'day', 'time'].map((parameter_name) => ({
          type: 'text',
          parameter_name,
          text: '10:30',
        })),
      },
    ],
  },
});
let stage: Stage;
let schema: (name: string) => ValidateFunction;

describeWithDocument('against the OpenAPI document of Meta', () => {
  beforeAll(() => {
    schema = load();
  });
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.close());

  const expectValid = (name: string, value: unknown): void => {
    const validate = schema(name);
    validate(value);
    expect({ value, errors: validate.errors ?? [] }).toEqual({ value, errors: [] });
  };

  it('every status webhook is a StatusMessageValue', async () => {
    const wamid = wamidOf(await stage.send(orderReady(`+${AYSE}`)));
    stage.sim.control.faults.add({ kind: 'failed-status', code: 131049, times: 1 });
    await stage.send(orderReady('+905321110002'));
    await until(() => stage.receiver.statuses().length === 3);
    stage.sim.control.act.read(AYSE);
    await until(() => stage.receiver.statuses().length === 4);
    expect(stage.sim.control.ledger.get(wamid)?.readAt).toBeGreaterThan(0);
    stage.sim.control.act.text(AYSE, 'hi');
    const audio = { link: 'https://kahve.example/v.ogg', voice: true };
    const voice = wamidOf(await stage.send({ to: `+${AYSE}`, type: 'audio', audio }));
    await until(() => stage.sim.control.ledger.get(voice)?.deliveredAt !== 0);
    stage.sim.control.act.play(AYSE, voice);
    await until(() => stage.receiver.statuses().length === 8);
    const told = stage.receiver.statuses().map((one) => String(one['status']));
    expect(new Set(told)).toEqual(new Set(['sent', 'delivered', 'read', 'played', 'failed']));
    for (const { value } of stage.receiver
      .changes('messages')
      .filter((one) => one.value['statuses']))
      // The file is older than "played", which has the shape of "read".
      expectValid(
        'StatusMessageValue',
        JSON.parse(JSON.stringify(value).replace('"played"', '"read"'))
      );
  });

  it('every inbound message is valid for its type, and every contact a ContactProfile', async () => {
    const { act } = stage.sim.control;
    const wamid = act.text(AYSE, 'hi');
    act.media(AYSE, {
      bytes: Buffer.from([0xff, 0xd8, 0xff]),
      mimeType: 'image/jpeg',
      caption: 'c',
    });
    act.media(AYSE, { bytes: Buffer.from('OggS'), mimeType: 'audio/ogg', voice: true });
    act.media(AYSE, { bytes: Buffer.from('xxxxftyp'), mimeType: 'video/mp4' });
    act.media(AYSE, {
      bytes: Buffer.from('%PDF-'),
      mimeType: 'application/pdf',
      filename: 'a.pdf',
    });
    act.media(AYSE, { bytes: Buffer.from('RIFFxxxxWEBP'), mimeType: 'image/webp' });
    const item = { product_retailer_id: 'filter', quantity: 2, item_price: 9.5, currency: 'EUR' };
    const order = { catalog_id: '194836987003835', text: '', product_items: [item] };
    act.raw(AYSE, { type: 'order', node: order });
    // The file calls name and address required; Meta's guides leave them out.
    act.location(AYSE, { latitude: 41, longitude: 29, name: 'Galata', address: 'İstanbul' });
    act.contact(AYSE, { name: 'Deniz Ak', phone: '+905321119999' });
    act.react(AYSE, wamid, '👍');
    const buttons = {
      type: 'button',
      body: { text: 'Sure?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
    };
    act.press(
      AYSE,
      wamidOf(await stage.send({ to: `+${AYSE}`, type: 'interactive', interactive: buttons })),
      0
    );
    const rows = [{ id: 'r1', title: 'Filter', description: 'strong' }];
    const list = {
      type: 'list',
      body: { text: 'Which one?' },
      action: { button: 'Choose', sections: [{ title: 'Coffee', rows }] },
    };
    act.choose(
      AYSE,
      wamidOf(await stage.send({ to: `+${AYSE}`, type: 'interactive', interactive: list })),
      'r1'
    );
    act.press(AYSE, wamidOf(await stage.send(reminder(`+${AYSE}`))), 0);
    await until(() => stage.receiver.messages().length === 13);
    const types = new Set(stage.receiver.messages().map((message) => String(message['type'])));
    expect(types).toEqual(new Set(Object.keys(INBOUND)));
    for (const message of stage.receiver.messages()) {
      const type = String(message['type']);
      expect(Object.keys(INBOUND)).toContain(type);
      expectValid(INBOUND[type] ?? type, message);
    }
    for (const { value } of stage.receiver.changes('messages'))
      for (const contact of (value['contacts'] ?? []) as Json[])
        expectValid('ContactProfile', contact);
  });

  it('the envelope is a WebhookPayload as far as the file models it', async () => {
    stage.sim.control.act.text(AYSE, 'hi');
    await until(() => stage.receiver.posts.length === 1);
    const body = stage.receiver.posts[0]?.body ?? {};
    expect(body['object']).toBe('whatsapp_business_account');
    for (const entry of body['entry'] as Json[])
      expectValid('Metadata', ((entry['changes'] as Json[])[0]?.['value'] as Json)['metadata']);
  });

  it('answers to sends and to mark-as-read are the payloads of the file', async () => {
    const wamid = stage.sim.control.act.text(AYSE, 'hi');
    expectValid('MessageResponsePayload', (await stage.send(orderReady(`+${AYSE}`))).body);
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
    expectValid('MarkMessageRequestPayload', read);
    expectValid('MarkMessageResponsePayload', (await stage.send(read)).body);
  });

  it('answers to blocking and unblocking are the payloads of the file', async () => {
    stage.sim.control.act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
    const path = `${stage.pnid}/block_users`;
    const body = { messaging_product: 'whatsapp', block_users: [{ user: `+${AYSE}` }] };
    expectValid('BlockUsersData', (await stage.call('POST', path, body)).body);
    expectValid('GetBlockedUsersData', (await stage.call('GET', path)).body);
    expectValid('UnblockUsersData', (await stage.call('DELETE', path, body)).body);
  });

  it('answers about QR codes are the payloads of the file', async () => {
    const path = `${stage.pnid}/message_qrdls`;
    const wish = { prefilled_message: 'Hello', generate_qr_image: 'PNG' };
    expectValid('CreateQrCodeRequest', wish);
    const made = await stage.call('POST', path, wish);
    expectValid('QrCodeResponse', made.body);
    expectValid('QrCodeList', (await stage.call('GET', `${path}?fields=creation_time`)).body);
    const gone = await stage.call('DELETE', `${path}/${String(made.body['code'])}`);
    expectValid('DeleteQrCodeResponse', gone.body);
  });

  it('answers about settings, automation and verification are the payloads of the file', async () => {
    expectValid(
      'PhoneNumberSettingsResponse',
      (await stage.call('GET', `${stage.pnid}/settings`)).body
    );
    const automation = {
      enable_welcome_message: true,
      prompts: ['Where is my order?'],
      commands: [{ command_name: 'help', command_description: 'Ask for help' }],
    };
    expectValid('ConversationalAutomationRequest', automation);
    expectValid(
      'ConversationalAutomationResponse',
      (await stage.call('POST', `${stage.pnid}/conversational_automation`, automation)).body
    );
    stage.sim.control.numbers.update(stage.pnid, { registered: false, codeVerified: false });
    const ask = { code_method: 'VOICE', language: 'en_US' };
    expectValid('RequestCodeRequest', ask);
    const asked = await stage.call('POST', `${stage.pnid}/request_code`, ask);
    expectValid('RequestCodeResponse', asked.body);
    const code = { code: stage.sim.control.numbers.code(stage.pnid) };
    expectValid('VerifyCodeRequest', code);
    expectValid(
      'VerifyCodeResponse',
      (await stage.call('POST', `${stage.pnid}/verify_code`, code)).body
    );
  });

  it('nodes of numbers and accounts, and the apps of an account, are those of the file', async () => {
    const { wabaId } = stage.sim.account;
    const fields = 'display_phone_number,verified_name,quality_rating,code_verification_status';
    const number = await stage.call('GET', `${stage.pnid}?fields=${fields},name_status`);
    expectValid('PhoneNumberInfo', number.body);
    // The statuses of the file lack CONNECTED, the one status that can send.
    const list = (await stage.call('GET', `${wabaId}/phone_numbers?fields=${fields},status`)).body;
    const known = JSON.stringify(list).replaceAll('"CONNECTED"', '"LINKED"');
    expectValid('WhatsAppBusinessAccountPhoneNumbersConnection', JSON.parse(known));
    const account =
      'name,currency,timezone_id,country,account_review_status,is_enabled_for_insights';
    expectValid(
      'WhatsAppBusinessAccount',
      (await stage.call('GET', `${wabaId}?fields=${account}`)).body
    );
    expectValid(
      'SubscribedAppsResponse',
      (await stage.call('GET', `${wabaId}/subscribed_apps`)).body
    );
  });

  it('a marketing message and its answer are the payloads of the file', async () => {
    stage.sim.control.templates.seed({
      name: 'news',
      language: 'en_US',
      category: 'MARKETING',
      components: [{ type: 'BODY', text: 'Our news of the week.' }],
    });
    const message = {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: `+${AYSE}`,
      type: 'template',
      template: { name: 'news', language: { code: 'en_US', policy: 'deterministic' } },
      product_policy: 'STRICT',
      message_activity_sharing: true,
    };
    expectValid('MarketingMessageRequestPayload', message);
    const answer = await stage.call('POST', `${stage.pnid}/marketing_messages`, message);
    expect(answer.status).toBe(200);
    expectValid('MarketingMessageResponsePayload', answer.body);
  });

  it('every refusal is a GraphAPIError, whatever refused', async () => {
    const { account, control } = stage.sim;
    const refusals = [
      await stage.call('GET', stage.pnid, undefined, 'wrong'),
      await stage.call('GET', '999'),
      await stage.send({ to: AYSE, type: 'text' }),
      await stage.call('POST', `${stage.pnid}/block_users`, {
        messaging_product: 'whatsapp',
        block_users: [{ user: AYSE }],
      }),
      await stage.call('POST', `${account.wabaId}/message_templates`, { name: 'Bad Name' }),
      await stage.call('POST', `${stage.pnid}/register`, {
        messaging_product: 'whatsapp',
        pin: '000000',
      }),
    ];
    control.business.token({ expiresInMs: 0 });
    refusals.push(await stage.call('GET', stage.pnid));
    for (const refusal of refusals) {
      expect(refusal.status).toBeGreaterThanOrEqual(400);
      expectValid('GraphAPIError', refusal.body);
      expect((refusal.body['error'] as Json)['fbtrace_id']).toEqual(expect.any(String));
    }
  });

  it('the messages of the file itself are accepted', async () => {
    const wamid = stage.sim.control.act.text(AYSE, 'hi');
    const base = { recipient_type: 'individual', to: AYSE };
    const samples: [string, Json][] = [
      ['TextMessage', { type: 'text', text: { body: 'Hello', preview_url: true } }],
      ['ImageMessage', { type: 'image', image: { link: 'https://a.example/a.jpg', caption: 'c' } }],
      [
        'LocationMessage',
        {
          type: 'location',
          location: { latitude: '41.0', longitude: '29.0', name: 'n', address: 'a' },
        },
      ],
      [
        'ContactsMessage',
        {
          type: 'contacts',
          contacts: [
            { name: { formatted_name: 'Ada L', first_name: 'Ada' }, phones: [{ phone: '+4915' }] },
          ],
        },
      ],
      ['VideoMessage', { type: 'video', video: { link: 'https://a.example/a.mp4' } }],
      ['AudioMessage', { type: 'audio', audio: { link: 'https://a.example/a.ogg' } }],
      [
        'DocumentMessage',
        { type: 'document', document: { link: 'https://a.example/a.pdf', filename: 'a.pdf' } },
      ],
      ['StickerMessage', { type: 'sticker', sticker: { link: 'https://a.example/a.webp' } }],
      ['ReactionMessage', { type: 'reaction', reaction: { message_id: wamid, emoji: '👍' } }],
      [
        'InteractiveMessage',
        {
          type: 'interactive',
          interactive: {
            type: 'button',
            body: { text: 'Sure?' },
            action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
          },
        },
      ],
      [
        'TemplateMessage',
        {
          type: 'template',
          template: {
            name: 'order_ready',
            language: { code: 'tr', policy: 'deterministic' },
            components: [{ type: 'body', parameters: texts('Ayşe', '7') }],
          },
        },
      ],
    ];
    const types = samples.map(([, sample]) => String(sample['type']));
    expect(types.sort()).toEqual([...MESSAGE_TYPES].sort());
    for (const [name, sample] of samples) {
      const message = { messaging_product: 'whatsapp', ...base, ...sample };
      expectValid(name, message);
      expect((await stage.send(message)).status).toBe(200);
    }
  });
});

if (!present)
  it(`is not compared with Meta's OpenAPI document: ${file} is not there (set META_OPENAPI)`, () => {
    expect(present).toBe(false);
  });
