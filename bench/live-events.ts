import { median, percentile, round } from './numbers';
import { messageWebhook, signatureOf } from './payload';
import { printTable } from './report';
import { until, type BenchOptions, type BenchWorld } from './world';

const WEBHOOK = '/api/whatsapp/webhook';
/** Messages whose times make a median; each waits for the one before, as people's messages do. */
const TIMES = 40;
const LIMIT_MS = 10_000;
const GOAL_MS = 300;
const CUSTOMER = '905559990001';

interface Hint {
  type: string;
  id: number;
  parent: number | null;
}
interface Page {
  token: string;
  /** Resolves with the moment at which the next hint of this kind has come. */
  next(wanted: (hint: Hint) => boolean): Promise<number>;
  close(): void;
}

const hintsIn = (block: string): Hint[] => {
  const line = block.split('\n').find((one) => one.startsWith('data: '));
  if (!line || !block.includes('event: hints')) return [];
  return (JSON.parse(line.slice(6)) as { hints?: Hint[] }).hints ?? [];
};

/** An open page of an administrator of its own; hints are noted as they arrive, not when somebody looks. */
const openPage = async (url: string, token: string): Promise<Page> => {
  const end = new AbortController();
  const answer = await fetch(`${url}/whatsapp/stream`, {
    headers: { Authorization: `Bearer ${token}` },
    signal: end.signal,
  });
  if (!answer.ok || !answer.body) throw new Error(`the stream answered ${answer.status}`);
  const waiting = new Set<(hint: Hint) => void>();
  let isReady = false;
  const read = async (body: AsyncIterable<Uint8Array>) => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const blocks = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n\n');
      rest = blocks.pop() ?? '';
      isReady ||= blocks.some((block) => block.includes('event: ready'));
      for (const hint of blocks.flatMap(hintsIn)) waiting.forEach((hear) => hear(hint));
    }
  };
  // Closing the page ends the read.
  void read(answer.body as unknown as AsyncIterable<Uint8Array>).catch(() => undefined);
  await until('the stream is ready', LIMIT_MS, () => Promise.resolve(isReady));
  return {
    token,
    close: () => end.abort(),
    next: (wanted) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('no hint came')), LIMIT_MS);
        const hear = (hint: Hint) => {
          if (!wanted(hint)) return;
          clearTimeout(late);
          waiting.delete(hear);
          resolve(performance.now());
        };
        waiting.add(hear);
      }),
  };
};

const writes = async ({ url, world, n }: { url: string; world: BenchWorld; n: number }) => {
  const body = messageWebhook(world, {
    wamid: `wamid.LIVE${process.pid}.${n}`,
    from: CUSTOMER,
    text: `Merhaba ${n}`,
    at: Math.floor(Date.now() / 1000),
  });
  const answer = await fetch(`${url}${WEBHOOK}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': signatureOf(body, world.appSecret),
    },
    body,
  });
  if (answer.status !== 200) throw new Error(`the webhook answered ${answer.status}`);
};

/** What the page does at a hint: it reads the newest messages of the thread that is open. */
const readThread = async (url: string, page: Page, conversationId: number): Promise<void> => {
  const answer = await fetch(`${url}/whatsapp/conversations/${conversationId}/messages?limit=50`, {
    headers: { Authorization: `Bearer ${page.token}` },
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the thread answered ${answer.status}`);
};

const isMessage = ({ type, parent }: Hint): boolean => type === 'message' && parent !== null;

/**
 * From a customer's webhook to the page of a second administrator, with the inbox as full as it is: until the hint is
 * there, and until the message itself is.
 */
export const liveEvents = async (
  world: BenchWorld,
  options: BenchOptions
): Promise<Record<string, number>> => {
  await world.app.ask({ verb: 'engine', change: { workers: true } });
  const url = await world.app.ask<string>({ verb: 'url' });
  const signIn = () => world.app.ask<string>({ verb: 'sign-in' });
  const first = await openPage(url, await signIn());
  const second = await openPage(url, await signIn());
  const heard: number[] = [];
  const shown: number[] = [];
  try {
    for (let n = 0; n <= TIMES; n += 1) {
      let conversationId = 0;
      const at = performance.now();
      const both = Promise.all([
        first.next(isMessage),
        second.next((hint) => {
          if (!isMessage(hint)) return false;
          conversationId = hint.parent ?? 0;
          return true;
        }),
      ]);
      await writes({ url, world, n });
      const [, came] = await both;
      await readThread(url, second, conversationId);
      // The first makes person and conversation: not what is asked.
      if (n === 0) continue;
      heard.push(came - at);
      shown.push(performance.now() - at);
    }
  } finally {
    first.close();
    second.close();
  }
  const result = {
    hintP50: round(median(heard), 1),
    hintP99: round(percentile(heard, 99), 1),
    shownP50: round(median(shown), 1),
    shownP99: round(percentile(shown, 99), 1),
  };
  printTable(
    `live: from the webhook to a second page, ms; ${TIMES} messages, goal < ${GOAL_MS} (${options.db})`,
    ['until', 'p50', 'p99'],
    [
      ['the hint', result.hintP50, result.hintP99],
      ['the message', result.shownP50, result.shownP99],
    ]
  );
  if (result.shownP50 >= GOAL_MS) options.log(`slower than the goal of ${GOAL_MS} ms`);
  return result;
};
