import type {
  ConversationView,
  ListMessagesResult,
} from '../../../server/src/contracts/conversations';
import type { TeamBody, TeamSettings } from '../../../server/src/contracts/team';
import { contextOf } from '../../../server/src/strapi/context';
import { eventually, type World } from '../../support/world';

export type Agent = Awaited<ReturnType<World['adminUser']>>;

/** Settings of a number for its team, where nothing was chosen. */
export const DESK = { teamId: null, whenReopened: 'keep', hours: null, away: null, greeting: null };

interface Team {
  world: World;
  /** May change settings. */
  boss: Agent;
  /** Who is in a team where the test names nobody. */
  agents: readonly Agent[];
}

/** Short ways to write as customers, to act as colleagues and to set teams up. */
export const teamHands = (team: () => Team) => {
  let people = 0;

  const as = ({ token }: Agent) => {
    const call = async <T>(
      method: 'get' | 'post' | 'put' | 'delete',
      path: string,
      body?: object
    ) => {
      const request = team()
        .world.http[method](`/whatsapp${path}`)
        .set('Authorization', `Bearer ${token}`);
      const answer = await (body ? request.send(body) : request);
      return { status: answer.status, body: answer.body as T };
    };
    return {
      get: <T>(path: string) => call<T>('get', path),
      post: <T>(path: string, body: object) => call<T>('post', path, body),
      put: <T>(path: string, body: object) => call<T>('put', path, body),
      del: <T>(path: string) => call<T>('delete', path),
    };
  };
  const knex = () => contextOf(team().world.strapi).db.knex;
  const phone = () => {
    const made = `9053213${String((people += 1)).padStart(5, '0')}`;
    team().world.sim.control.people.add({ name: 'Ayşe Kaya', phone: made });
    return made;
  };
  const written = async (from: string[], text = 'merhaba'): Promise<ConversationView[]> => {
    for (const who of from) team().world.sim.control.act.text(who, text);
    return eventually('the conversations', async () => {
      const { body } = await as(team().boss).get<{ conversations: ConversationView[] }>(
        '/conversations?status=all&limit=100'
      );
      const found = body.conversations.filter(({ contact }) => from.includes(contact.waId ?? ''));
      return found.length === from.length && found.every((one) => one.unread > 0) ? found : null;
    });
  };
  const look = async (id: number) =>
    (await as(team().boss).get<ConversationView>(`/conversations/${id}`)).body;
  const thread = async (id: number) =>
    (await as(team().boss).get<ListMessagesResult>(`/conversations/${id}/messages`)).body;
  const saveTeam = async (part: Partial<TeamBody>): Promise<number> => {
    const body = {
      name: `Ekip ${(people += 1)}`,
      memberIds: team().agents.map(({ id }) => id),
      method: 'round-robin',
      who: 'everybody',
      maxLoad: null,
      fallbackId: null,
      ...part,
    };
    const answer = await as(team().boss).post<TeamSettings>('/team/teams', body);
    expect(answer.status).toBe(200);
    return answer.body.teams.at(-1)?.id ?? 0;
  };
  const desk = async (part: object) => {
    const answer = await as(team().boss).put(`/team/desks/${team().world.accountId}`, {
      ...DESK,
      ...part,
    });
    expect(answer.status).toBe(200);
  };
  const free = () =>
    knex()('whatsapp_conversations').update({ assignee_id: null, status: 'closed' });
  return { as, knex, phone, written, look, thread, saveTeam, desk, free };
};
