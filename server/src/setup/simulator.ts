import type { Clock } from '../kernel/clock';

const DEFAULT_URL = 'http://127.0.0.1:4010';
const COMMAND = 'npx strapi-plugin-whatsapp simulate';
const PING_MS = 500;
const CACHE_MS = 5_000;

/** Whether the simulator answers, asked at most every five seconds: the checklist is polled while it waits for it. */
export const createSimulatorProbe = (clock: Clock, fetcher: typeof fetch = fetch) => {
  const known = new Map<string, { running: boolean; until: number }>();

  const ask = async (url: string): Promise<boolean> => {
    try {
      const answer = await fetcher(`${url}/_sim/state`, {
        signal: AbortSignal.timeout(PING_MS),
        redirect: 'manual',
      });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      return false; // nothing listens there: that is the answer
    }
  };
  return async (
    connectedUrl: string | null
  ): Promise<{ command: string; running: boolean; url: string }> => {
    const url = connectedUrl ?? DEFAULT_URL;
    const cached = known.get(url);
    const running = cached && cached.until > clock.monotonic() ? cached.running : await ask(url);
    known.set(url, {
      running,
      until:
        cached && cached.until > clock.monotonic() ? cached.until : clock.monotonic() + CACHE_MS,
    });
    return { command: COMMAND, running, url };
  };
};
