import { Typography } from '@strapi/design-system';
import type { OptInSource } from '../../../../../server/src/contracts/opt-in';
import { useWhatsappOptInSourcesQuery } from '../../../api/opt-in';
import { ownSource } from '../../../shared/consent-source';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useT, type Translate } from '../../../shared/useT';

const nameOf = (t: Translate, { source, formName }: OptInSource) => {
  if (formName !== null) return { text: formName, isOurs: false };
  const own = ownSource(t, source);
  return { text: own ?? source, isOurs: own !== null };
};

/** Opt-ins by where they came from, forms and everything else (O-16). */
export const Sources = () => {
  const t = useT();
  const moments = useMoments();
  const query = useWhatsappOptInSourcesQuery();
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.sources.length === 0) return <EmptyState content={t('optIn.sources.empty')} />;
  const columns: Column<OptInSource>[] = [
    {
      key: 'source',
      label: t('optIn.source'),
      isTitle: true,
      render: (row) => {
        const { text, isOurs } = nameOf(t, row);
        return (
          <Typography fontWeight="bold" {...(isOurs ? {} : { dir: 'auto' })}>
            {text}
          </Typography>
        );
      },
    },
    {
      key: 'kind',
      label: t('optIn.source.kind'),
      render: (row) => (
        <Typography>
          {t(row.formId === null ? 'optIn.source.other' : 'optIn.source.form')}
        </Typography>
      ),
    },
    {
      key: 'category',
      label: t('optIn.category'),
      render: (row) => <Typography>{t(`optIn.category.${row.category}`)}</Typography>,
    },
    {
      key: 'people',
      label: t('optIn.source.people'),
      render: (row) => <Typography>{t('optIn.people', { count: row.people })}</Typography>,
    },
    {
      key: 'last',
      label: t('optIn.source.last'),
      render: (row) => <Typography>{moments.full(row.lastAt)}</Typography>,
    },
  ];
  return (
    <ResponsiveTable
      rows={query.data.sources}
      columns={columns}
      rowKey={(row) => `${row.source} ${row.category}`}
      label={t('optIn.tab.sources')}
      testId="opt-in-source-row"
    />
  );
};
