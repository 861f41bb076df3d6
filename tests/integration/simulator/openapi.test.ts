import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { orderReady, startStage, until, wamidOf, type Json, type Stage } from './receiver';

const file = resolve(
  process.env['META_OPENAPI'] ?? '../shared/reference/meta-business-messaging.openapi.yaml'
);
const present = existsSync(file);
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Keywords of the file that JSON Schema does not know, and closed parts of an `allOf` that forbid the other parts. */
const mend = (node: unknown, inAllOf = false): unknown => {
  if (Array.isArray(node)) return node.map((item) => mend(item));
  if (!isJson(node)) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(
        ([key]) =>
          key !== 'discriminator' &&
          key !== 'format' &&
          !(inAllOf && key === 'additionalProperties')
      )
      .map(([key, value]) => [
        key,
        key === 'allOf' && Array.isArray(value)
          ? value.map((part) => mend(part, true))
          : mend(value),
      ])
  );
};

/** Inbound schemas by message type. */
const INBOUND: Readonly<Record<string, string>> = {
  text: 'TextMessage_2',
  reaction: 'ReactionMessage_1',
  audio: 'AudioMessage_1',
  document: 'DocumentMessage_1',
  image: 'ImageMessage_1',
  video: 'VideoMessage_1',
  location: 'LocationMessage_1',
  contacts: 'ContactSharingMessage',
  interactive: 'InteractiveMessageReply',
  button: 'ButtonMessage',
};

/**
 * Meta's file was merged from several: inbound and outbound messages share names, the inbound ones got a
 * number behind, but still refer to the base of the outbound ones. They are given back their own base.
 */
const mendInbound = (schemas: Json): Json => {
  const own = Object.fromEntries(
    Object.values(INBOUND).map((name) => [
      name,
      JSON.parse(
        JSON.stringify(schemas[name]).replaceAll(
          'schemas/BaseMessageProperties"',
          'schemas/BaseMessageProperties_1"'
        )
      ) as Json,
    ])
  );
  return { ...schemas, ...own };
};

const load = (): ((schema: string) => ValidateFunction) => {
  const document = mend(parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 })) as Json;
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const schemas = mendInbound((document['components'] as Json)['schemas'] as Json);
  ajv.addSchema({ $id: 'meta', components: { schemas } });
  return (name) => {
    const validate = ajv.getSchema(`meta#/components/schemas/${name}`);
    if (!validate) throw new Error(`the file has no schema ${name}`);
    return validate;
  };
};

const AYSE = '905321110001';
let stage: Stage;
let schema: (name: string) => ValidateFunction;

(present ? describe : describe.skip)('against the OpenAPI document of Meta', () => {
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
    for (const change of stage.receiver.changes('messages'))
      expectValid('StatusMessageValue', change.value);
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
    await until(() => stage.receiver.messages().length === 9);
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

  it('the messages of the file itself are accepted', async () => {
    stage.sim.control.act.text(AYSE, 'hi');
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
    ];
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
