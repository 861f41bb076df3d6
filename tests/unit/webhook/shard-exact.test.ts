import type { WebhookElement } from '../../../server/src/cloud-api/webhook-element';
import { laneOf, shardOf } from '../../../server/src/webhook/domain/shard';
import { contact, element } from './element';

describe('lanes', () => {
  it.each([
    ['message', 0],
    ['preference', 0],
    ['user-id-update', 0],
    ['echo', 0],
    ['status', 2],
    ['template-status', 1],
    ['account', 1],
    ['errors', 1],
    ['other', 1],
  ] as const)('%s goes in lane %i', (kind, lane) => {
    expect(laneOf(kind)).toBe(lane);
  });
});

/** Which text decides: the hash is replaced by a record of what it is asked. */
describe('what a shard is chosen by', () => {
  const keyFor = (part: Partial<WebhookElement>): string | undefined => {
    const asked: string[] = [];
    jest.isolateModules(() => {
      jest.doMock('node:zlib', () => ({
        crc32: (text: string) => {
          asked.push(text);
          return 64 + 7;
        },
      }));
      const { shardOf: choose } = jest.requireActual<
        typeof import('../../../server/src/webhook/domain/shard')
      >('../../../server/src/webhook/domain/shard');
      expect(choose(element(part))).toBe(7);
    });
    return asked[0];
  };
  afterEach(() => jest.dontMock('node:zlib'));

  it.each([
    ['the user id', { contact: contact('U', '90'), value: { from_user_id: 'V' } }, 'P:U'],
    [
      'the user id of the message',
      { contact: contact(null, '90'), value: { from_user_id: 'V' } },
      'P:V',
    ],
    ['the number', { contact: contact(null, '90'), value: { from: '91' } }, 'P:90'],
    ['the number of the message', { value: { from: '91', wa_id: '92' } }, 'P:91'],
    ['the wa_id', { value: { wa_id: '92' } }, 'P:92'],
    ['the wa_id beside an empty number', { value: { from: '', wa_id: '92' } }, 'P:92'],
    ['the wa_id beside a number that is no text', { value: { from: 7, wa_id: '92' } }, 'P:92'],
    ['our number alone', { value: {} }, 'P:'],
    ['our number alone, whatever came', { value: 'text' }, 'P:'],
    ['our number alone, where nothing came', { value: null }, 'P:'],
    ['nothing', { phoneNumberId: null }, ':'],
  ])('of a message: %s', (_what, part, key) => {
    expect(keyFor(part)).toBe(key);
  });

  it('of a status: the id of its message, else its own key', () => {
    expect(keyFor({ kind: 'status', value: { id: 'wamid.A', from: '91' } })).toBe('P:wamid.A');
    expect(keyFor({ kind: 'status', value: { id: '' } })).toBe('P:n');
    expect(keyFor({ kind: 'status', value: { id: 7 } })).toBe('P:n');
  });

  it('of a template or a number: the WABA', () => {
    expect(keyFor({ kind: 'template-status', contact: contact('U', '90') })).toBe('W');
    expect(keyFor({ kind: 'account', wabaId: null })).toBe('');
  });
});

describe('the hash of a Node without crc32', () => {
  it('is FNV-1a, and spreads contacts too', () => {
    jest.isolateModules(() => {
      jest.doMock('node:zlib', () => ({}));
      const { shardOf: choose } = jest.requireActual<
        typeof import('../../../server/src/webhook/domain/shard')
      >('../../../server/src/webhook/domain/shard');
      // Published values of 32 bit FNV-1a: '' is 811c9dc5, 'a' is e40c292c, 'foobar' is bf9cf968.
      const shards = ['', 'a', 'foobar'].map((wabaId) =>
        choose(element({ kind: 'account', wabaId }))
      );
      expect(shards).toEqual([0x811c9dc5 % 64, 0xe40c292c % 64, 0xbf9cf968 % 64]);
    });
    jest.dontMock('node:zlib');
  });
});

describe('a shard', () => {
  it('differs between contacts, numbers and accounts', () => {
    const shards = (parts: Partial<WebhookElement>[]) =>
      new Set(parts.map((part) => shardOf(element(part)))).size;
    const words = Array.from({ length: 50 }, (_, i) => `x${i}`);
    expect(shards(words.map((userId) => ({ contact: contact(userId, null) })))).toBeGreaterThan(20);
    expect(shards(words.map((phoneNumberId) => ({ phoneNumberId })))).toBeGreaterThan(20);
    expect(shards(words.map((wabaId) => ({ kind: 'account', wabaId })))).toBeGreaterThan(20);
  });
});
