import { errorOf, startStage, until, type Json, type Stage } from './receiver';
import { body, deskOf } from './template-desk';

let stage: Stage;
let waba: string;
beforeEach(async () => {
  stage = await startStage({ config: { templates: { reviewMs: 0 } } });
  waba = stage.sim.account.wabaId;
});
afterEach(() => stage.close());

const { create, node } = deskOf(() => stage);

describe('the library', () => {
  it('is searched by words, topic and language', async () => {
    const find = async (query: string): Promise<unknown[]> =>
      ((await stage.call('GET', `message_template_library?${query}`)).body['data'] as Json[]).map(
        (entry) => entry['name']
      );
    expect(await find('search=payment&language=en_US')).toEqual([
      'payment_reminder_1',
      'payment_confirmation_1',
    ]);
    expect(await find('language=tr')).toEqual(['teslimat_bilgisi_1']);
    expect(await find('topic=EVENT_REMINDER&industry=E_COMMERCE')).toEqual([
      'appointment_confirmation_1',
    ]);
  });

  it('gives templates that are approved at once and check the type of each value', async () => {
    const made = await stage.call('POST', `${waba}/message_templates`, {
      name: 'my_payment',
      language: 'en_US',
      category: 'UTILITY',
      library_template_name: 'payment_confirmation_1',
    });
    expect(made.body).toMatchObject({ status: 'APPROVED', category: 'UTILITY' });
    const send = (values: string[]) =>
      stage.send({
        to: '+447700900101',
        type: 'template',
        template: {
          name: 'my_payment',
          language: { code: 'en_US' },
          components: [
            { type: 'body', parameters: values.map((text) => ({ type: 'text', text })) },
          ],
        },
      });
    expect((await send(['Bob', '€ 12.50', 'bob@example.org'])).status).toBe(200);
    expect(stage.code(await send(['Bob', '€ 12.50', 'not an address']))).toBe(132012);
  });

  it('wants the addresses of its buttons, and its own words', async () => {
    const base = {
      name: 'my_delivery',
      language: 'en_US',
      category: 'UTILITY',
      library_template_name: 'delivery_update_1',
    };
    const make = (over: Json) =>
      stage.call('POST', `${waba}/message_templates`, { ...base, ...over });
    expect(stage.code(await make({}))).toBe(100);
    expect(stage.code(await make(body('My own words here.')))).toBe(100);
    expect(errorOf(await make({ library_template_name: 'none' }))['error_subcode']).toBe(2388094);
    const url = {
      base_url: 'https://kahve.example/{{1}}',
      url_suffix_example: 'https://kahve.example/1',
    };
    const made = await make({ library_template_button_inputs: [{ type: 'URL', url }] });
    expect(made.status).toBe(200);
    expect(node('my_delivery')).toMatchObject({ library_template_name: 'delivery_update_1' });
  });
});

describe('authentication templates', () => {
  const wish = {
    name: 'otp_code',
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 5 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
    ],
  };

  it('get the words of Meta, read back a URL button, and are sent with the code twice', async () => {
    expect((await create({ ...wish, language: 'en_US' })).status).toBe(200);
    await until(() => node('otp_code')?.['status'] === 'APPROVED');
    const components = node('otp_code')?.['components'] as Json[];
    expect(components[0]?.['text']).toBe(
      '*{{1}}* is your verification code. For your security, do not share this code.'
    );
    expect((components[2]?.['buttons'] as Json[])[0]?.['type']).toBe('URL');
    const send = (code: string) =>
      stage.send({
        to: '+447700900101',
        type: 'template',
        template: {
          name: 'otp_code',
          language: { code: 'en_US' },
          components: [
            { type: 'body', parameters: [{ type: 'text', text: code }] },
            {
              type: 'button',
              sub_type: 'url',
              index: '0',
              parameters: [{ type: 'text', text: code }],
            },
          ],
        },
      });
    expect((await send('123456')).status).toBe(200);
    expect(stage.code(await send('1234567890123456'))).toBe(100);
  });

  it('without the button’s parameter with 132000, and whatever format was asked for', async () => {
    const named = { ...wish, name: 'otp_named', parameter_format: 'NAMED', language: 'en_US' };
    expect((await create(named)).status).toBe(200);
    await until(() => node('otp_named')?.['status'] === 'APPROVED');
    expect(node('otp_named')?.['parameter_format']).toBe('POSITIONAL');
    const body = { type: 'body', parameters: [{ type: 'text', text: '123456' }] };
    const button = { ...body, type: 'button', sub_type: 'url', index: '0' };
    const send = (components: Json[]) =>
      stage.send({
        to: '+447700900101',
        type: 'template',
        template: { name: 'otp_named', language: { code: 'en_US' }, components },
      });
    const refused = await send([body]);
    expect(stage.code(refused)).toBe(132000);
    expect(JSON.stringify(refused.body)).toContain('button at index 0');
    expect(stage.code(await send([button]))).toBe(132000);
    expect((await send([body, button])).status).toBe(200);
  });

  it('are upserted in many languages, and previewed before', async () => {
    const upsert = () =>
      stage.call('POST', `${waba}/upsert_message_templates`, {
        ...wish,
        languages: ['en_US', 'tr', 'de'],
      });
    const made = (await upsert()).body['data'] as Json[];
    expect(made.map((row) => [row['language'], row['status']])).toEqual([
      ['en_US', 'PENDING'],
      ['tr', 'PENDING'],
      ['de', 'PENDING'],
    ]);
    expect(((await upsert()).body['data'] as Json[]).map((row) => row['id'])).toEqual(
      made.map((row) => row['id'])
    );
    const query =
      'category=AUTHENTICATION&languages=tr&code_expiration_minutes=5&add_security_recommendation=true';
    const previews = await stage.call('GET', `${waba}/message_template_previews?${query}`);
    expect((previews.body['data'] as Json[])[0]).toMatchObject({
      language: 'tr',
      body: expect.stringContaining('Doğrulama kodunuz') as string,
      footer: expect.stringContaining('5 dakika') as string,
    });
    expect(
      stage.code(
        await stage.call('POST', `${waba}/upsert_message_templates`, {
          ...wish,
          category: 'UTILITY',
          languages: ['tr'],
        })
      )
    ).toBe(100);
  });

  it.each([
    ['no OTP button', [{ type: 'QUICK_REPLY', text: 'Hi' }]],
    ['one tap without an app', [{ type: 'OTP', otp_type: 'ONE_TAP' }]],
  ])('with %s are refused', async (_name, buttons) => {
    const components = [{ type: 'BODY' }, { type: 'BUTTONS', buttons }];
    expect(stage.code(await create({ ...wish, language: 'en_US', components }))).toBe(100);
  });
});
