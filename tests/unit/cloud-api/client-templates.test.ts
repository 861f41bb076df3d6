import type { CloudApi } from '../../../server/src/cloud-api/client';
import { graph, json, refusal, useGraphServer, WABA } from './graph-server';

useGraphServer();

const api = graph.api;

describe('templates', () => {
  const page = (names: string[], paging?: unknown): unknown => ({
    data: names.map((name, i) => ({
      id: 1000 + i,
      name,
      language: 'en',
      status: 'APPROVED',
      components: [],
    })),
    ...(paging ? { paging } : {}),
  });
  const collect = async (client: CloudApi): Promise<unknown[]> => {
    const all: unknown[] = [];
    for await (const result of client.listTemplates(WABA, { pageSize: 2 })) {
      all.push(result.ok ? result.value.templates.map((t) => t.name) : result.error.title);
    }
    return all;
  };

  it('[T-24] reads all pages by their cursor, without following the address in the answer', async () => {
    const next = 'http://evil.example/?access_token=x';
    graph.respond = (req, res, turn) =>
      json(
        turn === 1
          ? page(['a', 'b'], { cursors: { after: 'C1' }, next })
          : turn === 2
            ? page(['c', 'd'], { cursors: { after: 'C2' }, next })
            : page(['e'], { cursors: { after: 'C3' } })
      )(req, res, turn);
    expect(await collect(api())).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(graph.seen.map((s) => new URL(s.url, graph.origin).searchParams.get('after'))).toEqual([
      null,
      'C1',
      'C2',
    ]);
    expect(graph.seen.every((s) => s.url.startsWith(`/v24.0/${WABA}/message_templates?`))).toBe(
      true
    );
    expect(new URL(graph.seen[0]?.url ?? '', graph.origin).searchParams.get('limit')).toBe('2');
  });

  /** Which of the newer fields each call asked for. */
  const asked = () =>
    graph.seen.map(({ url }) => {
      const fields = new URL(url, graph.origin).searchParams.get('fields') ?? '';
      return ['created_time', 'optimization_spec'].filter((field) => fields.includes(field));
    });
  const foreign = (field: string) =>
    refusal(400, 100, { message: `(#100) Tried accessing nonexisting field (${field})` });
  const before =
    (turns: ReturnType<typeof refusal>[]): typeof graph.respond =>
    (req, res, turn) =>
      (turns[turn - 1] ?? json(page(['a'])))(req, res, turn);

  it.each([
    ['optimization_spec', 'v24.1', ['created_time']],
    ['created_time', 'v24.2', ['optimization_spec']],
  ])('[T-19] [T-53] reads the list without %s alone, of %s', async (field, apiVersion, rest) => {
    graph.respond = before([foreign(field)]);
    expect(await collect(api({ apiVersion }))).toEqual([['a']]);
    expect(asked()).toEqual([['created_time', 'optimization_spec'], rest]);
    // Another reading of the same process does not try again.
    expect(await collect(api({ apiVersion }))).toEqual([['a']]);
    expect(asked().slice(2)).toEqual([rest]);
  });

  it('[T-19] [T-53] reads the list without both, each named by a refusal of its own', async () => {
    graph.respond = before([foreign('created_time'), foreign('optimization_spec')]);
    expect(await collect(api({ apiVersion: 'v24.3' }))).toEqual([['a']]);
    expect(asked()).toEqual([['created_time', 'optimization_spec'], ['optimization_spec'], []]);
  });

  it('asks once where the same code is about something else', async () => {
    graph.respond = refusal(400, 100, { message: 'something else' });
    await collect(api());
    expect(graph.seen).toHaveLength(1);
  });

  it('says that the list is not whole when a page fails, also by a cursor that does not move', async () => {
    graph.respond = (req, res, turn) =>
      (turn === 1
        ? json(page(['a'], { cursors: { after: 'C' }, next: 'n' }))
        : refusal(400, 131059))(req, res, turn);
    expect(await collect(api())).toEqual([['a'], 'Invalid cursor']);
    graph.seen = [];
    graph.respond = json(page(['a'], { cursors: { after: 'C' }, next: 'n' }));
    expect(await collect(api())).toEqual([
      ['a'],
      ['a'],
      'Meta named a next page without a new cursor',
    ]);
    graph.seen = [];
    graph.respond = json(page(['a'], { next: 'n' }));
    expect(await collect(api())).toEqual([['a'], 'Meta named a next page without a new cursor']);
  });

  it('counts what it cannot read and keeps the rest', async () => {
    graph.respond = json({
      data: [
        { id: 5 },
        { id: 7, name: 'ok', language: 'en', quality_score: 'odd', components: null },
      ],
    });
    const first = await api().listTemplates(WABA).next();
    expect(first.value).toMatchObject({
      ok: true,
      value: {
        unreadable: 1,
        templates: [{ id: '7', name: 'ok', status: 'OTHER', components: [], quality_score: null }],
      },
    });
  });

  it('creates and deletes, one language or all', async () => {
    graph.respond = json({ id: '5', status: 'PENDING', category: 'MARKETING' });
    const template = { name: 'a', language: 'en', category: 'UTILITY', components: [] };
    expect(await api().createTemplate(WABA, template)).toEqual({
      ok: true,
      value: { id: '5', status: 'PENDING', category: 'MARKETING' },
    });
    expect(JSON.parse(graph.seen[0]?.body ?? '')).toEqual(template);
    graph.respond = json({ success: true });
    await api().deleteTemplate(WABA, { name: 'a' });
    await api().deleteTemplate(WABA, { name: 'a', templateId: '5' });
    expect(graph.seen.slice(1).map((s) => `${s.method} ${s.url}`)).toEqual([
      `DELETE /v24.0/${WABA}/message_templates?name=a`,
      `DELETE /v24.0/${WABA}/message_templates?name=a&hsm_id=5`,
    ]);
  });

  it('hands on the words of a refusal', async () => {
    graph.respond = refusal(400, 100, {
      error_subcode: 2388047,
      error_user_title: 'Header',
      error_user_msg: 'No emoji.',
    });
    const result = await api().createTemplate(WABA, {
      name: 'a',
      language: 'en',
      category: 'UTILITY',
      components: [],
    });
    expect(result).toMatchObject({
      ok: false,
      error: {
        class: 'request',
        code: 100,
        subcode: 2388047,
        title: 'Header format is incorrect',
        details: 'No emoji.',
      },
    });
    expect(graph.logged).toMatchObject([
      ['warn', 'call refused', { verb: 'createTemplate', code: 100, fbtraceId: 'TRACE' }],
    ]);
  });
});
