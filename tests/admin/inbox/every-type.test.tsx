import { screen } from '@testing-library/react';
import { readInbound } from '../../../server/src/cloud-api/inbound-content';
import { Bubble } from '../../../admin/src/pages/Inbox/components/Bubble';
import { renderAdmin } from '../../support/render-admin';
import { messageOf } from '../../support/message-views';
import { en } from '../../support/words';

/** A message as WhatsApp's webhook brings it. */
const webhook = (type: string, node: unknown, more: object = {}) => ({
  from: '4915100000001',
  id: 'wamid.IN1',
  timestamp: '1763600000',
  type,
  ...(node === undefined ? {} : { [type]: node }),
  ...more,
});
const FILE = { id: '1', mime_type: 'image/jpeg', sha256: 'x' };
const unsupported = (kind: string, code: number) =>
  webhook('unsupported', { type: kind }, { errors: [{ code, title: 'Message type unknown' }] });
const reply = (kind: string, node: unknown) =>
  webhook('interactive', { type: kind, [kind]: node }, { context: { from: '1', id: 'wamid.OUT' } });

const show = (value: object, part: object = {}) => {
  const { body } = readInbound(value);
  const message = messageOf(1, { ...part, body });
  return renderAdmin(
    <Bubble
      message={message}
      first
      last
      canReply
      busy={false}
      answer={null}
      onJump={() => undefined}
      onResolve={() => undefined}
    />
  );
};

