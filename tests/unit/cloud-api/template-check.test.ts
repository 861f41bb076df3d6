import type { TemplateComponent } from '../../../server/src/cloud-api/message-types';
import {
  checkAgainstStructure,
  type TemplateStructure,
} from '../../../server/src/cloud-api/template-check';
import { named, oneTimeCode, orderReady } from './template-fixtures';

const good: TemplateComponent[] = [
  { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] },
  {
    type: 'body',
    parameters: [
      { type: 'text', text: 'Ada' },
      { type: 'text', text: '#1' },
    ],
  },
  { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: '1' }] },
  {
    type: 'button',
    sub_type: 'copy_code',
    index: '4',
    parameters: [{ type: 'coupon_code', coupon_code: 'A' }],
  },
];

const codes = (
  components: TemplateComponent[] | undefined,
  structure: TemplateStructure = orderReady
): [number, string][] =>
  checkAgainstStructure(
    { name: 't', language: { code: 'en' }, ...(components ? { components } : {}) },
    structure
  ).map((p) => [p.code, p.field]);

const replace = (place: number, component: TemplateComponent): TemplateComponent[] =>
  good.map((c, i) => (i === place ? component : c));
const text = (...values: string[]): TemplateComponent => ({
  type: 'body',
  parameters: values.map((value) => ({ type: 'text', text: value })),
});

