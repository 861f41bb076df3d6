import { screen } from '@testing-library/react';
import GroupsPage from '../../../admin/src/pages/Groups/ListPage';
import { violations } from '../axe';
import { renderAdmin } from '../../support/render-admin';
import { ask, openSegment, option, routes, rowAt } from './stage';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

afterEach(() => jest.restoreAllMocks());

describe('what machines read of segments', () => {
  it('finds nothing to mend in the list, with the question before deleting', async () => {
    await renderAdmin(<GroupsPage />, { routes: routes(), at: '/?tab=segments' });
    await screen.findAllByTestId('segment-list-row');
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend in the builder, with groups, problems and an open chooser', async () => {
    const { person } = await openSegment({ id: 4 });
    await screen.findByTestId('segment-people');
    await person.click(screen.getByText(en('segments.add.group')).closest('button') as HTMLElement);
    await ask(person, 2, 'Messages from contact');
    await person.click(screen.getAllByTestId('add-exclude').at(-1) as HTMLElement);
    await person.click(screen.getByTestId('save-segment'));
    await rowAt(3).findByRole('alert');
    expect(await violations()).toEqual([]);
    await person.click(rowAt(3).getByLabelText(en('people.condition.field')));
    await option('Tags');
    expect(await violations()).toEqual([]);
  });
});
