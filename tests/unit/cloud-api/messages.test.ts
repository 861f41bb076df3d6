import { checkMessage } from '../../../server/src/cloud-api/message-limits';
import type {
  Interactive,
  MessageContent,
  MessagePayload,
} from '../../../server/src/cloud-api/message-types';
import * as make from '../../../server/src/cloud-api/messages';

const to = { kind: 'phone', e164: '+15550123456' } as const;
const problems = (content: MessageContent): string[] =>
  checkMessage(make.buildMessage(content, { to })).map((p) => `${p.field} ${p.kind}`);
const x = (n: number): string => 'x'.repeat(n);

describe('buildMessage', () => {
  it('addresses a phone, quotes, and carries the token', () => {
    expect(
      make.buildMessage(make.text('Hi'), { to, replyTo: 'wamid.A', callbackData: 'w1.a' })
    ).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+15550123456',
      type: 'text',
      text: { body: 'Hi' },
      context: { message_id: 'wamid.A' },
      biz_opaque_callback_data: 'w1.a',
    });
  });

  it('[X-15] addresses a user id by "recipient" and gives no number', () => {
    const payload = make.buildMessage(make.text('Hi'), { to: { kind: 'user', userId: 'DE.7' } });
    expect(payload).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      recipient: 'DE.7',
      type: 'text',
      text: { body: 'Hi' },
    });
    expect(checkMessage(payload)).toEqual([]);
  });

  it('does not quote in a reaction', () => {
    expect(
      make.buildMessage(make.reaction('wamid.A', '👍'), { to, replyTo: 'wamid.B' })
    ).not.toHaveProperty('context');
  });

  it('builds media with what each may carry', () => {
    expect(make.image({ id: '1' }, 'c')).toEqual({
      type: 'image',
      image: { id: '1', caption: 'c' },
    });
    expect(make.image({ id: '1' }, '')).toEqual({ type: 'image', image: { id: '1' } });
    expect(make.video({ link: 'https://a.b/v' })).toEqual({
      type: 'video',
      video: { link: 'https://a.b/v' },
    });
    expect(make.audio({ id: '1' })).toEqual({ type: 'audio', audio: { id: '1' } });
    expect(make.audio({ id: '1' }, true)).toEqual({
      type: 'audio',
      audio: { id: '1', voice: true },
    });
    expect(make.document({ id: '1' }, { caption: 'c', filename: 'a.pdf' })).toEqual({
      type: 'document',
      document: { id: '1', caption: 'c', filename: 'a.pdf' },
    });
    expect(make.document({ id: '1' })).toEqual({ type: 'document', document: { id: '1' } });
    expect(make.sticker({ id: '1' })).toEqual({ type: 'sticker', sticker: { id: '1' } });
  });

  it('previews a link only when asked', () => {
    expect(make.text('x', true)).toEqual({ type: 'text', text: { body: 'x', preview_url: true } });
  });

  it('leaves out components of a template without variables', () => {
    expect(make.template('a', 'en_US')).toEqual({
      type: 'template',
      template: { name: 'a', language: { code: 'en_US' } },
    });
    expect(make.template('a', 'en', [{ type: 'body', parameters: [] }])).toMatchObject({
      template: { components: [{ type: 'body' }] },
    });
  });

  it('builds a mark of reading, with typing only when asked', () => {
    const mark = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' };
    expect(make.readMark('wamid.A')).toEqual(mark);
    expect(make.readMark('wamid.A', true)).toEqual({ ...mark, typing_indicator: { type: 'text' } });
  });
});

