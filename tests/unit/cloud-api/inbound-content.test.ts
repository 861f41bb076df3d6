import fc from 'fast-check';
import { readInbound } from '../../../server/src/cloud-api/inbound-content';

const message = (type: string, node: unknown, more = {}): Record<string, unknown> => ({
  from: '49151',
  from_user_id: 'DE.7',
  id: 'wamid.IN',
  timestamp: '1763600000',
  type,
  [type]: node,
  ...more,
});

describe('readInbound', () => {
  it('[C-19] reads a text with its sender, time and quote', () => {
    const content = readInbound(
      message('text', { body: 'Hello\nthere' }, { context: { from: '1', id: 'wamid.OUT' } })
    );
    expect(content).toEqual({
      groupId: null,
      sharedNumber: null,
      wamid: 'wamid.IN',
      type: 'text',
      from: '49151',
      userId: 'DE.7',
      body: {
        type: 'text',
        text: 'Hello\nthere',
        header: null,
        footer: null,
        buttons: [],
        media: null,
        location: null,
        contacts: [],
      },
      preview: 'Hello there',
      quotedWamid: 'wamid.OUT',
      reaction: null,
      reply: null,
      referral: null,
      media: null,
      forwarded: false,
      identityChange: null,
      changes: null,
      unsupported: false,
      errors: [],
    });
  });

  it.each([
    [
      'image',
      { id: '1', mime_type: 'image/jpeg', sha256: 's', url: 'https://u', caption: 'Look' },
      '📷 Look',
      'Look',
    ],
    ['video', { id: '1', mime_type: 'video/mp4' }, '🎥', null],
    ['audio', { id: '1', mime_type: 'audio/ogg', voice: true }, '🎤', null],
    ['audio', { id: '1', mime_type: 'audio/mpeg', voice: false }, '🎵', null],
    ['audio', { id: '1', mime_type: 'audio/mpeg', caption: 'Ring' }, '🎵 Ring', 'Ring'],
    ['document', { id: '1', filename: 'bill.pdf' }, '📄 bill.pdf', null],
    ['document', { id: '1', filename: 'bill.pdf', caption: 'Mine' }, '📄 Mine', 'Mine'],
    ['sticker', { id: 1, animated: true }, '🏷️', null],
  ])('[C-19] reads a file of kind %s', (type, node, ...[preview, text]) => {
    const content = readInbound(message(type, node));
    expect(content).toMatchObject({ preview, unsupported: false, media: { kind: type, id: '1' } });
    expect(content.body).toMatchObject({
      type,
      text,
      media: { kind: type, url: null, voice: 'voice' in node && node.voice === true },
    });
    expect(content.media).toMatchObject({
      mime: 'mime_type' in node ? node.mime_type : null,
      sha256: 'sha256' in node ? node.sha256 : null,
      url: 'url' in node ? node.url : null,
      filename: 'filename' in node ? node.filename : null,
      animated: 'animated' in node,
    });
  });

  it('[C-19] reads a voice note of the older type', () => {
    const content = readInbound(message('voice', { id: '1', mime_type: 'audio/ogg' }));
    expect(content).toMatchObject({
      type: 'audio',
      preview: '🎤',
      media: { id: '1', voice: true },
    });
    expect(content.body).toMatchObject({ type: 'audio', media: { kind: 'audio', voice: true } });
  });

  it('reads a place, also one whose coordinates came as texts', () => {
    const content = readInbound(
      message('location', { latitude: '52.5', longitude: 13.4, name: 'Depot', address: 'Street 1' })
    );
    expect(content.body.location).toEqual({
      latitude: 52.5,
      longitude: 13.4,
      name: 'Depot',
      address: 'Street 1',
    });
    expect(content.preview).toBe('📍 Depot');
    expect(readInbound(message('location', { latitude: 0, longitude: 0 }))).toMatchObject({
      preview: '📍',
      unsupported: false,
      body: { location: { latitude: 0, longitude: 0, name: null, address: null } },
    });
  });

  it.each([
    { latitude: 91, longitude: 0 },
    { latitude: 0, longitude: 181 },
    { latitude: 'x', longitude: 0 },
    { longitude: 0 },
    null,
  ])('shows a place without real coordinates as unsupported: %j', (node) => {
    expect(readInbound(message('location', node))).toMatchObject({
      unsupported: true,
      body: { location: null },
    });
  });

  it('reads contact cards', () => {
    const cards = [
      {
        name: { formatted_name: 'Ada L.' },
        phones: [{ phone: '+1 555' }, { wa_id: '1556' }, 5, {}],
      },
      { name: { first_name: 'Bob' } },
      { phones: [{ phone: '7' }] },
      {},
      'x',
    ];
    const content = readInbound(message('contacts', cards));
    expect(content.body.contacts).toEqual([
      { name: 'Ada L.', phones: ['+1 555', '1556'] },
      { name: 'Bob', phones: [] },
      { name: '7', phones: ['7'] },
      { name: '?', phones: [] },
    ]);
    expect(content.preview).toBe('👤 Ada L., Bob, 7, ?');
  });

  it.each([
    [
      'button',
      { payload: 'STOP_PROMO', text: 'Stop' },
      { kind: 'button', id: 'STOP_PROMO', title: 'Stop' },
    ],
    ['button', { payload: 'Stop' }, { kind: 'button', id: 'Stop', title: 'Stop' }],
    [
      'interactive',
      { type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } },
      { kind: 'button-reply', id: 'y', title: 'Yes' },
    ],
    [
      'interactive',
      { type: 'list_reply', list_reply: { id: 'r', title: 'Row', description: 'd' } },
      { kind: 'list-reply', id: 'r', title: 'Row' },
    ],
    [
      'interactive',
      { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":1}' } },
      { kind: 'form', id: '{"a":1}', title: 'Sent' },
    ],
    [
      'interactive',
      { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } },
      { kind: 'other', id: null, title: 'accept' },
    ],
  ])('reads the choice of %s %j', (type, node, reply) => {
    const content = readInbound(message(type, node));
    expect(content.reply).toEqual(reply);
    expect(content.body.text).toBe(reply.title);
    expect(content.preview).toBe(reply.title);
    expect(content.unsupported).toBe(false);
  });

  it('keeps what stood below the row that was chosen', () => {
    const row = { type: 'list_reply', list_reply: { id: 'r', title: 'M', description: 'Size M' } };
    expect(readInbound(message('interactive', row)).body.footer).toBe('Size M');
  });

  it('reads a reaction and its removal, and keeps it out of the list', () => {
    const given = readInbound(message('reaction', { message_id: 'wamid.OUT', emoji: '👍' }));
    expect(given).toMatchObject({
      reaction: { wamid: 'wamid.OUT', emoji: '👍' },
      preview: '',
      unsupported: false,
    });
    const removed = readInbound(message('reaction', { message_id: 'wamid.OUT' }));
    expect(removed).toMatchObject({
      reaction: { wamid: 'wamid.OUT', emoji: null },
      unsupported: false,
    });
    expect(readInbound(message('reaction', {}))).toMatchObject({
      reaction: null,
      unsupported: true,
    });
    expect(
      readInbound(message('text', { body: 'x' }, { reaction: { message_id: 'w' } })).reaction
    ).toBeNull();
  });

  it('reads the advertisement that a customer came from', () => {
    const referral = {
      source_type: 'ad',
      source_id: '120',
      source_url: 'https://fb.me/x',
      headline: 'Offer',
      body: 'Text',
      ctwa_clid: 'ARx',
    };
    expect(readInbound(message('text', { body: 'x' }, { referral })).referral).toEqual({
      mediaType: null,
      mediaUrl: null,
      thumbnailUrl: null,
      welcome: null,
      sourceType: 'ad',
      sourceId: '120',
      sourceUrl: 'https://fb.me/x',
      headline: 'Offer',
      body: 'Text',
      clickId: 'ARx',
    });
    expect(readInbound(message('text', { body: 'x' }, { referral: {} })).referral).toMatchObject({
      clickId: null,
    });
  });

  it('reads an order', () => {
    const order = {
      text: 'Please',
      product_items: [
        { product_retailer_id: 'sku1', quantity: 2, item_price: 9.5, currency: 'EUR' },
        { product_retailer_id: 'sku2' },
        {},
        'x',
      ],
    };
    const content = readInbound(message('order', order));
    expect(content.body.text).toBe('Please\n2 × sku1 (9.5 EUR)\n1 × sku2\n1 × ?');
    expect(content.preview).toBe('🛒 Please 2 × sku1 (9.5 EUR) 1 × sku2 1 × ?');
    expect(readInbound(message('order', {}))).toMatchObject({
      body: { text: null },
      unsupported: true,
    });
  });

  it('[X-15] reads a change of number or user id', () => {
    const change = (node: unknown): unknown => readInbound(message('system', node)).identityChange;
    expect(change({ body: 'b', wa_id: '49152', type: 'user_changed_number' })).toEqual({
      waId: '49152',
      userId: null,
    });
    expect(change({ body: 'b', new_wa_id: '49152' })).toEqual({ waId: '49152', userId: null });
    expect(change({ body: 'b', user_id: 'DE.8' })).toEqual({ waId: null, userId: 'DE.8' });
    expect(change({ body: 'b' })).toBeNull();
    expect(
      readInbound(message('text', { body: 'x' }, { system: { wa_id: '1' } })).identityChange
    ).toBeNull();
    expect(readInbound(message('system', { body: 'Ada changed' })).preview).toBe('Ada changed');
  });

  it('reads edits and revocations', () => {
    const edit = {
      original_message_id: 'wamid.A',
      message: { type: 'text', text: { body: 'new' } },
    };
    expect(readInbound(message('edit', edit))).toMatchObject({
      changes: { wamid: 'wamid.A', kind: 'edit' },
      body: { type: 'text', text: 'new' },
      unsupported: false,
    });
    expect(readInbound(message('revoke', { original_message_id: 'wamid.A' }))).toMatchObject({
      changes: { wamid: 'wamid.A', kind: 'revoke' },
      unsupported: false,
    });
    expect(readInbound(message('edit', {}))).toMatchObject({ changes: null, unsupported: true });
    expect(readInbound(message('edit', { message: { type: 'edit', edit: {} } })).unsupported).toBe(
      true
    );
  });

  it('knows forwarded messages', () => {
    const forwarded = (context: unknown): boolean =>
      readInbound(message('text', { body: 'x' }, { context })).forwarded;
    expect(forwarded({ forwarded: true })).toBe(true);
    expect(forwarded({ frequently_forwarded: true })).toBe(true);
    expect(forwarded({ forwarded: 'no' })).toBe(false);
  });

  it('marks what WhatsApp could not deliver as unsupported, and keeps its reason', () => {
    const errors = [
      { code: 131051, title: 'Message type unknown', error_data: { details: 'D' } },
      { title: 'no code' },
    ];
    expect(readInbound(message('unsupported', { type: 'poll' }, { errors }))).toMatchObject({
      unsupported: true,
      wamid: 'wamid.IN',
      preview: '',
      errors: [{ code: 131051, message: 'Message type unknown', details: 'D' }],
    });
  });

  it.each(['text', 'image', 'interactive', 'a_type_of_next_year'])(
    'marks a %s without content as unsupported',
    (type) => {
      expect(readInbound({ id: 'w', type })).toMatchObject({ wamid: 'w', type });
      expect(readInbound({ id: 'w', type }).unsupported).toBe(type !== 'interactive');
    }
  );

  it('does not draw a placeholder for the opening of a chat', () => {
    expect(readInbound(message('request_welcome', undefined)).unsupported).toBe(false);
  });

  it('never throws, and always has a type and a preview', () => {
    const types = [
      'text',
      'image',
      'contacts',
      'interactive',
      'reaction',
      'order',
      'system',
      'edit',
      'button',
      'location',
      '__proto__',
    ];
    const likely = fc
      .record({
        type: fc.constantFrom(...types),
        node: fc.jsonValue(),
        context: fc.jsonValue(),
        errors: fc.jsonValue(),
      })
      .map(({ type, node, ...rest }) => ({ type, [type]: node, ...rest }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), likely), (value) => {
        const content = readInbound(value);
        expect(typeof content.type).toBe('string');
        expect(typeof content.preview).toBe('string');
        expect(content.preview.length).toBeLessThanOrEqual(2_000);
      })
    );
  });
});
