import { isRolledBack } from '../../../server/src/strapi/db';

describe('an error within the transaction of the host', () => {
  const undone = (dialect: 'sqlite' | 'postgres' | 'mysql', code: string): boolean =>
    isRolledBack({ dialect }, Object.assign(new Error(code), { code }));

  it('has undone all of it after a deadlock, and after a change behind its back, on MySQL and MariaDB', () => {
    expect(undone('mysql', 'ER_LOCK_DEADLOCK')).toBe(true);
    expect(undone('mysql', 'ER_CHECKREAD')).toBe(true);
    expect(undone('mysql', 'ER_LOCK_WAIT_TIMEOUT')).toBe(false);
    expect(undone('postgres', '40P01')).toBe(false);
  });
});
