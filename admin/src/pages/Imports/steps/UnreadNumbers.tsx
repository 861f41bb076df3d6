import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { countryName } from '../../../shared/countries';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import type { ImportView } from '../model';

type Unread = NonNullable<ImportView['unreadNumbers']>;

/** Numbers that the country of the list does not have, with what they would be elsewhere, before anything is written. */
export const UnreadNumbers = ({ unread }: { unread: Unread }) => {
  const t = useT();
  const { locale, formatList } = useIntl();
  const { country, rows, international, national } = unread;
  const named = (counts: Unread['international']): string =>
    formatList(
      counts.map(({ country: code, rows: n }) =>
        t('imports.unread.in', { country: countryName(code, locale), n })
      ),
      { type: 'conjunction' }
    );
  return (
    <Notice
      variant="warning"
      title={t('imports.unread.title', { n: rows, country: countryName(country, locale) })}
      testId="import-unread-numbers"
    >
      {international.length > 0 ? (
        <Typography tag="p">
          {t('imports.unread.international', { countries: named(international) })}
        </Typography>
      ) : null}
      {national.length > 0 ? (
        <Typography tag="p">
          {t('imports.unread.national', { countries: named(national) })}
        </Typography>
      ) : null}
      <Typography tag="p">{t('imports.unread.hint')}</Typography>
    </Notice>
  );
};
