import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const adminSource = path.resolve(__dirname, '../../../../admin/src');

it('every window scrolls by ScrollBody: in Strapi’s own body an unseen scroll bar takes the presses on the last line', () => {
  const users = readdirSync(adminSource, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.tsx'))
    .filter((file) => readFileSync(path.join(adminSource, file), 'utf8').includes('Modal.Body'));
  expect(users).toEqual(['shared/ScrollBody.tsx']);
});
