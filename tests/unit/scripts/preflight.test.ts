import { createServer, type AddressInfo } from 'node:net';
import { diskProblem, nodeProblem, portOf, portProblem } from '../../../scripts/lib/preflight.mjs';
import { createChildren } from '../../../scripts/lib/children.mjs';

describe('before the demo starts', () => {
  it('refuses a Node that is too old and says which one is needed', () => {
    expect(nodeProblem('18.20.1')).toBe('Node 20 or newer is needed; this is Node 18.20.1.');
    expect(nodeProblem('20.0.0')).toBeNull();
    expect(nodeProblem('26.1.0')).toBeNull();
  });

  it('reads a port from the environment, or refuses naming the variable', () => {
    expect(portOf({}, 'PORT', 1337)).toBe(1337);
    expect(portOf({ PORT: '' }, 'PORT', 1337)).toBe(1337);
    expect(portOf({ PORT: '8080' }, 'PORT', 1337)).toBe(8080);
    for (const bad of ['0', '65536', '80.5', 'http', '-1']) {
      expect(() => portOf({ PORT: bad }, 'PORT', 1337)).toThrow(/^PORT must be a port/);
    }
  });

  it('names the variable that moves a port which is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await portProblem('SIMULATOR_PORT', port)).toContain('SIMULATOR_PORT=');
    await new Promise((resolve) => server.close(resolve));
    expect(await portProblem('SIMULATOR_PORT', port)).toBeNull();
  });

  it('wants more room while nothing is installed', () => {
    const oneGigabyte = 1024 ** 3;
    expect(diskProblem('/nowhere', oneGigabyte)).toMatch(/1\.0 GB left and 2 GB are needed/);
    expect(diskProblem('/nowhere', 3 * oneGigabyte)).toBeNull();
    expect(diskProblem(process.cwd(), oneGigabyte)).toBeNull();
  });
});

describe('processes that live together', () => {
  const script = (code: string) => ['-e', code];
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);

  it('tells when one dies by itself, with its last words', async () => {
    const death = await new Promise<unknown[]>((resolve) => {
      const children = createChildren({ onDeath: (...facts: unknown[]) => resolve(facts), say });
      children.start('short', script("console.log('last words'); process.exit(7)"), {});
    });
    expect(death).toEqual(['short', 7, ['last words']]);
    expect(lines).toContain('[short] last words');
  });

  it('ends all on request and takes that for no crash', async () => {
    let deaths = 0;
    let isUp: (() => void) | undefined;
    const up = new Promise<void>((resolve) => (isUp = resolve));
    const children = createChildren({
      onDeath: () => (deaths += 1),
      say: () => isUp?.(),
    });
    children.start('long', script("console.log('up'); setInterval(() => {}, 1000)"), {});
    await up;
    await children.stop();
    expect(deaths).toBe(0);
  });
});
