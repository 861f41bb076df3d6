import { checkTemplateCreate } from '../../../simulator/src/checks/template-create';
import { checkTemplateComponents } from '../../../simulator/src/checks/template-send';
import { shapeOf } from '../../../simulator/src/world/template-shape';

const body = (text: string) => ({ type: 'BODY', text });
const target = (components: object[], parameterFormat: 'POSITIONAL' | 'NAMED' = 'POSITIONAL') => ({
  shape: shapeOf(components),
  parameterFormat,
  category: 'UTILITY',
});
const words = (...texts: string[]) => texts.map((text) => ({ type: 'text', text }));
const send = (type: string, parameters: unknown[], over: object = {}) => ({
  type,
  parameters,
  ...over,
});

describe('a template send against its template', () => {
  const greeting = target([body('Hi {{1}}, order {{2}} is ready.')]);

  it('takes as many values as there are places', () => {
    expect(checkTemplateComponents(greeting, [send('body', words('Ada', '7'))])).toBeNull();
  });
  it('tells both counts when they differ', () => {
    expect(checkTemplateComponents(greeting, [send('body', words('Ada'))])).toMatchObject({
      code: 132000,
      details:
        'body: number of localizable_params (1) does not match the expected number of params (2)',
    });
  });
  it.each([['a\nb'], ['a\tb'], ['a     b'], ['']])('refuses the value %j', (value) => {
    expect(checkTemplateComponents(greeting, [send('body', words('Ada', value))])?.code).toBe(100);
  });
  it('refuses a media value where text belongs', () => {
    const refusal = checkTemplateComponents(greeting, [
      send('body', [{ type: 'image', image: { id: '1' } }, ...words('x')]),
    ]);
    expect(refusal?.code).toBe(132012);
  });
  it('takes named values in any order and misses the absent one', () => {
    const named = target([body('Hi {{first_name}}, see you {{day}}.')], 'NAMED');
    const value = (name: string) => ({ type: 'text', parameter_name: name, text: 'x' });
    expect(
      checkTemplateComponents(named, [send('body', [value('day'), value('first_name')])])
    ).toBeNull();
    expect(
      checkTemplateComponents(named, [send('body', [value('day'), value('other')])])?.message
    ).toContain('first_name');
    expect(checkTemplateComponents(named, [send('body', words('a', 'b'))])).not.toBeNull();
  });
  it('wants the header media on every send', () => {
    const pictured = target([{ type: 'HEADER', format: 'IMAGE' }, body('Hello')]);
    expect(checkTemplateComponents(pictured, [])?.code).toBe(132000);
    expect(checkTemplateComponents(pictured, [send('header', words('x'))])?.code).toBe(132012);
    expect(
      checkTemplateComponents(pictured, [send('header', [{ type: 'image', image: { id: '1' } }])])
    ).toBeNull();
  });
  it('wants the suffix of a dynamic URL at the right index', () => {
    const linked = target([
      body('Hello'),
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Stop' },
          { type: 'URL', text: 'Go', url: 'https://a.example/{{1}}' },
        ],
      },
    ]);
    const url = (index: string) => send('button', words('abc'), { sub_type: 'url', index });
    expect(checkTemplateComponents(linked, [url('1')])).toBeNull();
    expect(checkTemplateComponents(linked, [url('0')])?.code).toBe(132012);
    expect(checkTemplateComponents(linked, [])?.code).toBe(132000);
    expect(checkTemplateComponents(linked, [url('9')])?.code).toBe(132000);
  });
});

describe('a template to create', () => {
  const create = (over: object = {}) => ({
    name: 'order_ready',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { ...body('Hi {{1}}, your order is ready to collect.'), example: { body_text: [['Ada']] } },
    ],
    ...over,
  });
  const withButtons = (buttons: object[]) =>
    create({ components: [body('Your order is ready.'), { type: 'BUTTONS', buttons }] });

  it('takes a sound template', () => {
    expect(checkTemplateCreate(create())).toBeNull();
  });
  it.each([
    ['an upper-case name', create({ name: 'Order' }), undefined],
    ['no category', create({ category: 'PROMO' }), undefined],
    ['a locale with a dash', create({ language: 'en-US' }), undefined],
    ['no body', create({ components: [{ type: 'FOOTER', text: 'x' }] }), 2388072],
    [
      'a variable at the start',
      create({ components: [body('{{1}} is ready for you now.')] }),
      2388299,
    ],
    [
      'variables side by side',
      create({ components: [body('Your order {{1}} {{2}} is ready for you.')] }),
      2388072,
    ],
    [
      'a gap in the numbering',
      create({ components: [body('Hi {{1}}, your order {{3}} is ready to collect.')] }),
      2388072,
    ],
    ['no example', create({ components: [body('Hi {{1}}, your order is ready.')] }), 2388043],
    [
      'a footer with a variable',
      create({ components: [body('Ready.'), { type: 'FOOTER', text: 'Hi {{1}}' }] }),
      2388073,
    ],
    [
      'a header without sample',
      create({ components: [body('Ready.'), { type: 'HEADER', format: 'IMAGE' }] }),
      2388273,
    ],
    [
      'a button of 26 characters',
      withButtons([{ type: 'QUICK_REPLY', text: 'x'.repeat(26) }]),
      2388040,
    ],
    [
      'split quick replies',
      withButtons([
        { type: 'QUICK_REPLY', text: 'a' },
        { type: 'URL', text: 'b', url: 'https://a.example' },
        { type: 'QUICK_REPLY', text: 'c' },
      ]),
      2388040,
    ],
    [
      'a variable inside the URL',
      withButtons([{ type: 'URL', text: 'b', url: 'https://a.example/{{1}}/x', example: ['y'] }]),
      2388040,
    ],
  ])('refuses %s', (_name, request, subcode) => {
    const refusal = checkTemplateCreate(request);
    expect(refusal?.code).toBe(100);
    expect(refusal?.subcode).toBe(subcode);
  });
});
