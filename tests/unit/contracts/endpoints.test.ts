import { z } from 'zod';
import {
  del,
  endpoints,
  get,
  partsOf,
  post,
  put,
  type AnswerOf,
  type ArgumentOf,
  type AskedOf,
} from '../../../server/src/contracts/endpoints';
import { actions } from '../../../server/src/contracts/permissions';

const { chatRead } = actions;
const body = z.object({ name: z.string(), count: z.number().default(1) });
const query = z.object({ since: z.coerce.number().default(0) });

const api = endpoints('/things', {
  list: get('').needs(chatRead).query(query).answers<{ names: string[] }>(),
  create: post('').needs(chatRead).body(body).answers<number>(),
  update: put('/:id').of('shared').needs(chatRead).body(body).done(),
  remove: del('/:id').of('shared').needs(chatRead).done(),
  part: get('/:id/parts/:partId').of('shared').needs(chatRead).answers<string>(),
  all: post('/all').needs(chatRead).noBody().done(),
});
type Api = typeof api;

/** Compiles only when both types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(yes: Same<A, B>): void => expect(yes).toBe(true);

describe('a table of endpoints', () => {
  it('puts its address in front of each path', () => {
    expect(Object.values(api).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /things',
      'POST /things',
      'PUT /things/:id',
      'DELETE /things/:id',
      'GET /things/:id/parts/:partId',
      'POST /things/all',
    ]);
  });

  it('refuses an endpoint without a permission, an id without an owner and a GET with a body', () => {
    const bare = { ...api.all, actions: [] };
    expect(() => endpoints('/x', { bare })).toThrow(
      'bare (POST /x/things/all): needs no permission'
    );
    expect(() => endpoints('/x', { one: get('/:id').needs(chatRead).done() })).toThrow('an owner');
    expect(() => endpoints('/x', { one: get('').of('own').needs(chatRead).done() })).toThrow(
      'an owner'
    );
    expect(() => endpoints('/x', { one: get('').needs(chatRead).body(body).done() })).toThrow(
      'no body'
    );
  });

  it('refuses an endpoint that writes and forgets its body, or has one and says that it has none', () => {
    const fault = 'names the schema of its body';
    const needed = post('').needs(chatRead);
    const changed = put('').needs(chatRead);
    expect(() => endpoints('/x', { one: needed.done() })).toThrow(fault);
    expect(() => endpoints('/x', { one: changed.done() })).toThrow(fault);
    expect(() => endpoints('/x', { one: needed.body(body).noBody().done() })).toThrow(fault);
    expect(endpoints('/x', { one: needed.noBody().done() }).one.body).toBeUndefined();
    expect(endpoints('/x', { one: changed.body(body).done() }).one.body).toBe(body);
  });

  it('types what a page hands over: nothing, the one thing that is taken, or an object of several', () => {
    same<ArgumentOf<Api['all']>, void>(true);
    same<ArgumentOf<Api['list']>, { since?: unknown }>(true);
    same<ArgumentOf<Api['create']>, { name: string; count?: number | undefined }>(true);
    same<ArgumentOf<Api['remove']>, number>(true);
    const update: ArgumentOf<Api['update']> = { id: 1, body: { name: 'a' } };
    const part: ArgumentOf<Api['part']> = { id: 1, partId: 2 };
    // @ts-expect-error a body is missing
    const missing: ArgumentOf<Api['update']> = { id: 1 };
    expect([update, part, missing]).toHaveLength(3);
  });

  it('types what a verb gets, parsed, and what it answers', () => {
    const asked: AskedOf<Api['update']> = { id: 1, body: { name: 'a', count: 1 } };
    // @ts-expect-error defaults are filled in before the verb
    const raw: AskedOf<Api['update']> = { id: 1, body: { name: 'a' } };
    same<AnswerOf<Api['list']>, { names: string[] }>(true);
    same<AnswerOf<Api['remove']>, { ok: true }>(true);
    expect([asked, raw]).toHaveLength(2);
  });

  it('takes an argument apart as its type says', () => {
    const parts = (ids: object, rest: object = {}) => ({
      ids,
      body: undefined,
      query: undefined,
      ...rest,
    });
    expect(partsOf(api.all, undefined)).toEqual(parts({}));
    expect(partsOf(api.list, { since: 5 })).toEqual(parts({}, { query: { since: 5 } }));
    expect(partsOf(api.create, { name: 'a' })).toEqual(parts({}, { body: { name: 'a' } }));
    expect(partsOf(api.remove, 7)).toEqual(parts({ id: 7 }));
    expect(partsOf(api.part, { id: 1, partId: 2 })).toEqual(parts({ id: 1, partId: 2 }));
    expect(partsOf(api.update, { id: 7, body: { name: 'a' } })).toEqual(
      parts({ id: 7 }, { body: { name: 'a' } })
    );
  });
});
