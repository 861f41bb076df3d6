import { readFileSync } from 'node:fs';
import path from 'node:path';
import { version } from '../../../package.json';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { describeApi } from '../../../server/src/api/openapi';
import type { World } from '../../support/world';
import { apiClient, apiToken, openWindow, startApiWorld, type ApiClient } from './api-world';

interface Operation {
  responses: Record<string, { content?: { 'application/json': { schema: object } } }>;
  requestBody?: { content: { 'application/json': { schema: object } } };
}
interface Description {
  openapi: string;
  info: { version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
}

const AYSE = '905321110001';

describe('the description of the Content API', () => {
  let world: World;
  let api: ApiClient;
  let served: Description;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });

  beforeAll(async () => {
    world = await startApiWorld();
    api = apiClient(world, await apiToken(world));
    served = (await api.get('/api/whatsapp/openapi.json')).body as unknown as Description;
    ajv.addSchema({ $id: 'api', ...served });
    await openWindow(world, AYSE);
  });
  afterAll(() => world.close());

  const pointer = (parts: string[]) =>
    parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  const check = (parts: string[]): ValidateFunction => {
    const found = ajv.getSchema(`api#/${encodeURI(pointer(parts))}`);
    if (!found) throw new Error(`no schema at ${parts.join(' › ')}`);
    return found;
  };
  const answers = (url: string, method: string, answer: { status: number; body: unknown }) => {
    const validate = check([
      'paths',
      url,
      method,
      'responses',
      String(answer.status),
      'content',
      'application/json',
      'schema',
    ]);
    validate(answer.body);
    return validate.errors;
  };

  it('[X-11] names every route for other systems, and no other: not Meta’s webhook, not the customers’ pages', () => {
    const { routes } = world.strapi.plugin('whatsapp') as unknown as {
      routes: Record<string, { routes: { method: string; path: string }[] }>;
    };
    const real = (routes['content-api']?.routes ?? [])
      .filter(({ path }) => !/\/webhook$|\/preferences\/|\/opt-in\/|\/l\//.test(path))
      .map((route) => `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
    const told = Object.entries(served.paths).flatMap(([url, verbs]) =>
      Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${url}`)
    );
    const withPrefix = real.map((route) =>
      route.includes(' /whatsapp/') ? route : route.replace(' ', ' /whatsapp')
    );
    expect(told.sort()).toEqual(withPrefix.sort());
  });

  it('is OpenAPI 3.1 with the host’s prefix and the version of the package, and the written copy is current', () => {
    expect(served.openapi).toBe('3.1.0');
    expect(served.info.version).toBe(version);
    expect(served.servers).toEqual([{ url: '/api' }]);
    const copy = path.resolve(__dirname, '../../../docs/api/openapi.json');
    expect(JSON.parse(readFileSync(copy, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(describeApi()))
    );
  });

  it('[X-11] real answers, good and bad, are as described', async () => {
    const messages = '/whatsapp/messages';
    const one = '/whatsapp/messages/{id}';
    const body = { type: 'text', to: `+${AYSE}`, text: 'Merhaba' };
    const queued = await api.send(body, 'described-1');
    const { id } = queued.body.data;
    await api.until(id, 'delivered');
    const reader = apiClient(world, await apiToken(world, ['plugin::whatsapp.api.get']));
    const cases = [
      [202, messages, 'post', queued],
      [200, messages, 'post', await api.send(body, 'described-1')],
      [409, messages, 'post', await api.send({ ...body, text: 'other' }, 'described-1')],
      [400, messages, 'post', await api.send({ ...body, to: 1 })],
      [422, messages, 'post', await api.send({ ...body, to: '+905321110002' })],
      [403, messages, 'post', await reader.send(body)],
      [401, messages, 'post', await apiClient(world, 'nobody').send(body)],
      [200, one, 'get', await api.get(`/api${messages}/${id}`)],
      [400, one, 'get', await api.get(`/api${messages}/none`)],
      [404, one, 'get', await api.get(`/api${messages}/999999`)],
      [200, '/whatsapp/openapi.json', 'get', { status: 200, body: served }],
    ] as const;
    for (const [status, url, method, answer] of cases) {
      expect([url, method, answer.status]).toEqual([url, method, status]);
      expect([url, status, answers(url, method, answer)]).toEqual([url, status, null]);
    }
  });

  it('the schema of the request takes what the server takes, and refuses an unknown field', () => {
    const validate = check([
      'paths',
      '/whatsapp/messages',
      'post',
      'requestBody',
      'content',
      'application/json',
      'schema',
    ]);
    expect(validate({ type: 'text', to: '+90 532 111 00 01', text: 'x' })).toBe(true);
    expect(
      validate({ type: 'template', to: { contactId: 1 }, template: { id: 3 }, from: '4000' })
    ).toBe(true);
    expect(validate({ type: 'text', to: '+90 532 111 00 01', text: 'x', extra: 1 })).toBe(false);
  });
});
