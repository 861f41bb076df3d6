import fc from 'fast-check';
import type { SlotValues } from '../../../server/src/cloud-api/template-components';
import { shapeOf } from '../../../server/src/cloud-api/template-shape';

/** A template with every part that this plugin can fill. */
export const orderReady = {
  parameterFormat: 'POSITIONAL',
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::x'] } },
    {
      type: 'BODY',
      text: 'Hi {{1}}, order {{2}} is ready, {{1}}.',
      example: { body_text: [['Ada', '#1007']] },
    },
    { type: 'FOOTER', text: 'Reply STOP to end' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Stop' },
        {
          type: 'URL',
          text: 'Track',
          url: 'https://s.example/o/{{1}}',
          example: ['https://s.example/o/1007'],
        },
        { type: 'URL', text: 'Home', url: 'https://s.example' },
        { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550001111' },
        { type: 'COPY_CODE', text: 'Copy offer code', example: 'SAVE10' },
      ],
    },
  ],
};

export const order = shapeOf(orderReady.components, 'POSITIONAL');

/** A value for every place of `order`. */
export const full: SlotValues = {
  header: '1037543291543636',
  'body.1': 'Ada',
  'body.2': '#1007',
  'button.1': '1007?x=1',
  'button.4': 'SAVE10',
};

export const named = {
  parameterFormat: 'NAMED',
  components: [
    {
      type: 'header',
      format: 'text',
      text: 'Order {{number}}',
      example: { header_text_named_params: [{ param_name: 'number', example: '#1007' }] },
    },
    {
      type: 'body',
      text: 'Hi {{first_name}}, collect it {{ day }}.',
      example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ada' }] },
    },
  ],
};

export const oneTimeCode = {
  parameterFormat: 'POSITIONAL',
  components: [
    { type: 'BODY', text: '*{{1}}* is your verification code.', add_security_recommendation: true },
    { type: 'FOOTER', text: 'This code expires in 5 minutes.', code_expiration_minutes: 5 },
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'URL',
          text: 'Copy code',
          url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}',
          example: ['https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp123456'],
        },
      ],
    },
  ],
};

const word = fc.constantFrom('a', 'order', 'is', 'ready', 'collect');
const names = fc.subarray(['first_name', 'day', 'a', 'order_no', '_x']);

const sentence = (parts: string[], filler: string): string =>
  [filler, ...parts.map((name) => `{{${name}}}`), filler].join(` ${filler} `);

const header = (variable: string[]): fc.Arbitrary<Record<string, unknown>[]> =>
  fc.constantFrom(
    [],
    [{ type: 'HEADER', format: 'IMAGE' }],
    [{ type: 'HEADER', format: 'VIDEO' }],
    [{ type: 'HEADER', format: 'DOCUMENT' }],
    [{ type: 'HEADER', format: 'LOCATION' }],
    [{ type: 'HEADER', format: 'TEXT', text: 'Fixed' }],
    [{ type: 'HEADER', format: 'TEXT', text: sentence(variable, 'x') }]
  );

const button = fc.oneof(
  fc.record({ type: fc.constant('QUICK_REPLY'), text: word }),
  fc.record({
    type: fc.constant('PHONE_NUMBER'),
    text: word,
    phone_number: fc.constant('+15550001111'),
  }),
  fc.record({ type: fc.constant('COPY_CODE'), text: word, example: fc.constant('X') }),
  fc.record({
    type: fc.constant('URL'),
    text: word,
    url: fc.constantFrom('https://a.example/{{1}}', 'https://a.example'),
  }),
  fc.record({ type: fc.constant('OTP'), text: word, otp_type: fc.constant('COPY_CODE') })
);

/** Any template of the kinds that can be sent, positional or named. */
export const anyTemplate = fc
  .record({
    isNamed: fc.boolean(),
    variables: names,
    filler: word,
    buttons: fc.array(button, { maxLength: 5 }),
  })
  .chain(({ isNamed, variables, filler, buttons }) => {
    const body = isNamed ? variables : variables.map((_name, i) => String(i + 1));
    return header(isNamed ? ['subject'] : ['1']).map((head) => ({
      parameterFormat: isNamed ? 'NAMED' : 'POSITIONAL',
      components: [
        ...head,
        { type: 'BODY', text: sentence(body, filler) },
        ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons }] : []),
      ],
    }));
  });
