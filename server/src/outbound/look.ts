import { Agent } from 'undici';
import { guardedLookup, urlProblem, type Guard } from './guard';

const LIMIT_MS = 5_000;

/** What an address answers: its headers, or why there is no answer. */
export type Looked =
  | { status: number; type: string | null; bytes: number | null }
  | { status: null; error: 'address-refused' | 'no-answer' };

export type Look = (url: string) => Promise<Looked>;

const headerOf = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null;

/** Asks an address of the open internet what is there, once and without redirects; of the answer only the headers are read. */
export const createLook =
  (guard: Guard): Look =>
  async (url) => {
    if (urlProblem(url, guard) !== null) return { status: null, error: 'address-refused' };
    const { origin, pathname, search, protocol } = new URL(url);
    const agent = new Agent({ connect: { lookup: guardedLookup({ ...guard, protocol }) } });
    try {
      // Not HEAD: many servers of files refuse it.
      const answer = await agent.request({
        ...{ origin, path: `${pathname}${search}`, method: 'GET' },
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      answer.body.on('error', () => undefined).destroy();
      const length = headerOf(answer.headers['content-length']);
      return {
        status: answer.statusCode,
        type: headerOf(answer.headers['content-type']),
        bytes: length === null ? null : Number(length),
      };
    } catch {
      return { status: null, error: 'no-answer' };
    } finally {
      await agent.destroy().catch(() => undefined);
    }
  };
