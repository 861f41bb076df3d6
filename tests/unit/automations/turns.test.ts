import { takingTurns } from '../../../server/src/automations/turns';

it('[E-02] lets other work have its turn after some pages of a long look', async () => {
  const done: string[] = [];
  const turn = takingTurns(2, () => Promise.resolve(void done.push('others')));
  for (const page of [1, 2, 3, 4, 5]) {
    done.push(`page ${page}`);
    await turn();
  }
  expect(done).toEqual([...['page 1', 'page 2', 'others', 'page 3', 'page 4', 'others', 'page 5']]);
});