describe('checkMessage', () => {
  it.each([
    [{ to: undefined }, 'to missing'],
    [{ to: '15550123456' }, 'to bad-format'],
    [{ to: '+0555012' }, 'to bad-format'],
    [{ to: '+1555 0123456' }, 'to bad-format'],
    [{ to: '+1234' }, 'to bad-format'],
    [{ recipient: 'DE.7' }, 'recipient both-given'],
    [{ to: undefined, recipient: '+15550123456' }, 'recipient bad-format'],
    [{ biz_opaque_callback_data: x(513) }, 'biz_opaque_callback_data too-long'],
    [{ context: { message_id: ' ' } }, 'context.message_id missing'],
  ])('refuses the frame %j', (change, problem) => {
    const payload = { ...make.buildMessage(make.text('Hi'), { to }), ...change } as MessagePayload;
    expect(checkMessage(payload).map((p) => `${p.field} ${p.kind}`)).toEqual([problem]);
  });

  it.each([
    [make.text('Hi {{1}}'), 'text.body'],
    [make.image({ id: '1' }, 'For {{first_name|you}}'), 'image.caption'],
    [
      make.template('order', 'en', [
        { type: 'body', parameters: [{ type: 'text', text: '{{ name }}' }] },
      ]),
      'template.components[0].parameters[0].text',
    ],
  ])('[T-34] a variable that nobody filled in goes to nobody: %j', (content, field) => {
    expect(problems(content)).toEqual([`${field} open-variable`]);
  });

  it('does not read our own token for a text', () => {
    const payload = make.buildMessage(make.text('Hi'), { to, callbackData: '{{1}}' });
    expect(checkMessage(payload)).toEqual([]);
  });

  it('allows a token of exactly 512 characters', () => {
    expect(checkMessage(make.buildMessage(make.text('Hi'), { to, callbackData: x(512) }))).toEqual(
      []
    );
  });

  it.each<[MessageContent, string[]]>([
    [make.text(x(4096)), []],
    [make.text(x(4097)), ['text.body too-long']],
    [make.text(' '), ['text.body missing']],
    [make.image({ id: '1' }, x(1024)), []],
    [make.image({ id: '1' }, x(1025)), ['image.caption too-long']],
    [make.video({ id: '1' }, x(1025)), ['video.caption too-long']],
    [
      make.document({ id: '1' }, { caption: x(1025), filename: x(241) }),
      ['document.caption too-long', 'document.filename too-long'],
    ],
    [make.audio({ id: 'a' }), ['audio.id bad-format']],
    [make.sticker({ link: 'ftp://a.b' }), ['sticker.link bad-format']],
    [make.image({ link: 'https://a.b/c d' }), ['image.link bad-format']],
    [make.image({ link: '' }), ['image.link missing']],
    [make.image({ link: `https://a.b/${x(2000)}` }), ['image.link too-long']],
    [
      { type: 'image', image: { id: '1', link: 'https://a.b' } } as unknown as MessageContent,
      ['image both-given'],
    ],
    [{ type: 'video', video: {} } as unknown as MessageContent, ['video missing']],
    [make.location({ latitude: '52.5', longitude: -180 }), []],
    [
      make.location({ latitude: 90.1, longitude: -180.1 }),
      ['location.latitude out-of-range', 'location.longitude out-of-range'],
    ],
    [
      make.location({ latitude: '', longitude: 'x' }),
      ['location.latitude out-of-range', 'location.longitude out-of-range'],
    ],
    [
      make.location({ latitude: 0, longitude: 0, name: x(1001), address: x(1001) }),
      ['location.name too-long', 'location.address too-long'],
    ],
    [make.contacts([]), ['contacts too-few']],
    [
      make.contacts(
        Array.from({ length: 257 }, () => ({ name: { formatted_name: 'A', first_name: 'A' } }))
      ),
      [],
    ],
    [
      make.contacts(
        Array.from({ length: 258 }, () => ({ name: { formatted_name: 'A', last_name: 'A' } }))
      ),
      ['contacts too-many'],
    ],
    [make.contacts([{ name: { formatted_name: 'A' } }]), ['contacts[0].name missing']],
    [
      make.contacts([{ name: { formatted_name: '', suffix: 'x' } }]),
      ['contacts[0].name.formatted_name missing'],
    ],
    [make.reaction('wamid.A', ''), []],
    [make.reaction('wamid.A', '👩‍👩‍👧'), []],
    [make.reaction('wamid.A', '👍👍'), ['reaction.emoji bad-format']],
    [make.reaction('', '👍'), ['reaction.message_id missing']],
    [make.template('order_ready1', 'pt_BR'), []],
    [make.template('Order', 'en_US'), ['template.name bad-format']],
    [make.template('', 'en'), ['template.name bad-format']],
    [make.template('a', 'en-US'), ['template.language.code bad-format']],
    [make.template('a', 'zh_HK'), []],
  ])('checks %j', (content, expected) => {
    expect(problems(content)).toEqual(expected);
  });

  it('names the limit', () => {
    expect(checkMessage(make.buildMessage(make.text(x(4097)), { to }))).toEqual([
      {
        field: 'text.body',
        kind: 'too-long',
        limit: 4096,
        message: 'text.body may have at most 4096 characters',
      },
    ]);
  });
});

