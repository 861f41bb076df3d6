import { useIntl } from 'react-intl';
import { openColumns } from '../../../../server/src/contracts/imports';
import { useWhatsappImportTargetsQuery } from '../../api/imports';
import { usualMark } from '../../shared/decimal-mark';
import {
  openDay,
  openNumber,
  usualOrder,
  type ColumnTarget,
  type ImportRules,
  type ImportView,
} from './model';

/** How days and numbers of these columns are written, where their rows do not say it: what is asked, and what is chosen. */
export const useWays = (view: ImportView, columns: readonly ColumnTarget[], typed: ImportRules) => {
  const { locale } = useIntl();
  const custom = useWhatsappImportTargetsQuery().data?.custom ?? [];
  const day = openDay(view, columns, custom);
  const number = openNumber(view, columns, custom);
  return {
    custom,
    /** A date of the file that can be read both ways. */
    day,
    /** A number of the file that can be read both ways. */
    number,
    /** Answers as they are chosen or as they are usual. */
    asked: {
      ...(day ? { dateOrder: typed.dateOrder ?? usualOrder(locale, navigator.language) } : {}),
      ...(number ? { decimalMark: typed.decimalMark ?? usualMark(locale) } : {}),
    },
    /** Saved columns of which nothing that is saved says it. */
    open: openColumns(view, custom),
  };
};
