import fc from 'fast-check';
import { addressOf, checkMarkRead, checkSend } from '../../../simulator/src/checks/envelope';
import { isRefusal } from '../../../simulator/src/graph/refusal';

const text = (over: object = {}) => ({
  messaging_product: 'whatsapp',
  to: '+905321110001',
  type: 'text',
  text: { body: 'hello' },
  ...over,
});
const typed = (type: string, node: unknown) => text({ type, text: undefined, [type]: node });
const interactive = (node: object) => typed('interactive', { body: { text: 'Pick' }, ...node });
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ id: `r${from + i}`, title: `Row ${from + i}` }));
const list = (sections: object[]) =>
  interactive({ type: 'list', action: { button: 'Open', sections } });

describe('the shape of a send', () => {
  it.each([
    ['text', text()],
    ['image by id', typed('image', { id: '123', caption: 'x' })],
    ['document by link', typed('document', { link: 'https://a.example/b.pdf', filename: 'b.pdf' })],
    ['voice note', typed('audio', { id: '1', voice: true })],
    ['sticker', typed('sticker', { id: '1' })],
    ['location with text coordinates', typed('location', { latitude: '52.5', longitude: '13.4' })],
    ['contact', typed('contacts', [{ name: { formatted_name: 'Ada L', first_name: 'Ada' } }])],
    ['reaction', typed('reaction', { message_id: 'wamid.1', emoji: '👩‍👩‍👧' })],
    ['removed reaction', typed('reaction', { message_id: 'wamid.1', emoji: '' })],
    ['reply buttons', interactive({ type: 'button', action: { buttons: [reply('1', 'Yes')] } })],
    ['list', list([{ rows: rows(10) }])],
    [
      'link button',
      interactive({
        type: 'cta_url',
        action: { name: 'cta_url', parameters: { display_text: 'Go', url: 'https://a.example' } },
      }),
    ],
    [
      'location request',
      interactive({ type: 'location_request_message', action: { name: 'send_location' } }),
    ],
    ['template', typed('template', { name: 'a', language: { code: 'tr' } })],
  ])('takes a %s message', (_name, body) => {
    expect(checkSend(body)).toBeNull();
  });

  it.each([
    ['messaging_product missing', text({ messaging_product: undefined }), 100, 'messaging_product'],
    ['an unknown type', text({ type: 'fax' }), 131051, 'type'],
    ['an empty text', text({ text: { body: '' } }), 100, 'body'],
    ['4097 characters', text({ text: { body: 'x'.repeat(4097) } }), 100, '4096'],
    [
      'an image with id and link',
      typed('image', { id: '1', link: 'https://a.example' }),
      100,
      'exactly one',
    ],
    [
      'a caption of 1025 characters',
      typed('image', { id: '1', caption: 'x'.repeat(1025) }),
      100,
      '1024',
    ],
    ['a caption on audio', typed('audio', { id: '1', caption: 'x' }), 100, 'caption'],
    ['a link without scheme', typed('image', { link: 'ftp://a' }), 131009, 'http'],
    ['latitude 91', typed('location', { latitude: 91, longitude: 1 }), 131009, 'latitude'],
    [
      'a contact with one name part',
      typed('contacts', [{ name: { formatted_name: 'A' } }]),
      131009,
      'first_name',
    ],
    [
      '258 contacts',
      typed('contacts', Array(258).fill({ name: { formatted_name: 'A', first_name: 'A' } })),
      131009,
      '257',
    ],
    ['two emoji', typed('reaction', { message_id: 'w', emoji: '👍👍' }), 131009, 'emoji'],
    [
      'four buttons',
      interactive({
        type: 'button',
        action: { buttons: ['1', '2', '3', '4'].map((n) => reply(n, n)) },
      }),
      131009,
      'Max allowed buttons: 3',
    ],
    [
      'a button title of 21',
      interactive({ type: 'button', action: { buttons: [reply('1', 'x'.repeat(21))] } }),
      131009,
      'Button title',
    ],
    [
      'equal button ids',
      interactive({ type: 'button', action: { buttons: [reply('1', 'a'), reply('1', 'b')] } }),
      131009,
      'unique',
    ],
    [
      'eleven rows',
      list([
        { title: 'a', rows: rows(6) },
        { title: 'b', rows: rows(5, 6) },
      ]),
      131009,
      'row count',
    ],
    [
      'two sections without titles',
      list([{ rows: rows(1) }, { rows: rows(1, 1) }]),
      131009,
      'Section title',
    ],
    [
      'a row description of 73',
      list([{ rows: [{ id: '1', title: 'a', description: 'x'.repeat(73) }] }]),
      131009,
      'description',
    ],
    [
      'a list with an image header',
      {
        ...list([{ rows: rows(1) }]),
        interactive: {
          ...(list([{ rows: rows(1) }]) as { interactive?: object }).interactive,
          header: { type: 'image', image: { id: '1' } },
        },
      },
      131009,
      'text header',
    ],
    ['a token of 513 characters', text({ biz_opaque_callback_data: 'x'.repeat(513) }), 100, '512'],
    ['a quote without id', text({ context: {} }), 131008, 'context'],
    ['a template without language', typed('template', { name: 'a' }), 131008, 'language'],
  ])('refuses %s and names it', (_name, body, code, says) => {
    const refusal = checkSend(body as Record<string, unknown>);
    expect(refusal?.code).toBe(code);
    expect(`${refusal?.message} ${refusal?.details ?? ''}`).toContain(says);
  });

  it('never throws, whatever JSON arrives', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'messaging_product',
            'type',
            'to',
            'text',
            'image',
            'interactive',
            'contacts',
            'context',
            'template',
            'location',
            'reaction'
          ),
          fc.jsonValue()
        ),
        (body) => {
          checkSend({ messaging_product: 'whatsapp', ...body });
          checkMarkRead(body);
          addressOf(body);
        }
      )
    );
  });
});

describe('who a message is for', () => {
  it('reads a phone with plus, spaces, dashes and brackets as its digits', () => {
    expect(addressOf({ to: '+90 (532) 111-00 01' })).toMatchObject({ digits: '905321110001' });
  });
  it('prefers the phone when phone and BSUID are both given', () => {
    expect(addressOf({ to: '+905321110001', recipient: 'TR.1' })).toMatchObject({ kind: 'phone' });
  });
  it.each([{}, { to: 'hello' }, { to: '12' }, { recipient: '905321110001' }, { to: 5 }])(
    'refuses %j',
    (body) => {
      expect(isRefusal(addressOf(body))).toBe(true);
    }
  );
  it('cannot be fooled by a body that looks like a refusal', () => {
    expect(isRefusal({ status: 400, code: 100, message: 'x', type: 'y' })).toBe(false);
  });
});
