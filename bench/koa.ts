/** Koa alone with the least that a receiver of webhooks must do: what Strapi's own stack costs shows beside it. */
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { serveCommands } from './child';
import { checkAndParse } from './parse-route';

const app = new Koa();
app.use(async (ctx) => {
  ctx.status = await checkAndParse(ctx.req, process.env.BENCH_APP_SECRET ?? '');
  ctx.body = 'ok';
});
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  serveCommands<{ verb: 'url' }>(() => Promise.resolve(`http://127.0.0.1:${port}`));
});
