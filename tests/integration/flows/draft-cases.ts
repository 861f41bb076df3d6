import type { BotView } from '../../../server/src/contracts/bots';
import { says, type FlowsWorld, type Graph } from './flows-world';

const saysOnly = (text: string): Graph => ({ start: 'n', nodes: [says('n', text)] });

/** Two people who change one draft, in a world that the caller has. */
export const draftCases = (world: () => FlowsWorld): void => {
  const at = ({ id }: BotView, path: string) => `/whatsapp/bots/${id}${path}`;
  const publish = (bot: BotView, seen: number | null) =>
    world().api.post(at(bot, '/publish'), { graph: saysOnly('Yeni'), from: 1, seen });
  const save = (bot: BotView, text: string, seen?: number) =>
    world().api.put<BotView>(at(bot, '/draft'), { graph: saysOnly(text), from: 1, seen });
  const drop = (bot: BotView, seen: number) => world().api.del(at(bot, `/draft?seen=${seen}`));
  /** A draft that both have seen; answers when it was saved. */
  const saved = async (bot: BotView) => (await save(bot, 'Taslak')).body.draft?.at ?? 0;

  it('[B-16] a draft that a colleague saved is overwritten by nobody who did not see it', async () => {
    const bot = await world().flow('kayıt', saysOnly('Eski'));
    const seen = await saved(bot);
    expect((await publish(bot, null)).status).toBe(409);
    expect((await save(bot, 'Başka', seen - 1)).status).toBe(409);
    expect((await drop(bot, seen - 1)).status).toBe(409);
    expect((await drop(bot, 0)).status).toBe(409);
    expect((await publish(bot, seen)).status).toBe(200);
  });

  it('[B-16] of two who change a draft at the same moment, one is refused', async () => {
    const bot = await world().flow('kayıt', saysOnly('Eski'));
    const atOnce = async (...acts: ((seen: number) => Promise<{ status: number }>)[]) => {
      const seen = await saved(bot);
      const answers = await Promise.all(acts.map((act) => act(seen)));
      return answers.map(({ status }) => status).sort();
    };
    const saves = (text: string) => (seen: number) => save(bot, text, seen);
    expect(await atOnce(saves('Bir'), saves('İki'))).toEqual([200, 409]);
    expect(await atOnce(saves('Bir'), (seen) => drop(bot, seen))).toEqual([200, 409]);
    expect(await atOnce((seen) => publish(bot, seen), saves('Bir'))).toEqual([200, 409]);
  });
};
