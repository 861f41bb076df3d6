import { Route, Routes as Paths } from 'react-router-dom';
import ImportPage from '../../../admin/src/pages/Imports/ImportPage';
import type { ImportTargets, ImportView } from '../../../server/src/contracts/imports';
import type { OperationView } from '../../../server/src/contracts/operations';
import { renderAdmin, type Routes } from '../../support/render-admin';

/** A dry run that is done. */
export const check: OperationView = {
  source: 'operation',
  id: 5,
  kind: 'import-check',
  title: 'people.csv',
  state: 'done',
  done: 10_000,
  total: null,
  perSecond: null,
  leftMs: null,
  counters: { created: 9_410, changed: 400, same: 112, refused: 78, doubles: 0, staysOut: 31 },
  problems: 78,
  reason: null,
  startedBy: 'Ada',
  addedAt: 1,
  startedAt: 1,
  finishedAt: 2,
  cancelling: false,
  canCancel: false,
  canRetry: false,
  canDownload: true,
};
/** An import as its page shows it. */
export const view = (changes: Partial<ImportView> = {}): ImportView => ({
  id: 3,
  fileName: 'people.csv',
  bytes: 100,
  sheet: null,
  format: { encoding: 'windows-1254', delimiter: ';', hasHeader: true },
  header: ['Ad', 'Cep'],
  origin: null,
  top: [
    ['Ad', 'Cep'],
    ['Ayşe', '0532 111 22 33'],
  ],
  sample: [['Ayşe', '0532 111 22 33']],
  columns: ['name', 'phone'],
  remembered: false,
  rules: { duplicates: 'fill', country: 'TR', consent: null, tags: [], groupIds: [] },
  words: [],
  newGroups: [],
  tooManyWords: [],
  consentLike: [],
  dateOrders: [],
  numberMarks: [],
  check: null,
  import: null,
  addedAt: 1,
  deletedForErasure: false,
  ...changes,
});

/** Profile fields that columns may become. */
const custom = (key: string, kind: ImportTargets['custom'][number]['kind']) => ({
  ...{ key, kind, label: key, labelTr: null, sensitive: null },
});
export const CUSTOM = [custom('birthday', 'date'), custom('sum', 'number'), custom('note', 'text')];

/** The page of import 3. */
export const open = (at: string, routes: Routes) =>
  renderAdmin(
    <Paths>
      <Route path="imports/new" element={<ImportPage />} />
      <Route path="imports/:id" element={<ImportPage />} />
    </Paths>,
    {
      at,
      routes: {
        'GET /whatsapp/imports/targets': { custom: [] },
        'GET /whatsapp/groups': { groups: [] },
        'GET /whatsapp/imports/3/problems': {
          problems: [{ line: 4, reason: 'phone-not-valid', detail: '123', cells: ['Can', '123'] }],
        },
        ...routes,
      },
    }
  );
