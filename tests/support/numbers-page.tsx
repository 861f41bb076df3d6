import type { AccountView, ListAccountsResult } from '../../server/src/contracts/accounts';
import type { ProcessesResult } from '../../server/src/contracts/processes';
import NumbersPage from '../../admin/src/pages/Settings/NumbersPage';
import { renderAdmin, type Routes } from './render-admin';

export const aList = (
  accounts: AccountView[],
  changes: Partial<ListAccountsResult> = {}
): ListAccountsResult => ({
  accounts,
  encryptionKey: 'present',
  webhookUrl: 'https://cms.example.com/api/whatsapp/webhook',
  webhookReachable: true,
  ...changes,
});

type Process = ProcessesResult['processes'][number];

export const theProcesses = (
  processes: Partial<Process>[],
  changes: Partial<ProcessesResult> = {}
): ProcessesResult => ({
  working: true,
  redis: null,
  processes: processes.map((one, i) => ({
    name: `a1b2c${i}`,
    self: i === 0,
    serve: 'all',
    engine: 'embedded',
    problem: null,
    clockOffsetMs: 12,
    bootAt: 0,
    beatAt: 0,
    ...one,
  })),
  ...changes,
});

/** The page of the numbers with these of them. */
export const openNumbers = (list: ListAccountsResult, routes: Routes = {}, at = '/') =>
  renderAdmin(<NumbersPage />, {
    at,
    routes: {
      'GET /whatsapp/accounts': list,
      'GET /whatsapp/accounts/7/logo': { logo: null },
      'GET /whatsapp/processes': theProcesses([{}]),
      ...routes,
    },
  });
