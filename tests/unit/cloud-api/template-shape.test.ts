import fc from 'fast-check';
import { shapeOf } from '../../../server/src/cloud-api/template-shape';
import { named, oneTimeCode, orderReady } from './template-fixtures';

const body = (text: string): { type: string; text: string } => ({ type: 'BODY', text });

describe('shapeOf', () => {
  it('[T-28] [T-31] finds the places of a positional template: header file, body, address, coupon', () => {
    const shape = shapeOf(orderReady.components, 'POSITIONAL');
    expect(shape.slots).toEqual([
      { key: 'header', component: 'header', kind: 'image', name: 'image', example: null },
      { key: 'body.1', component: 'body', kind: 'text', name: '1', example: 'Ada' },
      { key: 'body.2', component: 'body', kind: 'text', name: '2', example: '#1007' },
      {
        key: 'button.1',
        component: 'button',
        kind: 'url-suffix',
        name: '1',
        buttonIndex: 1,
        example: '1007',
      },
      {
        key: 'button.4',
        component: 'button',
        kind: 'coupon',
        name: '1',
        buttonIndex: 4,
        example: 'SAVE10',
      },
    ]);
    expect(shape.unsupported).toEqual([]);
    expect(shape).toMatchObject({
      parameterFormat: 'POSITIONAL',
      header: { format: 'IMAGE', text: null },
      body: 'Hi {{1}}, order {{2}} is ready, {{1}}.',
      footer: 'Reply STOP to end',
    });
    expect(shape.buttons[3]).toEqual({
      type: 'PHONE_NUMBER',
      text: 'Call',
      url: null,
      phoneNumber: '+15550001111',
    });
  });

  it('[T-28] finds named places, whatever the case of the types', () => {
    const shape = shapeOf(named.components, 'named');
    expect(shape.parameterFormat).toBe('NAMED');
    expect(shape.slots).toEqual([
      { key: 'header.number', component: 'header', kind: 'text', name: 'number', example: '#1007' },
      {
        key: 'body.first_name',
        component: 'body',
        kind: 'text',
        name: 'first_name',
        example: 'Ada',
      },
      { key: 'body.day', component: 'body', kind: 'text', name: 'day', example: null },
    ]);
    expect(shape.unsupported).toEqual([]);
  });

  it('finds the format when Meta does not tell it', () => {
    expect(shapeOf(named.components).parameterFormat).toBe('NAMED');
    expect(shapeOf(orderReady.components, null).parameterFormat).toBe('POSITIONAL');
    expect(shapeOf([body('plain')], 'whatever').parameterFormat).toBe('POSITIONAL');
  });

  it('asks for a one-time code once, though text and button show it', () => {
    for (const buttons of [
      oneTimeCode.components[2],
      { type: 'BUTTONS', buttons: [{ type: 'OTP', text: 'Copy' }] },
    ]) {
      const shape = shapeOf([...oneTimeCode.components.slice(0, 2), buttons], 'POSITIONAL');
      expect(shape.slots.map((s) => [s.key, s.kind])).toEqual([['body.1', 'otp']]);
      expect(shape.buttons[0]?.type).toBe('OTP');
      expect(shape.unsupported).toEqual([]);
    }
  });

  it('reads the variable of a code template by number, whatever format was asked for', () => {
    const shape = shapeOf(oneTimeCode.components, 'NAMED');
    expect(shape.parameterFormat).toBe('POSITIONAL');
    expect(shape.unsupported).toEqual([]);
  });

  it('[T-12] knows what Meta writes for a code template: text, warning and expiry, in its language', () => {
    const parts = [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 5 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', text: 'Copy' }] },
    ];
    expect(shapeOf(parts)).toMatchObject({
      body: '*{{1}}* is your verification code. For your security, do not share this code.',
      footer: 'This code expires in 5 minutes.',
      unsupported: [],
    });
    const turkish = shapeOf(parts, 'POSITIONAL', 'tr');
    expect(turkish).toMatchObject({
      body: 'Doğrulama kodunuz: *{{1}}*. Güvenliğiniz için bu kodu kimseyle paylaşmayın.',
      footer: 'Bu kodun süresi 5 dakika içinde dolar.',
    });
    expect(turkish.slots.map(({ key, kind }) => [key, kind])).toEqual([['body.1', 'otp']]);
    // A draft may be of any language.
    expect(shapeOf(parts, 'POSITIONAL', 'constructor').body).toBe(shapeOf(parts).body);
    const bare = [{ type: 'BODY', add_security_recommendation: false }, ...parts.slice(2)];
    expect(shapeOf(bare)).toMatchObject({
      body: '*{{1}}* is your verification code.',
      footer: null,
    });
    expect(shapeOf([{ type: 'BODY' }]).body).toBe('');
  });

  it('[T-12] shows Meta’s own words of a code template once they came', () => {
    expect(shapeOf(oneTimeCode.components, 'POSITIONAL', 'tr')).toMatchObject({
      body: '*{{1}}* is your verification code.',
      footer: 'This code expires in 5 minutes.',
    });
  });

  it('cannot send a code template whose text has no single place for the code', () => {
    const otp = { type: 'BUTTONS', buttons: [{ type: 'OTP', text: 'Copy' }] };
    expect(shapeOf([body('no code'), otp]).unsupported).toEqual(['button:OTP']);
    expect(shapeOf([body('{{1}} or {{2}}'), otp]).unsupported).toEqual(['button:OTP']);
  });

  it('orders positional places by number and counts a repeated one once', () => {
    const keys = shapeOf([
      body('{{10}} {{2}} {{1}} {{2}} {{3}}{{4}}{{5}}{{6}}{{7}}{{8}}{{9}}'),
    ]).slots.map((s) => s.key);
    expect(keys).toEqual(
      ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'].map((n) => `body.${n}`)
    );
  });

  it('shows the suffix of an example address, also when only the suffix is given', () => {
    const url = (example: string[] | string | undefined): string | null | undefined =>
      shapeOf([
        body('x'),
        {
          type: 'BUTTONS',
          buttons: [{ type: 'URL', text: 'T', url: 'https://a.b/{{1}}', example }],
        },
      ]).slots[0]?.example;
    expect(url(['https://a.b/77'])).toBe('77');
    expect(url(['77'])).toBe('77');
    expect(url('https://a.b/77')).toBe('77');
    expect(url(undefined)).toBeNull();
  });

  it.each([
    [[body('x'), { type: 'HEADER', format: 'GIF' }], 'header:GIF'],
    [[body('x'), { type: 'HEADER', format: 'PRODUCT' }], 'header:PRODUCT'],
    [
      [body('x'), { type: 'HEADER', format: 'TEXT', text: '{{1}} {{2}}' }],
      'header:too-many-parameters',
    ],
    [[body('x'), { type: 'HEADER', format: 'TEXT', text: '{{2}}' }], 'header:parameter-gap'],
    [[body('x'), { type: 'CAROUSEL', cards: [] }], 'CAROUSEL'],
    [[body('x'), { type: 'limited_time_offer' }], 'LIMITED_TIME_OFFER'],
    [[body('x'), { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Go' }] }], 'button:FLOW'],
    [[body('x'), { type: 'BUTTONS', buttons: [{ type: 'MPM', text: 'Go' }] }], 'button:MPM'],
    [
      [body('x'), { type: 'BUTTONS', buttons: [{ type: 'URL', url: 'https://{{1}}/a' }] }],
      'button:URL-variable',
    ],
    [
      [body('x'), { type: 'BUTTONS', buttons: [{ type: 'URL', url: 'https://a/{{1}}{{2}}' }] }],
      'button:URL-variable',
    ],
    [[body('{{1}} {{3}}')], 'body:parameter-gap'],
    [[body('{{1}} {{name}}')], 'body:mixed-parameters'],
    [[body('x'), body('y')], 'BODY:doubled'],
    [[{ type: 'FOOTER', text: 'x' }], 'body:missing'],
    [[body('x'), 'nonsense'], 'components[1]'],
    ['nonsense', 'components'],
    [null, 'components'],
    [[body('x'), { type: 'BUTTONS', buttons: [{ text: 'no type' }] }], 'components[1]'],
  ])('[T-32] names what it cannot fill: %j → %s', (components, part) => {
    expect(shapeOf(components).unsupported).toContain(part);
  });

  it('takes a named variable in a positional template for a mixture', () => {
    expect(shapeOf([body('{{name}}')], 'POSITIONAL').unsupported).toEqual([
      'body:mixed-parameters',
    ]);
    expect(shapeOf([body('{{1}}')], 'NAMED').unsupported).toEqual(['body:mixed-parameters']);
  });

  it('supports buttons and headers that need no value', () => {
    const buttons = ['QUICK_REPLY', 'PHONE_NUMBER', 'REQUEST_CONTACT_INFO', 'VOICE_CALL'].map(
      (type) => ({ type })
    );
    const shape = shapeOf([
      { type: 'HEADER', text: 'No format' },
      body('x'),
      { type: 'BUTTONS', buttons },
    ]);
    expect(shape.unsupported).toEqual([]);
    expect(shape.slots).toEqual([]);
    expect(shape.header).toEqual({ format: 'TEXT', text: 'No format' });
  });

  it('never throws on stored JSON of any kind', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.option(fc.string()), (json, format) =>
        Boolean(shapeOf(json, format))
      )
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            type: fc.constantFrom('BODY', 'HEADER', 'BUTTONS'),
            text: fc.jsonValue(),
            format: fc.jsonValue(),
            buttons: fc.jsonValue(),
            example: fc.jsonValue(),
          })
        ),
        (json) => Boolean(shapeOf(json))
      )
    );
  });
});
