import fc from 'fast-check';
import {
  jobIdOf,
  problemOfInfo,
  readJobs,
  redisPlace,
  type JobsConfig,
} from '../../../server/src/runtime/domain/jobs';
import { createGather } from '../../../server/src/runtime/engine/gather';
import { loadPackages } from '../../../server/src/runtime/engine/packages';

describe('what a process hears of its work', () => {
  const url = 'redis://127.0.0.1:6379/0';

  it('nothing said: everything here, without Redis', () => {
    expect(readJobs({}, {})).toEqual({ engine: 'embedded', serve: 'all', redis: null });
    // An address alone changes nothing: the engine is chosen by its name.
    expect(readJobs({ redis: { url } }, { WHATSAPP_REDIS_URL: url }).redis).toBeNull();
  });

  it('the environment wins over config/plugins', () => {
    const config: JobsConfig = {
      engine: 'bullmq',
      serve: 'all',
      redis: { url: 'redis://elsewhere', username: 'a', password: 'b' },
    };
    expect(readJobs(config, {})).toEqual({
      engine: 'bullmq',
      serve: 'all',
      redis: { url: 'redis://elsewhere', username: 'a', password: 'b' },
    });
    const env = {
      WHATSAPP_SERVE: 'web',
      WHATSAPP_REDIS_URL: url,
      WHATSAPP_REDIS_USERNAME: 'c',
      WHATSAPP_REDIS_PASSWORD: 'd',
    };
    expect(readJobs(config, env)).toEqual({
      engine: 'bullmq',
      serve: 'web',
      redis: { url, username: 'c', password: 'd' },
    });
    expect(readJobs(config, { ...env, WHATSAPP_JOBS_ENGINE: 'embedded' }).redis).toBeNull();
  });

  it('a word that is none is refused by the name of its variable, with those that are', () => {
    expect(() => readJobs({}, { WHATSAPP_SERVE: 'both' })).toThrow(
      'WhatsApp: WHATSAPP_SERVE must be one of all, web, worker, not "both".'
    );
    expect(() => readJobs({}, { WHATSAPP_JOBS_ENGINE: 'redis' })).toThrow(
      /WHATSAPP_JOBS_ENGINE must be one of embedded, bullmq/
    );
  });

  it('an address that is missing or none is refused with the remedy', () => {
    for (const [bad, why] of [
      [undefined, /nobody says where Redis is/],
      ['', /nobody says where Redis is/],
      ['localhost 6379', /is no address/],
      ['http://127.0.0.1:6379', /must begin with redis:\/\//],
      ['redis://', /no address|no host/],
      ['redis://host/queue', /number of a database/],
    ] as const) {
      const wrong = () => readJobs({ engine: 'bullmq', redis: { url: bad } }, {});
      expect(wrong).toThrow(why);
      expect(wrong).toThrow(/WHATSAPP_REDIS_URL/);
    }
  });

  it('no refusal and no shown address carries a user or a password', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('redis', 'rediss', 'http', 'amqp'),
        fc.constantFrom('', '/0', '/12', '/queue'),
        (protocol, end) => {
          const secret = `${protocol}://somebody:geheim@redis.example:6380${end}`;
          let said: string;
          try {
            const { redis } = readJobs({ engine: 'bullmq', redis: { url: secret } }, {});
            said = redis ? redisPlace(redis) : '';
          } catch (error) {
            said = String(error);
          }
          expect(said).not.toBe('');
          expect(said).not.toMatch(/geheim|somebody/);
        }
      )
    );
    expect(redisPlace({ url: 'rediss://a:b@redis.example:6380/3' })).toBe(
      'rediss://redis.example:6380/3'
    );
  });
});

describe('a Redis that answers', () => {
  const info = (policy: string, version = '7.0.15') =>
    `# Server\r\nredis_version:${version}\r\n# Memory\r\nmaxmemory_policy:${policy}\r\n`;

  it('must keep what it was given, and know what BullMQ says to it', () => {
    expect(problemOfInfo(info('noeviction'))).toBeNull();
    expect(problemOfInfo(info('allkeys-lru'))).toBe('redis-evicts');
    expect(problemOfInfo(info('volatile-ttl'))).toBe('redis-evicts');
    expect(problemOfInfo(info('noeviction', '5.0.14'))).toBe('redis-too-old');
    // A hosted one that does not say is believed.
    expect(problemOfInfo('')).toBeNull();
  });
});

describe('jobs', () => {
  it('have an id that BullMQ takes: no colon, no bare number', () => {
    expect(jobIdOf('number', '7')).toBe('number-7');
  });

  it('a thousand wake-ups within a moment are passed on once, the next moment again', async () => {
    const told: string[][] = [];
    let pass: () => void = () => undefined;
    const sleep = () => new Promise<void>((resolve) => (pass = resolve));
    const gather = createGather({ sleep }, 20, (keys) => void told.push(keys));
    for (let i = 0; i < 1_000; i += 1) gather(i % 2 ? 'a' : 'b');
    expect(told).toEqual([]);
    pass();
    await new Promise(setImmediate);
    gather('a');
    pass();
    await new Promise(setImmediate);
    expect(told).toEqual([['b', 'a'], ['a']]);
  });
});

describe('packages that are optional', () => {
  const missing =
    (...names: string[]) =>
    (name: string) => {
      if (!names.includes(name)) return { Redis: class {}, Queue: class {}, Worker: class {} };
      throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
    };

  it('are named when they are missing, with the command that installs them', () => {
    expect(() => loadPackages(missing('ioredis'))).toThrow(
      /ioredis is not installed: run "npm install ioredis"/
    );
    expect(() => loadPackages(missing('bullmq', 'ioredis'))).toThrow(
      /bullmq and ioredis are not installed: run "npm install bullmq ioredis"/
    );
    expect(loadPackages(missing()).Queue).toBeDefined();
  });

  it('that are there but broken say so themselves', () => {
    const broken = () => {
      throw new SyntaxError('Unexpected token');
    };
    expect(() => loadPackages(broken)).toThrow(SyntaxError);
  });
});
