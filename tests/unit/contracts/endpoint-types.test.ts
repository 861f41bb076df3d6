import { z } from 'zod';
import { changes, client, reads } from '../../../admin/src/api/client';
import { endpoints, get, put, type ArgumentOf } from '../../../server/src/contracts/endpoints';
import { actions } from '../../../server/src/contracts/permissions';
import { serve } from '../../../server/src/strapi/serve';

jest.mock('../../../admin/src/api/base', () => ({
  whatsappApi: { injectEndpoints: (given: object) => given },
}));

const { chatRead } = actions;
const body = z.object({ name: z.string() });
const api = endpoints('/things', {
  list: get('').needs(chatRead).answers<{ names: string[] }>(),
  update: put('/:id').of('shared').needs(chatRead).body(body).answers<string>(),
});
type Api = typeof api;
interface Titled {
  title: string;
}

/** What must not compile is marked; the type check fails when it does. */
describe('the two sides of a table of endpoints', () => {
  const list = () => ({ names: ['a'] });
  const update = (asked: { body: { name: string } }) => asked.body.name;
  const retitle = (asked: { body: Titled }) => asked.body.title;

  it('the server has a verb for each endpoint, which answers as the table says and takes its body', () => {
    const whole = serve('things', api, () => ({ list, update }));
    // @ts-expect-error `update` is missing
    const missing = serve('things', api, () => ({ list }));
    // @ts-expect-error the table says a string
    const answer = serve('things', api, () => ({ list, update: () => 1 }));
    // @ts-expect-error the body has no title
    const taken = serve('things', api, () => ({ list, update: retitle }));
    expect(whole.routes.map(({ handler }) => handler)).toEqual(['things.list', 'things.update']);
    expect([missing, answer, taken]).toHaveLength(3);
  });

  it('the admin says of each endpoint what it does to the cache, and knows answer and body', () => {
    const whole = client('Things', api, { list: reads([]), update: changes() });
    // @ts-expect-error `update` is missing
    const missing = client('Things', api, { list: reads([]) });
    // @ts-expect-error the answer has no title
    const answer = reads<Api['list']>((_answer: Titled | undefined) => []);
    // @ts-expect-error the body has no title
    const sent = changes<Api['update']>((_answer: unknown, _sent: { body: Titled }) => []);
    // @ts-expect-error the body has no title
    const argument: ArgumentOf<Api['update']> = { id: 1, body: { title: 'a' } };
    expect([whole, missing, answer, sent, argument]).toHaveLength(5);
  });
});
