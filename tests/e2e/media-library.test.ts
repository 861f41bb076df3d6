import type { Page } from 'playwright-core';
import { startDemo, type Credentials, type Demo } from '../support/demo';
import { signedIn, type Caller } from '../support/demo-team';

interface Sent {
  readonly path: string;
  readonly field?: string;
  readonly name: string;
  readonly type: string;
  /** Base64. */
  readonly bytes: string;
}
interface Answer {
  readonly status: number;
  readonly body: { id?: number; url?: string; mime?: string }[];
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const PAGE = {
  name: 'help.html',
  type: 'text/html',
  bytes: base64('<script src="/x.js"></script>'),
};
const SCRIPT = { name: 'x.js', type: 'text/javascript', bytes: base64('globalThis.ran = true;') };
const DISGUISED = { ...PAGE, name: 'holiday.png', type: 'image/png' };
/** One pixel. */
const PICTURE = {
  name: 'holiday.png',
  type: 'image/png',
  bytes:
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
};
const ATTACKS = [PAGE, SCRIPT, DISGUISED];
const OURS = '/whatsapp/library-files';

/** Posts a form from the page, with the session that it has. */
const post = (page: Page, sent: Sent): Promise<Answer> =>
  page.evaluate(async ({ path, field = 'files', name, type, bytes }) => {
    const token = /(?:^|; )jwtToken=([^;]+)/.exec(document.cookie)?.[1] ?? '';
    const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    const form = new FormData();
    form.append(field, new File([content], name, { type }));
    const answer = await fetch(path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${decodeURIComponent(token)}` },
      body: form,
    });
    const body = await answer.json();
    return { status: answer.status, body: Array.isArray(body) ? body : [body] };
  }, sent);

/** Whether a page of the admin runs the file as a script. */
const runs = (page: Page, url: string): Promise<boolean> =>
  page.evaluate(async (src) => {
    const script = document.createElement('script');
    await new Promise((resolve) => {
      script.onload = resolve;
      script.onerror = resolve;
      script.src = src;
      document.head.append(script);
    });
    return 'ran' in globalThis;
  }, url);

/** Anyone who leaves a page in the media library acts as the administrator who opens it: its address is that of the admin. */
describe('somebody who wants a page in the media library, in a browser', () => {
  let demo: Demo;
  let boss: Caller;

  const hireAs = async (code: string, email: string): Promise<Credentials> => {
    const { data: roles } = await boss.ask<{ data: { id: number; code: string }[] }>(
      'GET',
      '/admin/roles'
    );
    const role = roles.find((one) => one.code === code);
    const user = { firstname: 'Deniz', lastname: 'Acar', email, roles: [role?.id] };
    const { data } = await boss.ask<{ data: { id: number } }>('POST', '/admin/users', user);
    const password = 'Colleague-1234';
    await boss.ask('PUT', `/admin/users/${data.id}`, { ...user, password, isActive: true });
    return { email, password };
  };
  const pageOf = async (who?: Credentials): Promise<Page> => {
    const page = await demo.admin({}, who);
    await page.goto(demo.adminUrl);
    return page;
  };
  const inLibrary = async () =>
    (await boss.ask<{ pagination: { total: number } }>('GET', '/upload/files')).pagination.total;

  beforeAll(async () => {
    demo = await startDemo();
    boss = await signedIn(demo);
    await boss.ask('POST', '/whatsapp/setup/roles', {});
  }, 600_000);
  afterAll(() => demo?.close(), 30_000);

  it('[X-05] finds no door with the ready role of an agent, who still attaches a picture', async () => {
    const administrator = await pageOf();
    const made = await post(administrator, { ...PAGE, path: '/upload' });
    expect(made.status).toBe(201);
    const [{ id, url = '' } = {}] = made.body;
    const content = async () => (await fetch(new URL(url, demo.adminUrl))).text();
    const before = { files: await inLibrary(), content: await content() };

    const agent = await pageOf(await hireAs('whatsapp-agent', 'agent@example.com'));
    const doors = ['/upload', '/upload/files', `/upload?id=${id}`, `/upload/files/${id}/replace`];
    for (const attack of ATTACKS) {
      for (const path of doors)
        expect([path, (await post(agent, { ...attack, path })).status]).toEqual([path, 403]);
      expect((await post(agent, { ...attack, path: OURS, field: 'file' })).status).toBe(403);
    }
    expect({ files: await inLibrary(), content: await content() }).toEqual(before);

    const attach = { path: '/whatsapp/files?accountId=1', field: 'file' };
    expect((await post(agent, { ...DISGUISED, ...attach })).status).toBe(422);
    expect((await post(agent, { ...PICTURE, ...attach })).status).toBe(200);
  });

  it('[X-05] finds none with the ready role of a marketer: pictures go in, pages do not, scripts only as texts', async () => {
    const marketer = await pageOf(await hireAs('whatsapp-marketer', 'marketer@example.com'));
    const before = await inLibrary();
    const ours = { path: OURS, field: 'file' };
    for (const attack of ATTACKS)
      expect((await post(marketer, { ...attack, path: '/upload' })).status).toBe(403);
    for (const attack of [PAGE, DISGUISED])
      expect((await post(marketer, { ...attack, ...ours })).status).toBe(422);
    expect(await inLibrary()).toBe(before);

    const picture = await post(marketer, { ...PICTURE, ...ours });
    expect(picture).toEqual({
      status: 200,
      body: [expect.objectContaining({ mime: 'image/png' })],
    });
    const text = await post(marketer, { ...SCRIPT, ...ours });
    expect(text).toEqual({ status: 200, body: [expect.objectContaining({ mime: 'text/plain' })] });
    expect(await inLibrary()).toBe(before + 2);

    const administrator = await pageOf();
    expect(await runs(administrator, text.body[0]?.url ?? '')).toBe(false);
    // What keeps it from running is the door: the same bytes, given by somebody who may upload anything, do run there.
    const [script] = (await post(administrator, { ...SCRIPT, path: '/upload' })).body;
    expect(await runs(administrator, script?.url ?? '')).toBe(true);
  });
});