describe('a message as it came from WhatsApp', () => {
  it.each<[string, object, string[]]>([
    ['a text', webhook('text', { body: 'Hello *you*' }), ['Hello ', 'you']],
    ['a picture', webhook('image', { ...FILE, caption: 'broken cup' }), ['broken cup']],
    [
      'a film',
      webhook('video', { ...FILE, caption: 'it leaks' }),
      [en('shell.message.video'), 'it leaks'],
    ],
    ['a voice message', webhook('audio', { ...FILE, voice: true }), [en('shell.message.voice')]],
    ['a document', webhook('document', { ...FILE, filename: 'bill.pdf' }), ['bill.pdf']],
    ['a sticker', webhook('sticker', { ...FILE, animated: false }), [en('shell.message.sticker')]],
    [
      'a place',
      webhook('location', { latitude: 41, longitude: 29, name: 'Galata', address: 'Beyoğlu' }),
      ['Galata', 'Beyoğlu', en('shell.message.open-map')],
    ],
    [
      'several cards',
      webhook('contacts', [
        { name: { formatted_name: 'Ada L.' }, phones: [{ phone: '+49 151' }] },
        { name: { formatted_name: 'Alan T.' }, phones: [{ phone: '+44 20' }] },
      ]),
      ['Ada L.', 'Alan T.'],
    ],
    ['a quick reply', webhook('button', { payload: 'y', text: 'Yes, please' }), ['Yes, please']],
    ['a button', reply('button_reply', { id: 'y', title: 'Tomorrow' }), ['Tomorrow']],
    [
      'a row of a list',
      reply('list_reply', { id: 'r', title: 'Size M', description: 'Cotton' }),
      ['Size M', 'Cotton'],
    ],
    [
      'a form',
      reply('nfm_reply', {
        name: 'flow',
        body: 'Sent',
        response_json: '{"flow_token":"t-1","stars":5,"address":{"city":"İzmir"},"again":true}',
      }),
      ['Sent', 'stars', '5', 'city', 'İzmir', 'again'],
    ],
    [
      'an order',
      webhook('order', {
        catalog_id: '9',
        text: 'ring twice',
        product_items: [
          { product_retailer_id: 'huila', quantity: 2, item_price: 9.5, currency: 'EUR' },
        ],
      }),
      [en('message.order'), '2 × huila (9.5 EUR)'],
    ],
    [
      'a question about a product',
      webhook(
        'text',
        { body: 'Is it whole bean?' },
        { context: { referred_product: { catalog_id: '9', product_retailer_id: 'huila' } } }
      ),
      [en('message.product', { id: 'huila' }), 'Is it whole bean?'],
    ],
    [
      'a change of number',
      webhook('system', { body: 'Ada changed', type: 'user_changed_number', wa_id: '49152' }),
      [en('message.event.user_changed_number'), 'Ada changed'],
    ],
    ['a first opening', webhook('request_welcome', undefined), [en('message.welcome')]],
    [
      'an edit that WhatsApp keeps for itself',
      unsupported('edit', 131051),
      [en('message.unsupported.edit')],
    ],
    ['a poll', unsupported('poll', 131051), [en('message.unsupported.poll')]],
    [
      'a message for the Business app alone',
      webhook('unsupported', undefined, { errors: [{ code: 131060, title: 'unavailable' }] }),
      [en('message.unsupported.app')],
    ],
    [
      'a kind that is new',
      webhook('hologram', { id: '1' }),
      [en('shell.message.unsupported', { type: 'hologram' })],
    ],
    [
      'a deletion of a message that is not here',
      webhook('revoke', { original_message_id: 'wamid.X' }),
      [en('message.deleted.unknown')],
    ],
  ])('[C-19] %s can be read', async (_, value, words) => {
    const { container } = await show(value);
    for (const word of words) expect(container.textContent).toContain(word);
    expect(container.textContent).not.toContain('flow_token');
  });

  it('shows how a payment went, and what WhatsApp reported of a message that went', async () => {
    const payment = {
      ...{ state: 'failed', amount: 210, currency: 'INR', reference: 'Order 17' },
      ...{ code: 'declined', reason: 'Card declined', at: 1 },
    };
    const words = { title: 'Undeliverable', advice: '', retryable: false };
    const warning = { code: 131026, class: 'request', ...words };
    await show(webhook('text', { body: 'your order' }), { payment, warning });
    expect(screen.getByTestId('payment').textContent).toBe(
      `${en('inbox.bubble.payment.failed')}: ₹210.00 · Order 17 · Card declined`
    );
    expect(screen.getByTestId('warning').textContent).toBe(
      en('inbox.bubble.warning', { text: 'Undeliverable (131026)' })
    );
  });

  it('says why a message waits that WhatsApp takes a little later', async () => {
    await show(webhook('text', { body: 'one more' }), { state: 'queued', waitsForPair: true });
    expect(screen.getByText(en('inbox.bubble.pair'))).toBeTruthy();
  });

  it('[C-19] says that it was edited, and what stood there before', async () => {
    const edited = { at: 1_763_600_100_000, before: [{ at: 1_763_600_000_000, text: 'at five' }] };
    const { person } = await show(webhook('text', { body: 'at six' }), { edited });
    expect(screen.getByText('at six')).toBeTruthy();
    await person.click(screen.getByText(new RegExp(`^${en('message.edited', { at: '' })}`)));
    expect(screen.getByRole('list', { name: en('message.edited.before') }).textContent).toContain(
      'at five'
    );
  });

  it('[C-19] says that it was deleted; its words wait for a press', async () => {
    const { person } = await show(webhook('text', { body: 'my card' }), { deletedAt: 1 });
    const deleted = new RegExp(`^${en('message.deleted', { at: '' })}`);
    expect(screen.getByText(deleted)).toBeTruthy();
    const fold = screen.getByText(en('message.deleted.show')).closest('details');
    expect(fold?.open).toBe(false);
    await person.click(screen.getByText(en('message.deleted.show')));
    expect(fold?.open).toBe(true);
    expect(fold?.textContent).toContain('my card');
  });

  it.each([
    [{ id: null, text: '' }, en('message.quote.gone')],
    [{ id: 5, text: '', isDeleted: true }, en('message.quote.deleted')],
    [{ id: 5, text: '', type: 'location' }, en('message.quote.kind.location')],
    [{ id: 5, text: '', type: 'contacts' }, en('message.quote.kind.contacts')],
    [
      { id: 5, text: '', kind: 'document' as const, media: fileOf('document', 'bill.pdf') },
      'bill.pdf',
    ],
    [
      { id: 5, text: '', kind: 'audio' as const, media: fileOf('audio', null) },
      en('shell.message.voice'),
    ],
  ])('[C-05] what it answers is named: %j', async (quoted, words) => {
    const { container } = await show(webhook('text', { body: 'yes' }), { quoted });
    expect(container.textContent).toContain(words);
    expect(screen.queryByTestId('quoted') === null).toBe(quoted.id === null);
  });
});

function fileOf(kind: 'document' | 'audio', filename: string | null) {
  return { kind, mime: null, filename, voice: kind === 'audio', url: null };
}
