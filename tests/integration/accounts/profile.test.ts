import { accountsService } from '../../../server/src/accounts/public';
import { actions } from '../../../server/src/contracts/permissions';
import { logsService } from '../../../server/src/logs/public';
import { startSimulator, type Simulator } from '../../../simulator/src/start';
import { bootStrapi, type BootedStrapi } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { addToLibrary } from '../../support/library';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
);

describe('the business profile of a number', () => {
  let app: BootedStrapi;
  let sim: Simulator;
  let accountId: number;
  let token: string;

  beforeAll(async () => {
    sim = await startSimulator();
    app = await bootStrapi();
    token = await app.adminToken();
    const { wabaId, phoneNumberIds } = sim.account;
    const account = await accountsService(app.strapi).connectNumber({
      name: 'Shop',
      wabaId,
      phoneNumberId: phoneNumberIds[0] ?? '',
      token: sim.account.token,
      baseUrl: sim.url,
    });
    accountId = account.id;
  });
  afterAll(async () => {
    await app.close();
    await sim.close();
  });

  const ask = async (body?: object, as = token) => {
    const path = `/whatsapp/accounts/${accountId}/profile`;
    const request = body ? app.http.put(path).send(body) : app.http.get(path);
    return request.set('Authorization', `Bearer ${as}`);
  };
  /** Asked as Meta's own page would: past the plugin. */
  const atMeta = async () => {
    const id = sim.account.phoneNumberIds[0] ?? '';
    const fields = 'about,address,description,email,profile_picture_url,websites,vertical';
    const answer = await fetch(
      `${sim.url}/v24.0/${id}/whatsapp_business_profile?fields=${fields}`,
      { headers: { authorization: `Bearer ${sim.account.token}` } }
    );
    return ((await answer.json()) as { data: Record<string, unknown>[] }).data[0];
  };

  it('[X-01] is written to Meta and read from there', async () => {
    const wanted = {
      about: 'Fresh coffee since 1998',
      address: 'Moda Cad. 12, Istanbul',
      description: 'Roasted every morning.',
      email: 'hello@coffee.example',
      websites: ['https://coffee.example', 'https://shop.coffee.example/tr'],
      vertical: 'RESTAURANT',
    };
    const saved = await ask(wanted);
    expect(saved.status).toBe(200);
    expect(saved.body).toEqual({ ...wanted, pictureUrl: null });
    expect(await atMeta()).toMatchObject(wanted);
    expect((await ask()).body).toMatchObject(wanted);
  });

  it('[X-01] leaves alone what is not given', async () => {
    await ask({ about: 'Open until nine' });
    expect(await atMeta()).toMatchObject({
      about: 'Open until nine',
      address: 'Moda Cad. 12, Istanbul',
    });
  });

  it('[X-01] takes its picture from the media library', async () => {
    const face = { name: 'face.png', mime: 'image/png', bytes: PNG };
    const fileId = await addToLibrary(app, face);
    const saved = await ask({ pictureFileId: fileId });
    expect(saved.body.pictureUrl).toMatch(/^https:\/\//);
    expect((await atMeta())?.['profile_picture_url']).toBe(saved.body.pictureUrl);
  });

  it.each([
    ['about', { about: '' }, 'about-empty'],
    ['about', { about: 'x'.repeat(140) }, 'too-long'],
    ['description', { description: 'x'.repeat(513) }, 'too-long'],
    ['email', { email: 'nobody' }, 'email'],
    ['websites', { websites: ['http://coffee.example'] }, 'website'],
    ['websites', { websites: Array(3).fill('https://coffee.example') }, 'too-many'],
    ['vertical', { vertical: 'CAFE' }, 'vertical'],
    ['picture', { pictureFileId: 999_999 }, 'picture-missing'],
  ])('[X-01] refuses a bad %s by its field before Meta is asked: %j', async (field, body, code) => {
    const before = await atMeta();
    const answer = await ask(body);
    expect(answer.status).toBe(422);
    expect(answer.body.error.details).toMatchObject({ kind: 'profile-invalid', field });
    expect(answer.body.error.details.problems).toMatchObject([{ field, code }]);
    expect(answer.body.error.details.remedy).not.toBe(answer.body.error.message);
    expect(await atMeta()).toEqual(before);
  });

  it('[X-01] passes on Meta’s own refusal of a value that our rules take', async () => {
    sim.control.faults.add({ kind: 'graph-error', code: 100, endpoint: '*' });
    const answer = await ask({ description: 'Roasted every evening.' });
    sim.control.faults.clear();
    expect(answer.status).toBe(422);
    expect(answer.body.error.details).toMatchObject({
      kind: 'profile-refused',
      said: expect.stringMatching(/parameter/i),
    });
  });

  it('[X-01] says in both languages that the token has expired', async () => {
    sim.control.business.token({ expiresInMs: 0 });
    const answer = await ask();
    sim.control.business.token({ expiresInMs: null });
    expect(answer.status).toBe(422);
    expect(answer.body.error.details.words.en.text).toBe('The access token has expired.');
    expect(answer.body.error.details.words.tr.text).toMatch(/süresi dolmuş/);
  });

  it('[X-05] has a permission of its own', async () => {
    const keeper = await app.adminToken({ actions: [actions.numberProfile] });
    const other = await app.adminToken({ actions: [actions.settingsConfigure] });
    expect((await ask(undefined, keeper)).status).toBe(200);
    expect((await ask(undefined, other)).status).toBe(403);
    expect((await ask({ about: 'Mine now' }, other)).status).toBe(403);
  });

  it('[X-09] writes who changed which fields, and no value', async () => {
    await ask({ about: 'Sleeping', email: 'private@coffee.example' });
    const lines = async () =>
      (
        await logsService(app.strapi).list({
          area: 'account',
          seen: { person: true, deliveries: true },
        })
      ).logs;
    const entries = await eventually('the line of the change', async () => {
      const now = await lines();
      return now.some(({ details }) => details?.['fields'] === 'about, email') ? now : undefined;
    });
    expect(entries.find(({ event }) => event === 'profile-changed')?.details).toMatchObject({
      number: 'Shop',
    });
    expect(JSON.stringify(entries)).not.toContain('private@coffee.example');
    expect(JSON.stringify(entries)).not.toContain(sim.account.token);
  });
});