const body = { body: { text: 'Pick' } };
const buttons = (...list: [string, string][]): Interactive => ({
  type: 'button',
  ...body,
  action: { buttons: list.map(([id, title]) => ({ type: 'reply', reply: { id, title } })) },
});
const rows = (n: number, from = 0): { id: string; title: string }[] =>
  Array.from({ length: n }, (_v, i) => ({ id: `r${i + from}`, title: `Row ${i + from}` }));
const list = (
  sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[],
  button = 'Show'
): Interactive => ({
  type: 'list',
  ...body,
  action: { button, sections },
});
const cta = (display_text: string, url: string): Interactive => ({
  type: 'cta_url',
  ...body,
  action: { name: 'cta_url', parameters: { display_text, url } },
});
const flow = (more: object): Interactive => ({
  type: 'flow',
  ...body,
  action: {
    name: 'flow',
    parameters: { flow_message_version: '3', flow_cta: 'Go', flow_id: '1', ...more },
  },
});
const A = 'interactive.action';

describe('checkMessage for interactive messages', () => {
  it.each<[string, Interactive, string[]]>([
    ['one button', buttons(['a', 'A']), []],
    ['three buttons at their limits', buttons([x(256), x(20)], ['b', 'B'], ['c', 'C']), []],
    ['no button', buttons(), [`${A}.buttons too-few`]],
    [
      'four buttons',
      buttons(['a', 'A'], ['b', 'B'], ['c', 'C'], ['d', 'D']),
      [`${A}.buttons too-many`],
    ],
    ['long id', buttons([x(257), 'A']), [`${A}.buttons[0].reply.id too-long`]],
    ['long title', buttons(['a', x(21)]), [`${A}.buttons[0].reply.title too-long`]],
    ['blank title', buttons(['a', ' ']), [`${A}.buttons[0].reply.title missing`]],
    ['id with a space at its end', buttons(['a ', 'A']), [`${A}.buttons[0].reply.id bad-format`]],
    ['equal ids', buttons(['a', 'A'], ['a', 'B']), [`${A}.buttons duplicate`]],
    ['equal titles', buttons(['a', 'A'], ['b', 'A']), [`${A}.buttons duplicate`]],
    [
      'a list at its limits',
      list([{ rows: [{ id: x(200), title: x(24), description: x(72) }, ...rows(9)] }], x(20)),
      [],
    ],
    [
      'eleven rows',
      list([
        { title: 'a', rows: rows(6) },
        { title: 'b', rows: rows(5, 6) },
      ]),
      [`${A}.sections rows in total too-many`],
    ],
    [
      'two sections without titles',
      list([{ rows: rows(1) }, { title: 'b', rows: rows(1, 1) }]),
      [`${A}.sections[0].title missing`],
    ],
    [
      'long section title',
      list([{ title: x(25), rows: rows(1) }]),
      [`${A}.sections[0].title too-long`],
    ],
    [
      'empty section',
      list([
        { title: 'a', rows: [] },
        { title: 'b', rows: rows(1) },
      ]),
      [`${A}.sections[0].rows too-few`],
    ],
    ['no section', list([]), [`${A}.sections too-few`, `${A}.sections rows in total too-few`]],
    [
      'long row id',
      list([{ rows: [{ id: x(201), title: 'a' }] }]),
      [`${A}.sections[0].rows[0].id too-long`],
    ],
    [
      'long row title',
      list([{ rows: [{ id: 'a', title: x(25) }] }]),
      [`${A}.sections[0].rows[0].title too-long`],
    ],
    [
      'long description',
      list([{ rows: [{ id: 'a', title: 'a', description: x(73) }] }]),
      [`${A}.sections[0].rows[0].description too-long`],
    ],
    ['equal row ids', list([{ rows: [...rows(1), ...rows(1)] }]), [`${A}.sections duplicate`]],
    ['long list button', list([{ rows: rows(1) }], x(21)), [`${A}.button too-long`]],
    ['an address', cta(x(20), 'https://a.example'), []],
    ['a long label', cta(x(21), 'https://a.example'), [`${A}.parameters.display_text too-long`]],
    ['no address', cta('Go', 'a.example'), [`${A}.parameters.url bad-format`]],
    ['a flow', flow({}), []],
    ['a flow without id', flow({ flow_id: undefined }), [`${A}.parameters.flow_id missing`]],
    ['a flow with id and name', flow({ flow_name: 'n' }), [`${A}.parameters.flow_id both-given`]],
    ['a long flow label', flow({ flow_cta: x(31) }), [`${A}.parameters.flow_cta too-long`]],
    [
      'a request for the location',
      { type: 'location_request_message', ...body, action: { name: 'send_location' } },
      [],
    ],
    ['a catalogue', { type: 'catalog_message', ...body, action: { name: 'catalog_message' } }, []],
    ['a product', { type: 'product', action: { catalog_id: '1', product_retailer_id: 'p' } }, []],
    [
      'a product without ids',
      { type: 'product', action: { catalog_id: '', product_retailer_id: '' } },
      [`${A}.catalog_id missing`, `${A}.product_retailer_id missing`],
    ],
    [
      'a long text',
      { ...buttons(['a', 'A']), body: { text: x(1025) } } as Interactive,
      ['interactive.body.text too-long'],
    ],
    [
      'no text',
      { ...buttons(['a', 'A']), body: { text: '' } } as Interactive,
      ['interactive.body.text missing'],
    ],
    [
      'a list text of 4096',
      { ...list([{ rows: rows(1) }]), body: { text: x(4096) } } as Interactive,
      [],
    ],
    [
      'a list text of 4097',
      { ...list([{ rows: rows(1) }]), body: { text: x(4097) } } as Interactive,
      ['interactive.body.text too-long'],
    ],
    [
      'a long footer',
      { ...buttons(['a', 'A']), footer: { text: x(61) } } as Interactive,
      ['interactive.footer.text too-long'],
    ],
    [
      'a long header',
      { ...buttons(['a', 'A']), header: { type: 'text', text: x(61) } } as Interactive,
      ['interactive.header.text too-long'],
    ],
    [
      'a header image',
      { ...buttons(['a', 'A']), header: { type: 'image', image: { id: 'x' } } } as Interactive,
      ['interactive.header.image.id bad-format'],
    ],
    [
      'a header video',
      { ...buttons(['a', 'A']), header: { type: 'video', video: { id: 'x' } } } as Interactive,
      ['interactive.header.video.id bad-format'],
    ],
    [
      'a header document',
      {
        ...buttons(['a', 'A']),
        header: { type: 'document', document: { id: 'x' } },
      } as Interactive,
      ['interactive.header.document.id bad-format'],
    ],
  ])('checks %s', (_what, content, expected) => {
    expect(problems(make.interactive(content))).toEqual(expected);
  });

  it('checks a list of products', () => {
    const products = (n: number, sections = 1): Interactive => ({
      type: 'product_list',
      header: { type: 'text', text: 'H' },
      ...body,
      action: {
        catalog_id: '1',
        sections: Array.from({ length: sections }, () => ({
          title: 'T',
          product_items: Array.from({ length: n }, (_v, i) => ({ product_retailer_id: `p${i}` })),
        })),
      },
    });
    expect(problems(make.interactive(products(30)))).toEqual([]);
    expect(problems(make.interactive(products(31)))).toEqual([
      `${A}.sections products in total too-many`,
    ]);
    expect(problems(make.interactive(products(0)))).toEqual([
      `${A}.sections products in total too-few`,
    ]);
    expect(problems(make.interactive(products(1, 11)))).toEqual([`${A}.sections too-many`]);
  });
});