describe('checkAgainstStructure', () => {
  it('passes what fits', () => {
    expect(codes(good)).toEqual([]);
    expect(codes(undefined, { components: [{ type: 'BODY', text: 'x' }] })).toEqual([]);
  });

  it('[T-32] finds a wrong number of values (132000)', () => {
    expect(codes(replace(1, text('Ada')))).toEqual([[132000, 'body']]);
    expect(codes(replace(1, text('Ada', 'b', 'c')))).toEqual([[132000, 'body']]);
    expect(codes([text('x')], { components: [{ type: 'BODY', text: 'plain' }] })).toEqual([
      [132000, 'body'],
    ]);
    expect(
      codes([{ type: 'header', parameters: [{ type: 'text', text: 'x' }] }], {
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'plain' },
          { type: 'BODY', text: 'x' },
        ],
      })
    ).toEqual([[132000, 'header']]);
  });

  it('[T-32] finds a missing or wrong header file (132012)', () => {
    expect(codes(good.slice(1))).toEqual([[132012, 'header']]);
    expect(
      codes(replace(0, { type: 'header', parameters: [{ type: 'video', video: { id: '1' } }] }))
    ).toEqual([[132012, 'header']]);
    expect(
      codes(replace(0, { type: 'header', parameters: [{ type: 'image', image: { id: 'x' } }] }))
    ).toEqual([[132012, 'header']]);
    const two: TemplateComponent = {
      type: 'header',
      parameters: [
        { type: 'image', image: { id: '1' } },
        { type: 'image', image: { id: '2' } },
      ],
    };
    expect(codes(replace(0, two))).toEqual([[132012, 'header']]);
  });

  it.each([
    ['VIDEO', { type: 'video', video: { link: 'https://a.example/v' } }, []],
    ['VIDEO', { type: 'video', video: { link: 'nope' } }, [[132012, 'header']]],
    ['DOCUMENT', { type: 'document', document: { id: '1', filename: 'x' } }, []],
    ['DOCUMENT', { type: 'document', document: { id: 'x' } }, [[132012, 'header']]],
    ['LOCATION', { type: 'location', location: { latitude: 1, longitude: 2 } }, []],
    [
      'LOCATION',
      { type: 'location', location: { latitude: 91, longitude: 2 } },
      [[132012, 'header']],
    ],
    ['LOCATION', { type: 'image', image: { id: '1' } }, [[132012, 'header']]],
    ['GIF', { type: 'video', video: { id: '1' } }, [[131008, 'header']]],
  ] as const)('checks the header of kind %s', (format, parameter, expected) => {
    const structure = {
      components: [
        { type: 'HEADER', format },
        { type: 'BODY', text: 'x' },
      ],
    };
    expect(codes([{ type: 'header', parameters: [parameter] }], structure)).toEqual(expected);
  });

  it('[T-32] finds missing, surplus and unknown parameter names (132012)', () => {
    const send = (...names: (string | undefined)[]): [number, string][] =>
      codes(
        [
          { type: 'header', parameters: [{ type: 'text', text: '1', parameter_name: 'number' }] },
          {
            type: 'body',
            parameters: names.map((name) => ({
              type: 'text',
              text: 'v',
              ...(name ? { parameter_name: name } : {}),
            })),
          },
        ],
        named
      );
    expect(send('first_name', 'day')).toEqual([]);
    expect(send('day', 'first_name')).toEqual([]);
    expect(send('first_name', undefined)).toEqual([[132012, 'body']]);
    expect(send('first_name', 'other')).toEqual([[132012, 'body']]);
    expect(send('day', 'day')).toEqual([
      [132012, 'body'],
      [132012, 'body'],
    ]);
    const namedInPositional: TemplateComponent = {
      type: 'body',
      parameters: [
        { type: 'text', text: 'a', parameter_name: 'x' },
        { type: 'text', text: 'b' },
      ],
    };
    expect(codes(replace(1, namedInPositional))).toEqual([[132012, 'body']]);
    expect(
      codes([namedInPositional], { components: [{ type: 'BODY', text: '{{1}} {{2}}' }] })
    ).toEqual([[132012, 'body']]);
    expect(codes([text('a')], { components: [{ type: 'BODY', text: '{{who}}' }] })).toEqual([
      [132012, 'body'],
    ]);
  });

  it('finds a value that is no text, is empty, or holds what Meta refuses', () => {
    const odd: TemplateComponent = {
      type: 'body',
      parameters: [
        { type: 'text', text: 'a' },
        { type: 'image', image: { id: '1' } },
      ],
    };
    expect(codes(replace(1, odd))).toEqual([[132012, 'body']]);
    for (const bad of ['', ' ', 'a\nb', 'a\tb', 'a\rb', 'a     b']) {
      expect(codes(replace(1, text('Ada', bad)))).toEqual([[132018, 'body']]);
    }
    expect(codes(replace(1, text('Ada', 'a    b')))).toEqual([]);
  });

  it('finds a text that becomes too long (132005)', () => {
    const structure = { components: [{ type: 'BODY', text: 'ab{{1}}' }] };
    expect(codes([text('x'.repeat(1022))], structure)).toEqual([]);
    expect(codes([text('x'.repeat(1023))], structure)).toEqual([[132005, 'body']]);
    const byName = { components: [{ type: 'BODY', text: 'ab{{who}}' }], parameterFormat: 'NAMED' };
    const value = (n: number): TemplateComponent => ({
      type: 'body',
      parameters: [{ type: 'text', text: 'x'.repeat(n), parameter_name: 'who' }],
    });
    expect(codes([value(1022)], byName)).toEqual([]);
    expect(codes([value(1023)], byName)).toEqual([[132005, 'body']]);
  });

  it('[T-32] finds a button without its value, or with one of the wrong kind', () => {
    expect(codes(good.filter((_c, i) => i !== 2))).toEqual([[131008, 'button.1']]);
    expect(codes(good.filter((_c, i) => i !== 3))).toEqual([[131008, 'button.4']]);
    expect(
      codes(replace(2, { type: 'button', sub_type: 'url', index: '1', parameters: [] }))
    ).toEqual([[131008, 'button.1']]);
    expect(
      codes(
        replace(2, {
          type: 'button',
          sub_type: 'quick_reply',
          index: '1',
          parameters: [{ type: 'text', text: '1' }],
        })
      )
    ).toEqual([[132012, 'button.1']]);
    expect(
      codes(
        replace(2, {
          type: 'button',
          sub_type: 'url',
          index: '1',
          parameters: [{ type: 'text', text: ' ' }],
        })
      )
    ).toEqual([[132012, 'button.1']]);
    expect(
      codes(
        replace(3, {
          type: 'button',
          sub_type: 'copy_code',
          index: '4',
          parameters: [{ type: 'coupon_code', coupon_code: '' }],
        })
      )
    ).toEqual([[132012, 'button.4']]);
    expect(
      codes(
        replace(3, {
          type: 'button',
          sub_type: 'url',
          index: '4',
          parameters: [{ type: 'coupon_code', coupon_code: 'A' }],
        })
      )
    ).toEqual([[132012, 'button.4']]);
    const twice: TemplateComponent = {
      type: 'button',
      sub_type: 'url',
      index: '1',
      parameters: [
        { type: 'text', text: '1' },
        { type: 'text', text: '2' },
      ],
    };
    expect(codes(replace(2, twice))).toEqual([[132012, 'button.1']]);
  });

  it('allows a payload on a quick reply and no value on other fixed buttons', () => {
    const payload = (
      index: string,
      sub_type: 'quick_reply' | 'url' = 'quick_reply'
    ): TemplateComponent => ({
      type: 'button',
      sub_type,
      index,
      parameters: [{ type: 'payload', payload: 'P' }],
    });
    expect(codes([...good, payload('0')])).toEqual([]);
    expect(codes([...good, payload('0', 'url')])).toEqual([[132012, 'button.0']]);
    expect(codes([...good, payload('2')])).toEqual([[132012, 'button.2']]);
    expect(codes([...good, payload('3')])).toEqual([[132012, 'button.3']]);
    expect(
      codes([
        ...good,
        { ...payload('0'), parameters: [{ type: 'text', text: 'x' }] } as TemplateComponent,
      ])
    ).toEqual([[132012, 'button.0']]);
  });

  it('finds a button that the template does not have, and parts given twice', () => {
    const stray = (index: string): TemplateComponent => ({
      type: 'button',
      sub_type: 'url',
      index,
      parameters: [{ type: 'text', text: 'x' }],
    });
    expect(codes([...good, stray('5')])).toEqual([[132012, 'button.5']]);
    expect(codes([...good, stray('x')])).toEqual([[132012, 'button.x']]);
    expect(codes([...good, stray('1')])).toEqual([[132012, 'button.1']]);
    expect(codes([...good.slice(0, 1), text('Ada'), text('#1'), ...good.slice(2)])).toEqual([
      [132012, 'body'],
    ]);
  });

  it('wants the same code in text and button', () => {
    const button = (code: string): TemplateComponent => ({
      type: 'button',
      sub_type: 'url',
      index: '0',
      parameters: [{ type: 'text', text: code }],
    });
    expect(codes([text('123'), button('123')], oneTimeCode)).toEqual([]);
    expect(codes([text('123'), button('124')], oneTimeCode)).toEqual([[132012, 'button.0']]);
    expect(codes([text('123')], oneTimeCode)).toEqual([[131008, 'button.0']]);
    const unwritten = {
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'BUTTONS', buttons: [{ type: 'OTP' }] },
      ],
    };
    expect(codes([text('123'), button('123')], unwritten)).toEqual([]);
    expect(codes([button('123')], unwritten)).toEqual([
      [132000, 'body'],
      [132012, 'button.0'],
    ]);
  });

  it('[T-32] refuses structures that it does not understand', () => {
    expect(codes([], { components: 'x' })).toEqual([[132012, 'components']]);
    expect(codes([], { components: [{ type: 'BODY', text: 'x' }, 5] })).toEqual([
      [132012, 'components[1]'],
    ]);
    expect(codes([], { components: [{ type: 'BODY', text: 'x' }, { type: 'CAROUSEL' }] })).toEqual([
      [131008, 'CAROUSEL'],
    ]);
    expect(
      codes([], {
        components: [
          { type: 'BODY', text: 'x' },
          { type: 'BUTTONS', buttons: [{ type: 'FLOW' }] },
        ],
      })
    ).toEqual([[131008, 'button.0']]);
  });

  it('says in words what is wrong', () => {
    expect(
      checkAgainstStructure(
        { name: 't', language: { code: 'en' }, components: replace(1, text('Ada')) },
        orderReady
      )[0]?.message
    ).toBe('body has 1 values, the template wants 2: 1, 2');
  });
});
