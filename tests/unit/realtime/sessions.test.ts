import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { createRealtimeController } from '../../../server/src/realtime/controller';
import { createBackground } from '../../../server/src/runtime/background';

const BEAT_MS = 15_000;

/** A page whose stream is open, and what the host says of its session. */
const openPage = async (isSessionActive: () => Promise<boolean>) => {
  const out = new PassThrough();
  out.resume();
  const sent: string[] = [];
  const errors: string[] = [];
  const background = createBackground();
  const services: Record<string, unknown> = {
    runtime: { background },
    realtime: {
      connect: () => Promise.resolve({ out, remove: () => undefined }),
      hub: { send: (_out: unknown, event: string) => void sent.push(event) },
    },
  };
  const log = { error: (line: string) => void errors.push(line), warn() {}, info() {}, debug() {} };
  const strapi = {
    config: { get: () => undefined },
    db: { connection: {}, dialect: { client: 'sqlite' } },
    log,
    plugin: () => ({ service: (name: string) => services[name] }),
    sessionManager: () => ({
      validateAccessToken: () => ({
        isValid: true,
        payload: { exp: Date.now() / 1000 + 3_600, sessionId: 's' },
      }),
      isSessionActive,
    }),
  } as unknown as Core.Strapi;
  const socket = { setTimeout: () => undefined, setNoDelay: () => undefined };
  const ctx = {
    state: { user: { id: 1, email: 'a@b.c' }, userAbility: { can: () => true } },
    request: { headers: { authorization: 'Bearer t' } },
    req: Object.assign(new EventEmitter(), { socket }),
    query: {},
    set: () => undefined,
  } as unknown as Context;
  await createRealtimeController({ strapi }).stream(ctx);
  const beat = async () => {
    jest.advanceTimersByTime(BEAT_MS);
    await background.settled();
  };
  return { beat, sent, errors, close: () => ctx.req.emit('close') };
};

describe('the session of a live page', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
  afterEach(() => void jest.useRealTimers());

  it('[X-16] a database that does not answer ends neither the process nor the stream', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown) => void unheard.push(error);
    process.on('unhandledRejection', hear);
    const answers = [() => Promise.reject(new Error('connect ECONNREFUSED')), async () => false];
    const page = await openPage(() => (answers.shift() ?? (async () => true))());
    await page.beat();
    expect(page.errors.join()).toContain('connect ECONNREFUSED');
    expect(page.sent).toEqual([]);
    await page.beat();
    expect(page.sent).toEqual(['reauth']);
    page.close();
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
  });
});
