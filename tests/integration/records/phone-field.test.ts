import { keyOf } from '../../../server/src/kernel/hash';
import { unreadText } from '../../../server/src/kernel/phone-words';
import { databases } from '../../support/boot-strapi';
import { startWorld, type World } from '../../support/world';
import { LEAD } from './records-world';

describe.each(databases())('the custom field for numbers, on %s', (client) => {
  let world: World;
  const create = (direct: unknown) =>
    world.api.post<{
      data: { direct: string | null };
      error?: { details: { errors: { path: string[]; message: string }[] } };
    }>(`/content-manager/collection-types/${LEAD}`, { title: 'x', direct });
  beforeAll(async () => {
    world = await startWorld({ database: client });
  });
  afterAll(() => world.close());

  it('[P-03] keeps a number however typed as E.164, and refuses at the field what is none', async () => {
    expect((await create('0532 123 45 67')).body.data.direct).toBe('+905321234567');
    expect((await create('+44 20 7031 3000')).body.data.direct).toBe('+442070313000');
    expect((await create('')).body.data.direct).toBeNull();
    expect((await create('905321234568@c.us')).body.data.direct).toBe('+905321234568');
    const foreign = await create('447400123456');
    expect(foreign.status).toBe(400);
    expect(foreign.body.error?.details.errors[0]).toMatchObject({
      path: ['direct'],
      message: expect.stringContaining('+44 7400 123456') as string,
    });
    // Which of two is meant only who typed them can say.
    const two = await create('0532 111 00 01 / 0533 222 00 02');
    expect(two.status).toBe(400);
    expect(two.body.error?.details.errors[0]).toMatchObject({
      path: ['direct'],
      message: unreadText({ problem: 'too-long', proposals: [] }, 'TR', 'en'),
    });
    const refused = await create('call me');
    expect(refused.status).toBe(400);
    expect(refused.body.error?.details.errors[0]?.path).toEqual(['direct']);
    // Strapi shows our text unchanged, so it must be in the language of this user's admin.
    await world.strapi.db
      .query('admin::user')
      .updateMany({ where: {}, data: { preferedLanguage: 'tr' } });
    expect((await create('call me')).body.error?.details.errors[0]?.message).toBe(
      unreadText({ problem: 'not-a-number', proposals: [] }, 'TR', 'tr')
    );
  });

  it('[P-03] tells whether the number is a contact and opted in', async () => {
    const ask = (value: string) =>
      world.api.get<{
        e164: string | null;
        problem: string | null;
        contact: { name: string; marketing: string } | null;
      }>(`/whatsapp/records/phone?value=${encodeURIComponent(value)}`);
    expect((await ask('0532 700 00 99')).body).toEqual({
      e164: '+905327000099',
      country: 'TR',
      problem: null,
      meant: [],
      remarks: [],
      contact: null,
    });
    await world.api.post('/whatsapp/contacts', { name: 'Known', phone: '+905327000099' });
    expect((await ask('0532 700 00 99')).body.contact).toMatchObject({
      name: 'Known',
      marketing: 'none',
    });
    // As versions before kept somebody of Ivory Coast: under a key of the number as it was spelled.
    await world.api.post('/whatsapp/contacts', { name: 'Awa', phone: '+2250707181191' });
    await world.strapi.db
      .connection('whatsapp_contacts')
      .where({ phone: '+2250707181191' })
      .update({ phone: '+22507181191', address_key: keyOf('22507181191') });
    expect((await ask('+225 07 07 18 11 91')).body.contact).toMatchObject({ name: 'Awa' });
    expect((await ask('12')).body).toMatchObject({ e164: null, country: 'TR', contact: null });
    expect((await ask('+9012')).body).toMatchObject({ e164: null, country: null });
    expect((await ask('+49 176 12345678, +49 176 87654321')).body).toMatchObject({
      ...{ e164: null, problem: 'too-long', remarks: [] },
    });
    expect((await ask('0599 700 00 99')).body).toMatchObject({
      e164: '+905997000099',
      remarks: ['unknown-range'],
    });
    expect((await ask('447400123456')).body).toMatchObject({
      ...{ e164: null, problem: 'other-country' },
      meant: ['+44 7400 123456'],
    });
  });
});
