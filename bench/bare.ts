/** The physical limit: a bare undici loop without database, limiter or log. One run per command. */
import { Pool } from 'undici';
import { serveCommands } from './child';

export interface BareCommand {
  url: string;
  path: string;
  /** A body as the plugin posts it. */
  body: string;
  total: number;
  inFlight: number;
}

export interface BareResult {
  cpuMicros: number;
}

const run = async ({ url, path, body, total, inFlight }: BareCommand): Promise<BareResult> => {
  const pool = new Pool(url, { connections: inFlight, pipelining: 1 });
  const message = JSON.parse(body) as Record<string, unknown>;
  const before = process.cpuUsage();
  let next = 0;
  const lane = async () => {
    while (next < total) {
      next += 1;
      const { body: answer } = await pool.request({
        method: 'POST',
        path,
        headers: { authorization: 'Bearer bench', 'content-type': 'application/json' },
        body: JSON.stringify({ ...message, to: `+9055${10_000_000 + next}` }),
      });
      JSON.parse(await answer.text());
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const used = process.cpuUsage(before);
  await pool.close();
  return { cpuMicros: used.user + used.system };
};

serveCommands<BareCommand>(run);
