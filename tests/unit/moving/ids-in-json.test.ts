import { ADMIN_COLUMNS } from '../../../server/src/moving/colleagues';
import { ROOM } from '../../../server/src/moving/domain/colleagues';
import {
  awayInJson,
  backInJson,
  changeIds,
  freedInJson,
} from '../../../server/src/moving/domain/ids-in-json';
import { snake } from '../../../server/src/strapi/table';
import { pluginTables } from '../../integration/install/fill-tables';

describe('ids of administrators inside JSON', () => {
  const filter = {
    kind: 'all',
    filter: { tags: ['a'], owners: [0, 7], assignees: [9] },
    except: [7],
  };
  const steps = [
    { kind: 'text', text: 'hello' },
    { kind: 'task', title: 'Call', assigneeId: 7, onFail: 'go-on' },
    { kind: 'assign', assigneeId: null },
  ];

  it('name nobody after a move, and no filter means more contacts than before', () => {
    expect(changeIds(filter, awayInJson)).toEqual({
      kind: 'all',
      filter: { tags: ['a'], owners: [0, ROOM + 7], assignees: [ROOM + 9] },
      except: [7],
    });
  });

  it('name those who are here again, and only them', () => {
    const away = changeIds(filter, awayInJson);
    expect(changeIds(away, backInJson(new Map([[-7, 3]])))).toMatchObject({
      filter: { owners: [0, 3], assignees: [ROOM + 9] },
    });
  });

  it('a step gives its work to nobody when nobody is that colleague', () => {
    const away = changeIds(steps, awayInJson);
    expect(changeIds(away, freedInJson)).toEqual([
      steps[0],
      { ...steps[1], assigneeId: null },
      steps[2],
    ]);
    const back = changeIds(away, backInJson(new Map([[-7, 3]])));
    expect(changeIds(back, freedInJson)).toEqual([
      steps[0],
      { ...steps[1], assigneeId: 3 },
      steps[2],
    ]);
  });

  it('an id of a move before belongs to nobody for good, within what a database takes as a number', () => {
    const once = awayInJson(7) ?? 0;
    const twice = awayInJson(once) ?? 0;
    expect(twice).not.toBe(awayInJson(9));
    expect(backInJson(new Map([[-7, 3]]))(twice)).toBe(twice);
    expect(twice).toBeLessThan(2 ** 31);
  });
});

describe('columns with the id of an administrator', () => {
  /** Words by which such columns are called in our tables. */
  const CALLED =
    /^(owner|assignee|agent|actor|author|maker|user|target|doneBy|fallback|lastGiven)Id$|(Paused|snoozed|launched|started|added)By$/;
  /** Called so, and something else. */
  const OTHERS = new Set(['whatsapp_attempts.owner_id', 'whatsapp_carried_messages.owner_id']);

  it('are all known where the table travels', () => {
    const missing = pluginTables
      .filter(({ kind }) => kind === 'content-type')
      .flatMap(({ table, columns }) =>
        Object.entries(columns)
          .filter(([name, { kind }]) => kind === 'int' && CALLED.test(name))
          .map(([name]) => [table, snake(name)] as const)
      )
      .filter(
        ([table, column]) =>
          !OTHERS.has(`${table}.${column}`) &&
          !(ADMIN_COLUMNS.get(table) ?? []).some((one) => one.column === column)
      );
    expect(missing).toEqual([]);
  });

  it('are columns that there are', () => {
    const known = new Set(
      pluginTables.flatMap(({ table, columns }) =>
        Object.keys(columns).map((name) => `${table}.${snake(name)}`)
      )
    );
    for (const [table, columns] of ADMIN_COLUMNS)
      for (const { column } of columns) expect(known).toContain(`${table}.${column}`);
  });
});
