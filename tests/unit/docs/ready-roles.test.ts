import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import type { AgentReads, ReadyRole } from '../../../server/src/contracts/setup';
import { actionsOf, READY_ROLES } from '../../../server/src/setup/domain/ready-roles';
import { registerPermissions } from '../../../server/src/wiring/permissions';

const page = readFileSync(path.resolve(__dirname, '../../../docs/security.md'), 'utf8');
const section = page.split('\n### Ready-made roles\n')[1]?.split(/\n##+ /)[0] ?? '';
const rows = section
  .split('\n')
  .filter((line) => /^\|[^|]+\| `/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  );

interface Registered {
  uid: string;
  displayName: string;
}

/** Our permissions, in the order and with the names that Settings › Roles gets. */
const permissions = async (): Promise<Registered[]> => {
  const list: Registered[] = [];
  const registerMany = (all: Registered[]): Promise<void> => {
    list.push(...all);
    return Promise.resolve();
  };
  const strapi = { service: () => ({ actionProvider: { registerMany } }) };
  await registerPermissions(strapi as unknown as Core.Strapi);
  return list;
};

const rightsOf = (key: ReadyRole, reads: AgentReads): readonly string[] =>
  READY_ROLES.filter((role) => role.key === key).flatMap((role) => actionsOf(role, reads));

describe('the ready-made roles of docs/security.md', () => {
  it('[X-05] have the permissions of the code, by their names on the screen', async () => {
    const list = await permissions();
    const always = rightsOf('agent', 'own');
    const atMost = rightsOf('agent', 'all');
    const marketer = rightsOf('marketer', 'own');
    const agentHas = (uid: string): string => {
      if (always.includes(uid)) return 'yes';
      return atMost.includes(uid) ? 'if chosen' : '';
    };
    expect(rows).toEqual(
      list.map(({ uid, displayName }) => [
        displayName,
        `\`${uid}\``,
        agentHas(uid),
        marketer.includes(uid) ? 'yes' : '',
      ])
    );
    expect(list.length).toBeGreaterThan(30);
  });

  it('[X-05] include one that has all of them', async () => {
    const all = (await permissions()).map(({ uid }) => uid);
    expect([...rightsOf('administrator', 'own')].sort()).toEqual(all.sort());
  });
});
