import type { Core } from '@strapi/strapi';
import { labelIn, loadLabels, writtenLabels } from '../../../server/src/records/host-labels';
import type { Sql } from '../../../server/src/strapi/db';

const ORDER = 'api::order.order';
const view = (label: string) => ({
  metadatas: {
    state: { edit: { label, visible: true }, list: { label } },
    placedAt: { edit: { label: 'placedAt' } },
    id: { edit: {} },
  },
});

/** The table in which Strapi keeps the views of the Content Manager. */
const store = (rows: () => { key: string; value: unknown }[]): Sql => {
  const asked: Record<string, () => unknown> = {
    whereIn: () => asked,
    orderBy: () => asked,
    select: () => Promise.resolve(rows()),
  };
  return (() => asked) as unknown as Sql;
};

describe('what fields are called', () => {
  it('is what somebody wrote in the Content Manager, else made of the attribute’s name', () => {
    expect([...writtenLabels(view(' Durum '))]).toEqual([['state', 'Durum']]);
    expect([...writtenLabels(view('state')), ...writtenLabels(undefined)]).toEqual([]);
  });

  it('follows the Content Manager', async () => {
    const strapi = {} as Core.Strapi;
    let label = 'Durum';
    const key = `plugin_content_manager_configuration_content_types::${ORDER}`;
    const sql = store(() => [{ key, value: JSON.stringify(view(label)) }]);
    const names = () => ['state', 'placedAt'].map((name) => labelIn(strapi, ORDER, name));
    expect(names()).toEqual(['State', 'Placed at']);
    await loadLabels(strapi, sql, [ORDER]);
    expect(names()).toEqual(['Durum', 'Placed at']);
    label = 'Hâl';
    await loadLabels(strapi, sql, [ORDER]);
    expect(names()).toEqual(['Hâl', 'Placed at']);
  });
});
