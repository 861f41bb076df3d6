import { CATALOGUE } from '../../simulator/src/graph/catalogue';
import { orderReady, startStage, until, type Json, type Stage } from './receiver';

const AYSE = '+905321110001';
let stage: Stage;
beforeEach(async () => {
  stage = await startStage({ config: { statuses: { enabled: true } } });
});
afterEach(() => stage.close());

/** An answer that comes may take its time on a busy machine; one that does not come is not waited for. */
const attempt = async (timeoutMs = 20_000): Promise<string> => {
  try {
    const response = await fetch(`${stage.sim.url}/v25.0/${stage.pnid}/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stage.sim.account.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        biz_opaque_callback_data: 't',
        ...orderReady(AYSE),
      }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return `${response.status} ${text.startsWith('<') ? 'html' : ((JSON.parse(text) as { error?: { code: number } }).error?.code ?? 'ok')}`;
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'timeout' : 'broken';
  }
};

describe('a fault', () => {
  it.each([
    [{ kind: 'graph-error', code: 131000 }, '500 131000', 0],
    [{ kind: 'graph-error', code: 130429 }, '400 130429', 0],
    [{ kind: 'http', status: 503 }, '503 131000', 0],
    [{ kind: 'bad-gateway' }, '502 html', 0],
    [{ kind: 'timeout-before' }, 'timeout', 0],
    [{ kind: 'timeout-after' }, 'timeout', 1],
    [{ kind: 'reset-before' }, 'broken', 0],
    [{ kind: 'reset-after' }, 'broken', 1],
    [{ kind: 'cut-body' }, 'broken', 1],
    [{ kind: 'latency', delayMs: 20 }, '200 ok', 1],
  ] as const)(
    '%j ends the call as %s with %i accepted, and strikes once',
    async (fault, outcome, accepted) => {
      stage.sim.control.faults.add({ ...fault, times: 1 });
      expect(await attempt(outcome === 'timeout' ? 500 : undefined)).toBe(outcome);
      expect(stage.sim.control.ledger.countByToken('t')).toBe(accepted);
      expect(await attempt()).toBe('200 ok');
      expect(stage.sim.control.ledger.countByToken('t')).toBe(accepted + 1);
    }
  );

  it('gives any code it knows, as a refusal and as a failed status, with the title and HTTP status of Meta', async () => {
    stage.sim.control.configure({ throughput: { enforce: false } });
    for (const [key, { title, status }] of Object.entries(CATALOGUE)) {
      const code = Number(key);
      stage.sim.control.faults.add({ kind: 'graph-error', code, times: 1 });
      const refused = await stage.send(orderReady(AYSE));
      expect([refused.status, refused.body['error']]).toEqual([
        status,
        expect.objectContaining({
          code,
          message: expect.stringContaining(title) as string,
          type: 'OAuthException',
          fbtrace_id: expect.stringMatching(/^A/) as string,
        }),
      ]);
      stage.sim.control.faults.add({ kind: 'failed-status', code, times: 1 });
      expect((await stage.send(orderReady(AYSE))).status).toBe(200);
    }
    await stage.sim.control.deliveries.idle();
    const codes = Object.keys(CATALOGUE).map(Number);
    await until(() => stage.receiver.statuses().length >= codes.length);
    const told = stage.receiver
      .statuses()
      .flatMap((one) => (one['errors'] as { code: number; title: string }[] | undefined) ?? []);
    expect(told.map(({ code }) => code).sort((a, b) => a - b)).toEqual(codes);
    for (const { code, title } of told) expect(title).toBe(CATALOGUE[code]?.title);
  });

  it('of a message accepted behind a time-out still tells its statuses with the token', async () => {
    stage.sim.control.faults.add({ kind: 'timeout-after', times: 1 });
    await attempt(500);
    await until(() => stage.receiver.statuses().length === 2);
    expect(stage.receiver.statuses()[0]).toMatchObject({
      biz_opaque_callback_data: 't',
      status: 'sent',
    });
  });

  it('can be aimed at one recipient', async () => {
    stage.sim.control.faults.add({ kind: 'graph-error', code: 131000, recipient: '905321110002' });
    expect(await attempt()).toBe('200 ok');
    expect(stage.code(await stage.send(orderReady('+905321110002')))).toBe(131000);
  });

  it('by chance strikes about its share, the same for the same seed', async () => {
    const run = async (): Promise<number[]> => {
      const own = await startStage({ seed: 7, config: { throughput: { enforce: false } } });
      own.sim.control.faults.add({ kind: 'graph-error', code: 131000, share: 0.3 });
      const struck: number[] = [];
      for (let i = 0; i < 100; i += 1)
        if ((await own.send(orderReady(AYSE))).status !== 200) struck.push(i);
      await own.close();
      return struck;
    };
    const first = await run();
    expect(first.length).toBeGreaterThan(15);
    expect(first.length).toBeLessThan(45);
    expect(await run()).toEqual(first);
  });

  it('with a wrong field is refused and named', () => {
    expect(() => stage.sim.control.faults.add({ kind: 'explode' as never })).toThrow(
      'kind must be one of'
    );
    expect(() => stage.sim.control.faults.add({ kind: 'http', share: 2 })).toThrow('share');
  });
});

describe('a status before the answer', () => {
  it('arrives when the answer is slower than the status', async () => {
    stage.sim.control.configure({ latency: { afterMs: 150 } });
    let answered = false;
    const sending = stage.send(orderReady(AYSE)).then((answer): Json => {
      answered = true;
      return answer.body;
    });
    await until(() => stage.receiver.statuses().length > 0);
    expect(answered).toBe(false);
    await sending;
  });
});
