import { screen } from '@testing-library/react';
import GroupsPage from '../../../admin/src/pages/Groups/ListPage';
import { violations } from '../axe';
import { renderAdmin, serve } from '../campaigns/render';
import { ask, openSegment, option, routes, rowAt } from './stage';
import { showOn } from '../../support/show-on';

showOn('wide');

afterEach(() => jest.restoreAllMocks());

describe('what machines read of segments', () => {
  it('finds nothing to mend in the list, with the question before deleting', async () => {
    serve(routes());
    renderAdmin(<GroupsPage />, { path: '/?tab=segments' });
    await screen.findAllByTestId('segment-list-row');
    expect(await violations()).toEqual([]);
  });

  it('finds nothing to mend in the builder, with groups, problems and an open chooser', async () => {
    const { user } = openSegment({ id: 4 });
    await screen.findByTestId('segment-people');
    await user.click(screen.getByText('Group of conditions').closest('button') as HTMLElement);
    await ask(user, 2, 'Messages from them');
    await user.click(screen.getAllByTestId('add-exclude').at(-1) as HTMLElement);
    await user.click(screen.getByTestId('save-segment'));
    await rowAt(3).findByRole('alert');
    expect(await violations()).toEqual([]);
    await user.click(rowAt(3).getByLabelText('Field'));
    await option('Tags');
    expect(await violations()).toEqual([]);
  });
});
